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
      collect(&problems) { () throws(Failure) in
        _ = try DataContract(parsing: Files.read(policy.resolve(contract)), file: policy.resolve(contract))
      }
    }
    for file in Set(policy.stages.compactMap(\.approvals?.signers)).sorted() {
      collect(&problems) { () throws(Failure) in
        let path = policy.resolve(file)
        let signers = try AllowedSigners(parsing: Files.read(path), file: path)
        for stage in policy.stages where stage.approvals?.signers == file {
          check(stage.approvals, signers, path, &problems)
        }
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

  private func collect(_ problems: inout [Diagnostic], _ work: () throws(Failure) -> Void) {
    do throws(Failure) { try work() } catch { problems += error.diagnostics }
  }

  private func check(_ rule: ApprovalRule?, _ signers: AllowedSigners, _ file: String, _ problems: inout [Diagnostic]) {
    guard let rule else { return }
    let people = Set(signers.entries.flatMap(\.principals))
    for name in rule.by ?? [] where !people.contains(name) {
      let near = Spelling.nearest(to: name, among: people.sorted()).map { "did you mean '\($0)'?" }
      problems.append(
        Diagnostic("'\(name)' may approve by the policy but has no key here", at: Place(file: file), hint: near))
    }
    let able = Set(rule.by ?? Array(people)).intersection(people).count
    if able < rule.count {
      problems.append(
        Diagnostic("\(rule.count) approvals are asked for, but only \(able) people have a key", at: Place(file: file)))
    }
  }
}
