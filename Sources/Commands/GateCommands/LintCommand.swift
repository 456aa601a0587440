import ArgumentParser
import CommandSupport
import Core
import DataQuality
import Policy
import Release
import Signatures

struct LintCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks a policy, and the contracts and signers it names, without running anything.")

  @OptionGroup var options: PolicyOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let policy = try options.load()
    var problems: [Diagnostic] = []
    for data in policy.data {
      guard let contract = data.contract else { continue }
      let path = policy.resolve(contract)
      problems += Self.problems { () throws(Failure) in
        _ = try DataContract(
          recognising: Files.read(path), file: path, object: data.object, parameters: data.parameters)
      }
    }
    for file in Set(policy.stages.compactMap(\.approvals?.signers)).sorted() {
      let path = policy.resolve(file)
      problems += Self.problems { () throws(Failure) in
        let signers = try AllowedSigners(parsing: Files.read(path), file: path)
        let rules = policy.stages.compactMap(\.approvals).filter { $0.signers == file }
        let found = rules.flatMap { Self.check($0, signers, path) }
        if !found.isEmpty { throw Failure(.configuration, found) }
      }
    }
    if !problems.isEmpty { throw Failure(.configuration, problems) }
    let contracts = policy.data.compactMap(\.contract).count
    session.terminal.print(
      "\(options.policy.printable): model \(policy.model), \(policy.data.count) data set(s), \(contracts) contract(s), "
        + "\(policy.comparison?.rules.count ?? 0) comparison rule(s), stages "
        + policy.stages.map(\.name).joined(separator: " → ") + ": nothing wrong")
    return .pass
  }

  private static func problems(_ work: () throws(Failure) -> Void) -> [Diagnostic] {
    do throws(Failure) {
      try work()
      return []
    } catch {
      return error.diagnostics
    }
  }

  private static func check(_ rule: ApprovalRule, _ signers: AllowedSigners, _ file: String) -> [Diagnostic] {
    let people = Set(signers.entries.flatMap(\.principals))
    var problems = (rule.by ?? []).filter { !people.contains($0) }.map { name in
      let near = Spelling.nearest(to: name, among: people.sorted()).map { "did you mean '\($0)'?" }
      return Diagnostic("'\(name)' may approve by the policy but has no key here", at: Place(file: file), hint: near)
    }
    let able = Set(rule.by ?? Array(people)).intersection(people).count
    if able < rule.count {
      let message = "\(rule.count) approvals are asked for, but only \(able) people have a key"
      problems.append(Diagnostic(message, at: Place(file: file)))
    }
    return problems
  }
}
