import ApproveCommands
import CommandSupport

Program.run(ApproveRoot.self)
