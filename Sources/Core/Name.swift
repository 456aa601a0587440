/// Names of models, versions, stages and data sets: they become parts of file names, messages and commands.
package enum Name {
  /// What is wrong with a name; nil when nothing is.
  package static func problem(with name: String) -> String? {
    if name.isEmpty { return "it is empty" }
    if name.utf8.count > 100 { return "it is longer than 100 bytes" }
    guard let first = name.utf8.first, isAlphanumeric(first) else { return "it does not start with a letter or digit" }
    for scalar in name.unicodeScalars where !scalar.isASCII || !isAllowed(UInt8(truncatingIfNeeded: scalar.value)) {
      return "it contains '\(scalar)'"
    }
    return nil
  }

  package static let hint = "use letters, digits, '.', '_', '-' and '+', the first a letter or digit"

  /// A name made of what is allowed in some text: other characters become `-`.
  ///
  /// - Parameter fallback: the name when nothing of the text is allowed.
  package static func suggestion(from text: String, else fallback: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let allowed = isAllowed(byte)
      if allowed || (!bytes.isEmpty && bytes.last != UInt8(ascii: "-")) { bytes.append(allowed ? byte : 0x2D) }
    }
    let trimmed = bytes.drop { !isAlphanumeric($0) }.prefix(60)
    let end = trimmed.lastIndex { isAlphanumeric($0) }.map { $0 + 1 } ?? trimmed.startIndex
    return trimmed.startIndex == end ? fallback : String(decoding: trimmed[..<end], as: UTF8.self)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "._-+".utf8.contains(byte) }
}
