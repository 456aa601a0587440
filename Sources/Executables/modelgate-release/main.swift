import CommandSupport
import ReleaseCommands

Program.run(ReleaseRoot.self)
