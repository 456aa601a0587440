import Core
import Ledger
import Release
import Signatures
import TestSupport
import Testing

@Suite("Approvals are counted by people and by keys")
struct ApprovalTallyTests {
  private let directory = TemporaryDirectory()
  private let now = Timestamp(seconds: 1_795_428_000)
  private let day = Timestamp.Span(seconds: 86_400)

  private func key(_ name: String) throws -> SSHPrivateKey {
    let made = Command.run(
      ["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", name], in: directory.path)
    #expect(made.code == 0, "\(made.errors)")
    guard case .key(let key) = try SSHPrivateKey.read(Files.read(directory(name))) else {
      throw Failure(.software, "not a key")
    }
    return key
  }

  private var plan: PromotionPlan {
    let digest = ContentDigest(of: "x")
    return PromotionPlan(
      model: "m", stage: "production", version: "1", artifact: digest, from: nil, base: digest, decision: digest,
      policy: digest, signers: digest, approvals: nil, evidence: [:], requesters: ["carol"])
  }

  private func approval(
    _ signer: String, _ key: SSHPrivateKey, signed: Timestamp? = nil, expires: Timestamp? = nil,
    plan: ContentDigest? = nil, namespace: String = ApprovalDocument.namespace
  ) throws -> SignedApproval {
    let document = ApprovalDocument(
      plan: plan ?? self.plan.digest, signer: signer, signed: signed ?? now, expires: expires)
    let signature = try key.sign(message: document.bytes, namespace: namespace)
    return SignedApproval(name: signer, document: document.bytes, signature: Array(signature.armoured.utf8))
  }

  private func signers(_ lines: [(String, SSHPrivateKey)]) throws -> AllowedSigners {
    let text = lines.map { "\($0.0) \($0.1.publicKey.text)\n" }.joined()
    return try AllowedSigners(parsing: Array(text.utf8), file: "allowed_signers")
  }

  private func tally(
    _ approvals: [SignedApproval], _ signers: AllowedSigners, rule: ApprovalRule? = nil
  ) -> ApprovalTally {
    let rule = rule ?? ApprovalRule(count: 2, signers: "allowed_signers", validFor: Timestamp.Span(seconds: 7 * 86_400))
    return ApprovalTally.count(approvals, for: plan, rule: rule, signers: signers, at: now)
  }

  @Test("two people with two keys are two; one person with two keys, or two with one key, are one")
  func distinct() throws {
    let (a, b) = (try key("a"), try key("b"))
    let two = try signers([("alice", a), ("bob", b)])
    #expect(tally([try approval("alice", a), try approval("bob", b)], two).verdict == .pass)
    let onePerson = try signers([("alice", a), ("alice", b)])
    #expect(tally([try approval("alice", a), try approval("alice", b)], onePerson).counted.count == 1)
    let oneKey = try signers([("alice,bob", a)])
    #expect(tally([try approval("alice", a), try approval("bob", a)], oneKey).counted.count == 1)
    #expect(tally([try approval("alice", a), try approval("alice", a)], two).verdict == .hold)
  }

  @Test("neither the requester counts, nor a key of the requester under another name")
  func requester() throws {
    let (a, c) = (try key("a"), try key("c"))
    let listed = try signers([("alice", a), ("carol", c), ("dave", c)])
    let result = tally([try approval("alice", a), try approval("carol", c), try approval("dave", c)], listed)
    #expect(result.counted.compactMap(\.signer) == ["alice"])
    #expect(result.verdict == .hold)
  }

  @Test("expired, future-dated, unlisted, lapsed and unpermitted approvals do not count")
  func uncounted() throws {
    let a = try key("a")
    let listed = try signers([("alice", a)])
    let old = Timestamp(seconds: now.seconds - 8 * 86_400)
    let future = Timestamp(seconds: now.seconds + 86_400)
    let past = Timestamp(seconds: now.seconds - 1)
    #expect(tally([try approval("alice", a, signed: old)], listed).counted.isEmpty)
    #expect(tally([try approval("alice", a, signed: future)], listed).counted.isEmpty)
    #expect(tally([try approval("alice", a, expires: past)], listed).counted.isEmpty)
    #expect(tally([try approval("mallory", a)], listed).counted.isEmpty)
    #expect(tally([try approval("alice", try key("b"))], listed).counted.isEmpty)
    let lapsed = try signers([("alice valid-before=\"20200101Z\"", a)])
    #expect(tally([try approval("alice", a)], lapsed).counted.isEmpty)
    let rule = ApprovalRule(count: 1, signers: "allowed_signers", by: ["bob"])
    #expect(tally([try approval("alice", a)], listed, rule: rule).counted.isEmpty)
  }

  @Test("a signature for another purpose is forged; an approval of another plan is merely unrelated")
  func others() throws {
    let a = try key("a")
    let listed = try signers([("alice", a)])
    #expect(tally([try approval("alice", a, namespace: "file")], listed).verdict == .fail)
    let other = tally([try approval("alice", a, plan: ContentDigest(of: "another"))], listed)
    #expect(other.approvals.map(\.standing) == [.unrelated])
    #expect(other.verdict == .hold)
  }
}
