extension String {
  /// The text with control characters, line and paragraph separators and bidirectional overrides written as
  /// `\u{…}`, so that a name from a file or a server can neither forge a line nor drive a terminal.
  package var printable: String {
    if unicodeScalars.allSatisfy({ !$0.isHostile }) { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.isHostile {
        text += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var isHostile: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x2028, 0x2029: true
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
