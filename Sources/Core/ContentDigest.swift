import Crypto

/// The SHA-256 digest of some content: how every artifact, file and record is named.
package struct ContentDigest: Hashable, Sendable, CustomStringConvertible, Comparable {
  /// 64 lower-case hexadecimal digits.
  package let hex: String

  package init(of bytes: some Sequence<UInt8>) {
    var hasher = ContentHasher()
    hasher.update(Array(bytes))
    self = hasher.finalize()
  }

  package init(of text: String) { self.init(of: text.utf8) }

  /// Reads `sha256:` and 64 lower-case hexadecimal digits, or the digits alone; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
    let bytes = digits.utf8
    guard bytes.count == 64, bytes.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
    hex = String(digits)
  }

  fileprivate init(hex: String) { self.hex = hex }

  package var description: String { "sha256:\(hex)" }
  /// The first twelve digits: enough for people to tell two apart, never to decide by.
  package var short: String { String(hex.prefix(12)) }

  package static func < (a: ContentDigest, b: ContentDigest) -> Bool { a.hex < b.hex }
}

/// Computes a `ContentDigest` piece by piece, for content that should not be held in memory whole.
package struct ContentHasher {
  private var hasher = SHA256()

  package init() {}

  package mutating func update(_ bytes: [UInt8]) { hasher.update(data: bytes) }

  package func finalize() -> ContentDigest {
    let alphabet = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in hasher.finalize() {
      text.append(alphabet[Int(byte >> 4)])
      text.append(alphabet[Int(byte & 15)])
    }
    return ContentDigest(hex: String(decoding: text, as: UTF8.self))
  }
}

extension ContentDigest {
  /// Reads a JSON string such as `sha256:…`.
  package init?(json: JSON) {
    guard let text = json.string else { return nil }
    self.init(text)
  }
}
