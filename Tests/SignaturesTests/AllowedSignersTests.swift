import Core
import TestSupport
import Testing

@testable import Signatures

struct AllowedSignersTests {
  static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAyk8F0fon4qug043j0MlwAUA/Fls0f2Ewb2x6EnXJSl"
  static let other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOf6B9mEwSDLBZjzw5V1FzZ8GOTfGSBoGjFpXyBZ4Nn1"
  static let noon = 1_780_315_200 as Int64  // 2026-06-01T12:00:00Z

  private func parse(_ text: String) throws(Failure) -> AllowedSigners {
    try AllowedSigners(parsing: Array(text.utf8), file: "signers")
  }

  @Test("comments, blank lines, options and comments behind the key are read")
  func reads() throws {
    let signers = try parse(
      """
      # who may approve

      ann@example.com \(Self.key) her laptop
      \t bob@example.com,"bob"  namespaces="modelgate-*,git",valid-before="20270101Z"  \(Self.other)
      "carl c@example.com,dora" VALID-AFTER="202601020304" \(Self.key)\r

      """)
    #expect(signers.entries.map(\.line) == [3, 4, 5])
    #expect(signers.entries[0].principals == ["ann@example.com"])
    #expect(signers.entries[0].key.comment == "her laptop")
    #expect(signers.entries[1].principals == ["bob@example.com", "\"bob\""])
    #expect(signers.entries[1].namespaces == ["modelgate-*", "git"])
    #expect(signers.entries[1].validBefore == Timestamp("2027-01-01T00:00:00Z"))
    #expect(signers.entries[2].principals == ["carl c@example.com", "dora"])
    #expect(signers.entries[2].validAfter == Timestamp("2026-01-02T03:04:00Z"))
  }

  @Test(
    "a line that is wrong is refused with its number and a hint",
    arguments: [
      ("ann", "no key"), ("ann hello", "neither an option"), ("ann ssh-ed25519", "should read"),
      ("* \(key)", "identifies nobody"), ("*@example.com \(key)", "identifies nobody"),
      ("ann,!bob \(key)", "identifies nobody"), ("an? \(key)", "identifies nobody"),
      ("ann,,bob \(key)", "principal is empty"), ("\"ann \(key)", "quote is not closed"),
      ("ann cert-authority \(key)", "'cert-authority' is not supported"),
      ("ann namespace=\"x\" \(key)", "neither an option"), ("ann namespaces=x \(key)", "no value in quotes"),
      ("ann namespaces=\"\" \(key)", "allows nothing"), ("ann namespaces=\"x \(key)", "not closed"),
      ("ann namespaces=\"x\",namespaces=\"y\" \(key)", "given twice"),
      ("ann valid-after=\"2026\" \(key)", "is no time"), ("ann valid-after=\"20260231\" \(key)", "is no time"),
      ("ann valid-after=\"20260101T00\" \(key)", "is no time"), ("ann valid-before=\"٢٠٢٦٠١٠١\" \(key)", "is no time"),
      ("ann valid-after=\"20260101\",valid-before=\"20260101\" \(key)", "never valid"),
      ("ann ssh-dss AAAA", "not supported"), ("ann ssh-ed25519 AAAA", "ends within"),
      ("ann ssh-rsa AAAAB3NzaC1yc2E=", "ends within"), ("ann \(key.dropLast())", "not base64"),
    ])
  func refuses(_ line: String, _ reason: String) throws {
    let error = #expect(throws: Failure.self) { try parse("# first\n\(line)\nann \(Self.key)\n") }
    #expect(error?.code == .configuration)
    #expect(error?.diagnostics.count == 1)
    #expect(error?.description.contains("signers:2: ") == true)
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    #expect(error?.diagnostics.first?.hint?.isEmpty == false)
  }

  @Test("all lines that are wrong are reported at once, and a byte that is not UTF-8 too")
  func all() throws {
    let bytes = Array("* \(Self.key)\nann \(Self.key)\n".utf8) + [0x61, 0xFF, 0x0A]
    let error = #expect(throws: Failure.self) { try AllowedSigners(parsing: bytes, file: "signers") }
    #expect(error?.diagnostics.map(\.place?.line) == [1, 3])
  }

