import CommandSupport
import InitCommands

Program.run(InitRoot.self)
