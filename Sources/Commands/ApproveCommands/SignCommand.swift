import ArgumentParser
import CommandSupport
import Core
import Ledger
import Release
import Signatures

struct SignCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Shows a plan in full and signs it.",
    discussion: """
      Asks before it signs, when it can. The approval of a plan that is on record goes on record; that of a plan in \
      the evidence folder goes there.

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

  @Flag(name: .shortAndLong, help: "Sign without asking.")
  var yes = false

  @OptionGroup var options: PlanOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let lifetime = try expires.map { text throws(Failure) in
      guard let span = Timestamp.Span(text) else {
        throw Failure(.usage, "'\(text)' is no length of time", hint: "write a whole number and a unit: 12h, 7d")
      }
      return span
    }
    let target = try options.load(session)
    let plan = target.plan
    let key = try SigningKey(file: self.key, environment: session.environment)
    let signer = try signer(of: key.publicKey, target.signers, target.signersFile, at: session.now)
    let document = ApprovalDocument(
      plan: plan.digest, signer: signer, signed: session.now, expires: lifetime.map(session.now.advanced(by:)),
      comment: comment)
    session.terminal.show(PlanReport.make(plan, target.dossier))
    if !yes, !session.terminal.confirm("sign this as \(signer)?") {
      throw Failure(.usage, "nothing was signed", hint: "answer y, or give --yes")
    }
    let approval = SignedApproval(
      name: signer, document: document.bytes, signature: Array(try key.sign(document.bytes).armoured.utf8))
    session.terminal.print("signed as \(signer.printable): \(try keep(approval, document, target, session).printable)")
    let tally = ApprovalTally.count(
      [approval], for: plan, rule: target.rule, signers: target.signers, at: session.now)
    if case .uncounted(let reason)? = tally.approvals.first?.standing {
      session.terminal.warn("this approval will not count: \(reason)")
      return .fail
    }
    return .pass
  }

  /// Puts the approval where the plan is: on record, or into the evidence folder.
  ///
  /// - Returns: where it went.
  private func keep(
    _ approval: SignedApproval, _ document: ApprovalDocument, _ target: ApprovalTarget, _ session: Session
  ) throws(Failure) -> String {
    guard target.isRecorded, let signature = approval.signature else {
      return try ApprovalFolder(options.policy.folder).write(document, signature: approval.signature ?? [])
    }
    let plan = target.plan
    let recorded = try target.ledger.append(with: [approval.document, signature]) { history throws(Failure) in
      try plan.requireCurrent(history)
      var entry = history.next(
        .approve, model: plan.model, version: plan.version, artifact: plan.artifact, stage: plan.stage,
        time: session.now, actor: document.signer)
      entry.plan = plan.digest
      entry.reason = document.comment
      entry.approvals = [
        LedgerEntry.ApprovalReference(
          document: ContentDigest(of: approval.document), signature: ContentDigest(of: signature))
      ]
      return entry
    }
    return recorded.map { "entry \($0.entry.sequence) of \(target.ledger.store.name)" } ?? ""
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
}
