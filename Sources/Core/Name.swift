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

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "._-+".utf8.contains(byte) }
}
