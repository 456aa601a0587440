/// Command lines that people copy.
package enum Shell {
  /// A word that any POSIX shell reads back as the same text.
  package static func quote(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (64...90).contains(byte) || (97...122).contains(byte)
        || "._-/:=,+%".utf8.contains(byte)
    }
    if isPlain && !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  package static func line(_ words: [String]) -> String { words.map(quote).joined(separator: " ") }
}
