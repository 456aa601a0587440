import ArgumentParser
import CommandSupport
import Core
import Ledger
import Release
import Reporting
import Signatures

struct SignCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Shows a plan in full and signs it.",
    discussion: """
      Unencrypted Ed25519 and ECDSA keys sign directly; keys behind a passphrase, in an agent (give the .pub file) or \
      in hardware sign through ssh-keygen.
      """)

  @Option(name: .long, help: ArgumentHelp("Your SSH key.", valueName: "file"))
  var key: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Your name in the allowed_signers file. (default: found by the key)", valueName: "principal"))
  var principal: String?

  @Option(name: .long, help: ArgumentHelp("For how long it counts, such as 12h or 7d.", valueName: "time"))
  var expires: String?

  @Option(name: .long, help: ArgumentHelp("A remark, kept in the record.", valueName: "text"))
  var comment: String?

  @OptionGroup var options: PlanOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let (plan, rule, signers, signersFile) = try options.load()
    let lifetime = try expires.map { text throws(Failure) in
      guard let span = Timestamp.Span(text) else {
        throw Failure(.usage, "'\(text)' is no length of time", hint: "write a whole number and a unit: 12h, 7d")
      }
      return span
    }
    let key = try SigningKey(file: self.key, environment: session.environment)
    let signer = try signer(of: key.publicKey, signers, signersFile, at: session.now)
    let document = ApprovalDocument(
      plan: plan.digest, signer: signer, signed: session.now, expires: lifetime.map(session.now.advanced(by:)),
      comment: comment)
    session.terminal.show(report(plan))
    let signature = try key.sign(document.bytes)
    let file = try ApprovalFolder(options.policy.folder).write(document, signature: signature.armoured)
    session.terminal.print("signed as \(signer.printable): \(file.printable)")

    let approval = SignedApproval(name: file, document: document.bytes, signature: Array(signature.armoured.utf8))
    let tally = ApprovalTally.count([approval], for: plan, rule: rule, signers: signers, at: session.now)
    if case .uncounted(let reason)? = tally.approvals.first?.standing {
      session.terminal.warn("this approval will not count: \(reason)")
      return .fail
    }
    return .pass
  }

  private func signer(
    of key: SSHPublicKey, _ signers: AllowedSigners, _ file: String, at time: Timestamp
  ) throws(Failure) -> String {
    switch signers.identify(key, namespace: ApprovalDocument.namespace, at: time) {
    case .nobody(let why):
      throw Failure(
        .notAuthorised, "this key may not approve: \(why)", at: Place(file: file),
        hint: "a maintainer adds the line: NAME \(key.text)")
    case .principals(let names):
      if let principal {
        if names.contains(principal) { return principal }
        throw Failure(
          .notAuthorised, "this key belongs to \(names.joined(separator: ", ")), not to \(principal)",
          at: Place(file: file))
      }
      if names.count == 1, let name = names.first { return name }
      throw Failure(
        .usage, "this key is listed for several: \(names.joined(separator: ", "))", at: Place(file: file),
        hint: "say who you are with --as")
    }
  }

  private func report(_ plan: PromotionPlan) -> StepReport {
    var report = StepReport(
      title: "approving \(plan.model) \(plan.version) → \(plan.stage)", verdict: .pass, reason: "\(plan.digest)",
      json: plan.json)
    report.isVerdict = false
    var rows: [[StepReport.Cell]] = [
      ["replaces", .text(plan.from.map { "\($0.version) \($0.artifact)" } ?? "nothing yet")],
      ["with", .text("\(plan.version) \(plan.artifact)")],
      ["asked for by", .text(plan.requesters.joined(separator: ", "))],
      ["decision", .text(plan.decision.description)],
      ["policy", .text(plan.policy.description)],
    ]
    for (step, digest) in plan.evidence.sorted(by: { $0.key < $1.key }) {
      rows.append([.text("evidence \(step)"), .text(digest.description)])
    }
    report.tables = [StepReport.Table([StepReport.Column("what"), StepReport.Column("is")], rows: rows)]
    return report
  }
}
