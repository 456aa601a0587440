import CommandSupport
import DataCommands

Program.run(DataRoot.self)
