import ApproveCommands
import CommandSupport
import CompareCommands
import DataCommands
import GateCommands
import InitCommands
import ReleaseCommands

// All tools in one file, which is what is packaged: the Swift runtime, shared by all of them, is most of its size. It
// is the tool that it is called as (`modelgate-gate` is a link to it), or that its first argument names.
MultiCall.run([
  InitRoot.self, DataRoot.self, CompareRoot.self, GateRoot.self, ApproveRoot.self, ReleaseRoot.self,
])
