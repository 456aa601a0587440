import Core

/// A block of base64 between a line that begins it and one that ends it, as OpenSSH writes signatures and keys.
struct Armour {
  let label: String
  /// Characters in a full line of base64.
  let columns: Int
  /// Bytes of text beyond which nothing is read: the largest RSA key or signature is far smaller.
  static let limit = 1 << 16

  static let signature = Armour(label: "SSH SIGNATURE", columns: 70)
  static let privateKey = Armour(label: "OPENSSH PRIVATE KEY", columns: 70)

  var begin: String { "-----BEGIN \(label)-----" }
  private var end: String { "-----END \(label)-----" }

  func write(_ bytes: [UInt8]) -> String {
    var text = begin + "\n"
    var rest = Base64.encode(bytes)[...]
    while !rest.isEmpty {
      text += rest.prefix(columns) + "\n"
      rest = rest.dropFirst(columns)
    }
    return text + end + "\n"
  }

  /// The bytes inside. Nothing may stand before the block, and only white space after it.
  func read(_ text: [UInt8]) throws(SignatureProblem) -> [UInt8] {
    guard text.count <= Self.limit else { throw .malformed("larger than \(Self.limit) bytes") }
    guard let text = String(validating: text, as: UTF8.self) else { throw .malformed("not text") }
    // A line may end as Windows ends it; "\r\n" is one Character, hence the split by scalars.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.last == "\r" ? line.dropLast() : line)
    }
    while let last = lines.last, last.allSatisfy({ $0 == " " || $0 == "\t" }) { lines.removeLast() }
    guard lines.first == begin else { throw .malformed("does not begin with '\(begin)'") }
    guard lines.count > 1, lines.last == end else { throw .malformed("does not end with '\(end)'") }
    guard let bytes = Base64.decode(lines.dropFirst().dropLast().joined()) else {
      throw .malformed("what stands between its first and last line is not base64")
    }
    return bytes
  }
}
