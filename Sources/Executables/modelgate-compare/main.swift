import CommandSupport
import CompareCommands

Program.run(CompareRoot.self)
