import CommandSupport
import GateCommands

Program.run(GateRoot.self)