  @Test("an empty file allows nobody")
  func empty() throws {
    let key = try SSHPublicKey(parsing: Self.key)
    let signers = try parse("")
    #expect(signers.entries.isEmpty)
    #expect(signers.identify(key, namespace: "x", at: Timestamp(seconds: 0)) == .nobody(.notListed))
  }

  @Test(
    "a key counts from the first second of its time to the last",
    arguments: [(-1, "valid only from"), (0, ""), (3600, ""), (3601, "expired 2026-06-01T13:00:00Z")])
  func window(_ offset: Int64, _ reason: String) throws {
    let signers = try parse("ann valid-after=\"202606011200Z\",valid-before=\"20260601130000Z\" \(Self.key)")
    let key = try SSHPublicKey(parsing: Self.key)
    let time = Timestamp(seconds: Self.noon + offset)
    switch signers.identify(key, namespace: "any", at: time) {
    case .principals(let names):
      #expect(names == ["ann"])
      #expect(reason.isEmpty)
    case .nobody(let absence):
      #expect(!reason.isEmpty && absence.description.contains(reason))
      #expect(absence.description.contains("line 1"))
    }
    #expect(signers.principals(for: key, namespace: "any", at: time).isEmpty == !reason.isEmpty)
  }

  @Test("ssh-keygen agrees on when a key counts", arguments: [-1, 0, 3600, 3601] as [Int64])
  func windowAsOpenSSH(_ offset: Int64) throws {
    let ssh = OpenSSH()
    let path = try ssh.makeKey("ed25519")
    let key = try ssh.publicKey(of: path)
    let line = "ann valid-after=\"202606011200Z\",valid-before=\"20260601130000Z\" \(key.text)\n"
    let signers = try ssh.directory.write("signers", line)
    let signature = try ssh.directory.write(
      "signature", ssh.privateKey(path).sign(message: message, namespace: namespace).armoured)
    let time = Timestamp(seconds: Self.noon + offset)
    let digits = time.description.filter(\.isNumber)
    let arguments = ["-Y", "find-principals", "-Overify-time=\(digits)Z", "-f", signers, "-s", signature]
    let theirs = (try? ssh.keygen(arguments)) != nil
    let ours = try !parse(line).principals(for: key, namespace: namespace, at: time).isEmpty
    #expect(ours == theirs)
  }

  @Test(
    "namespaces are patterns",
    arguments: [
      ("modelgate-approval", "modelgate-approval", true), ("modelgate-*", "modelgate-approval", true),
      ("*,!modelgate-approval", "modelgate-approval", false), ("!git", "file", false), ("?", "x", true),
      ("?", "xy", false),
      ("git,file", "file", true), ("a*b*c", "aXbYbc", true), ("a*b*c", "aXbYbd", false), ("File", "file", false),
    ])
  func namespaces(_ patterns: String, _ namespace: String, _ allowed: Bool) throws {
    let signers = try parse("ann namespaces=\"\(patterns)\" \(Self.key)")
    let found = signers.identify(
      try SSHPublicKey(parsing: Self.key), namespace: namespace, at: Timestamp(seconds: Self.noon))
    if allowed {
      #expect(found == .principals(["ann"]))
    } else {
      #expect(found == .nobody(.otherNamespaces(patterns.split(separator: ",").map(String.init), line: 1)))
    }
  }

  @Test("several lines with one key name everyone once, and a line that counts outweighs one that does not")
  func union() throws {
    let key = try SSHPublicKey(parsing: Self.key)
    let signers = try parse(
      """
      old valid-before="20200101Z" \(Self.key)
      ann,bob \(Self.key)
      bob,carl \(Self.key)
      dora \(Self.other)
      """)
    let names = signers.principals(for: key, namespace: "x", at: Timestamp(seconds: Self.noon))
    #expect(names == ["ann", "bob", "carl"])
  }
}
