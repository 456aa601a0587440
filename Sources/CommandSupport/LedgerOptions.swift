package import ArgumentParser
package import Core
package import Ledger
import Policy

/// A ledger named outright, where no policy is at hand.
package struct LedgerFlags: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The ledger, instead of the policy's: a directory, or git:REMOTE[#BRANCH].", valueName: "place"))
  package var ledger: String?

  @Option(name: .long, help: ArgumentHelp("The model, where no policy names it.", valueName: "name"))
  package var model: String?

  package init() {}

  /// - Throws: `usage` when only one of the two is given.
  package func named() throws(Failure) -> (location: LedgerLocation, model: String)? {
    switch (ledger, model) {
    case (nil, nil): return nil
    case (let ledger?, let model?):
      if let problem = Name.problem(with: model) {
        throw Failure(.usage, "'\(model)' cannot name a model: \(problem)", hint: Name.hint)
      }
      return (try LedgerLocation(parsing: ledger), model)
    default:
      throw Failure(.usage, "--ledger and --model go together", hint: "give both, or neither and a policy")
    }
  }
}

/// Which ledger to read: the policy's, or one named outright.
package struct LedgerOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The policy file.", valueName: "file"))
  package var policy = "modelgate.yaml"

  @OptionGroup package var flags: LedgerFlags

  @Flag(name: .long, help: "Read a git ledger as this machine saw it last.")
  package var offline = false

  package init() {}

  package func open(_ session: Session) throws(Failure) -> (ledger: ReleaseLedger, model: String) {
    if let named = try flags.named() {
      let ledger = try named.location.open(
        model: named.model, in: "", environment: session.environment, offline: offline)
      return (ledger, named.model)
    }
    var options = PolicyOptions()
    options.policy = policy
    let policy = try options.load()
    return (try policy.openLedger(session, offline: offline), policy.model)
  }
}
