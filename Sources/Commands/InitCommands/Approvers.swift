import Core
import Release
import Signatures

/// The people who may approve, as an allowed signers file.
struct Approvers {
  private(set) var text: String
  private var people: Set<String> = []

  private static let introduction = """
    # Who may approve a release: one person a line, with the public half of an SSH key (ssh-keygen -t ed25519 makes one):
    #   alice@example.com namespaces="\(ApprovalDocument.namespace)" ssh-ed25519 AAAA…
    # Then ask for approvals in modelgate.yaml. Who asks for a release cannot approve it.

    """

  /// Reads `NAME=KEYFILE.pub`, once for each person.
  ///
  /// - Throws: `usage` for a name that cannot stand in the file, `missingInput` and `malformedData` for the key.
  init(parsing wishes: [String]) throws(Failure) {
    text = Self.introduction
    for wish in wishes {
      let parts = wish.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, Self.isName(parts[0]), !parts[1].isEmpty else {
        throw Failure(
          .usage, "'\(wish)' is not NAME=KEYFILE.pub",
          hint: "for instance: --approver alice@example.com=alice.pub; a name has letters, digits and @ . _ + -")
      }
      text += "\(parts[0]) namespaces=\"\(ApprovalDocument.namespace)\" \(try Self.key(parts[1]))\n"
      people.insert(parts[0])
    }
  }

  private static func key(_ file: String) throws(Failure) -> String {
    let bytes = try Files.read(file)
    do throws(SignatureProblem) {
      return try SSHPublicKey(parsing: String(decoding: bytes, as: UTF8.self)).text
    } catch {
      throw Failure(
        .malformedData, "not a public key: \(error.reason)", at: Place(file: file),
        hint: "name the file that ends in .pub, not the private key")
    }
  }

  private static func isName(_ text: String) -> Bool {
    let name = text.utf8
    return !name.isEmpty && !name.starts(with: "-".utf8)
      && name.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "@._+-".utf8.contains(byte)
      }
  }

  var count: Int { people.count }

  /// How many approvals to ask for, of so many people: one of them may be the one who asks for the release, and
  /// another away. Nil when there is nobody.
  static func required(of people: Int) -> Int? { people == 0 ? nil : people < 3 ? 1 : 2 }
}
