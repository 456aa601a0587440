import ArgumentParser
import CommandSupport
import Core
import Ledger
import Policy
import Release

/// Which ledger to read: the policy's, or one named outright.
struct LedgerOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The policy file.", valueName: "file"))
  var policy = "modelgate.yaml"

  @Option(name: .long, help: ArgumentHelp("The ledger's directory, instead of the policy's.", valueName: "dir"))
  var ledger: String?

  @Option(name: .long, help: ArgumentHelp("The model, where no policy names it.", valueName: "name"))
  var model: String?

  /// - Throws: `usage` when only one of `--ledger` and `--model` is given.
  func open() throws(Failure) -> (ledger: ReleaseLedger, model: String) {
    switch (ledger, model) {
    case (nil, nil):
      var options = PolicyOptions()
      options.policy = policy
      let policy = try options.load()
      return (policy.releaseLedger, policy.model)
    case (let ledger?, let model?):
      if let problem = Name.problem(with: model) {
        throw Failure(.usage, "'\(model)' cannot name a model: \(problem)", hint: Name.hint)
      }
      return (ReleaseLedger(DirectoryLedgerStore(path: Path.join(ledger, model))), model)
    default:
      throw Failure(.usage, "--ledger and --model go together", hint: "give both, or neither and a policy")
    }
  }
}

extension ModelPolicy {
  /// The model's own ledger, in a directory of its own below the one that the policy names.
  var releaseLedger: ReleaseLedger {
    ReleaseLedger(DirectoryLedgerStore(path: Path.join(resolve(ledger), model)))
  }
}

extension ReleaseLedger {
  func history() throws(Failure) -> ReleaseHistory { ReleaseHistory(try entries()) }

  /// Appends what `entry` makes of the ledger as it is. When somebody else appends in between, it is made again from
  /// what the ledger is then; whether it still may is for `entry` to say.
  ///
  /// - Returns: nil when `entry` finds nothing to do.
  func append(
    _ entry: (ReleaseHistory) throws(Failure) -> LedgerEntry?
  ) throws(Failure) -> Recorded? {
    while true {
      guard let next = try entry(try history()) else { return nil }
      if let recorded = try append(next) { return recorded }
    }
  }
}
