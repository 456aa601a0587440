/// Reads the binary encoding of SSH (RFC 4251, section 5) from bytes that may be anything.
///
/// A length is believed only as far as bytes are left, so nothing is read or reserved beyond the input.
struct SSHWireReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// What is being read, for errors: "the signature", "the key".
  private let subject: String

  init(_ bytes: some Sequence<UInt8>, of subject: String) {
    self.bytes = Array(bytes)[...]
    self.subject = subject
    position = 0
  }

  var remaining: Int { bytes.count - position }

  /// The next bytes, exactly so many.
  mutating func raw(_ count: Int, _ field: String) throws(SignatureProblem) -> [UInt8] {
    guard count <= remaining else { throw .malformed("\(subject) ends within its \(field)") }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func byte(_ field: String) throws(SignatureProblem) -> UInt8 { try raw(1, field)[0] }

  /// Four bytes, the highest first.
  mutating func integer(_ field: String) throws(SignatureProblem) -> UInt32 {
    try raw(4, field).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// A length and so many bytes.
  mutating func string(_ field: String) throws(SignatureProblem) -> [UInt8] {
    try raw(Int(integer(field)), field)
  }

  mutating func text(_ field: String) throws(SignatureProblem) -> String {
    guard let text = String(validating: try string(field), as: UTF8.self) else {
      throw .malformed("the \(field) of \(subject) is not UTF-8")
    }
    return text
  }

  /// A whole number that is not negative: its bytes, the highest first, without leading zeros.
  ///
  /// Only the one shortest encoding is taken, so that equal numbers are equal bytes.
  mutating func magnitude(_ field: String) throws(SignatureProblem) -> [UInt8] {
    let bytes = try string(field)
    guard let first = bytes.first else { return [] }
    if first & 0x80 != 0 { throw .malformed("the \(field) of \(subject) is negative") }
    if first != 0 { return bytes }
    guard bytes.count > 1, bytes[1] & 0x80 != 0 else {
      throw .malformed("the \(field) of \(subject) has needless leading zeros")
    }
    return Array(bytes.dropFirst())
  }

  /// A magnitude, widened with zeros in front to so many bytes.
  mutating func magnitude(width: Int, _ field: String) throws(SignatureProblem) -> [UInt8] {
    let digits = try magnitude(field)
    guard digits.count <= width else { throw .malformed("the \(field) of \(subject) is too large") }
    return [UInt8](repeating: 0, count: width - digits.count) + digits
  }

  func finish() throws(SignatureProblem) {
    if remaining > 0 { throw .malformed("\(subject) has \(remaining) bytes too many") }
  }
}

/// Writes the binary encoding of SSH (RFC 4251, section 5).
struct SSHWireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ more: some Sequence<UInt8>) { bytes += more }

  mutating func integer(_ value: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func string(_ content: [UInt8]) {
    integer(UInt32(content.count))
    bytes += content
  }

  mutating func string(_ text: String) { string(Array(text.utf8)) }

  /// A number that is not negative, from its bytes with the highest first; leading zeros do not matter.
  mutating func magnitude(_ digits: some Sequence<UInt8>) {
    var digits = Array(digits.drop { $0 == 0 })
    // A set top bit would make it negative.
    if let first = digits.first, first & 0x80 != 0 { digits.insert(0, at: 0) }
    string(digits)
  }
}
