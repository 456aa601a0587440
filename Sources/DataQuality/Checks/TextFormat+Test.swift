extension TextFormat {
  /// Whether a text has the format.
  ///
  /// - Parameter range: not empty.
  func accepts(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch self {
    case .email: Self.isEmail(bytes, range)
    case .uuid: Self.isUUID(bytes, range)
    case .ipv4: Self.isIPv4(bytes, range)
    case .ipv6: Self.isIPv6(bytes, range)
    case .uri: Self.isURI(bytes, range)
    case .hostname: Self.isHostname(bytes, range)
    case .json: JSONSyntax.accepts(bytes, range)
    case .base64: Self.isBase64(bytes, range)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 <= 9 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
  static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 97 < 6 }

  private static func isEmail(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    var wasDot = true
    while at < range.upperBound, bytes[at] != UInt8(ascii: "@") {
      let isDot = bytes[at] == UInt8(ascii: ".")
      if isDot ? wasDot : !isAtom(bytes[at]) { return false }
      wasDot = isDot
      at += 1
    }
    guard !wasDot, at - range.lowerBound <= 64, at + 1 < range.upperBound else { return false }
    return isHostname(bytes, at + 1..<range.upperBound)
  }

  /// RFC 5322, `atext`.
  private static func isAtom(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"),
      UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"),
      UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"):
      return true
    default: return false
    }
  }

  private static func isHostname(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    if range.isEmpty || range.count > 253 { return false }
    var label = 0
    var last = UInt8(ascii: "-")
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") {
        if label == 0 || last == UInt8(ascii: "-") { return false }
        label = 0
      } else {
        guard isLetter(byte) || isDigit(byte) || (byte == UInt8(ascii: "-") && label > 0), label < 63 else {
          return false
        }
        label += 1
      }
      last = byte
    }
    return label > 0 && last != UInt8(ascii: "-")
  }

  private static func isUUID(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    if range.count != 36 { return false }
    for place in 0..<36 {
      let byte = bytes[range.lowerBound + place]
      let isHyphen = place == 8 || place == 13 || place == 18 || place == 23
      if isHyphen ? byte != UInt8(ascii: "-") : !isHexadecimal(byte) { return false }
    }
    return true
  }

  private static func isIPv4(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var numbers = 0
    var digits = 0
    var value = 0
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") {
        if digits == 0 { return false }
        numbers += 1
        (digits, value) = (0, 0)
      } else {
        // No leading zero: some read it as octal.
        guard isDigit(byte), digits == 0 || value > 0 else { return false }
        value = value * 10 + Int(byte - 48)
        digits += 1
        if value > 255 { return false }
      }
    }
    return numbers == 3 && digits > 0
  }

  private static func isIPv6(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var groups = 0
    var digits = 0
    var start = range.lowerBound
    var isShortened = false
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: ":") {
        let isDouble = index + 1 < range.upperBound && bytes[index + 1] == byte
        if digits > 0 { groups += 1 } else if !isDouble || index > range.lowerBound { return false }
        if isDouble {
          if isShortened { return false }
          isShortened = true
          index += 1
        }
        digits = 0
        start = index + 1
      } else if byte == UInt8(ascii: ".") {
        guard isIPv4(bytes, start..<range.upperBound) else { return false }
        return isShortened ? groups + 2 < 8 : groups + 2 == 8
      } else {
        guard isHexadecimal(byte), digits < 4 else { return false }
        digits += 1
      }
      index += 1
    }
    if digits > 0 {
      groups += 1
    } else if !(isShortened && start == range.upperBound && endsDoubled(bytes, range)) {
      return false
    }
    return isShortened ? groups < 8 : groups == 8
  }

  private static func endsDoubled(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.count >= 2 && bytes[range.upperBound - 1] == UInt8(ascii: ":")
      && bytes[range.upperBound - 2] == UInt8(ascii: ":")
  }

  private static func isURI(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    guard isLetter(bytes[index]) else { return false }
    while index < range.upperBound, bytes[index] != UInt8(ascii: ":") {
      let byte = bytes[index]
      guard isLetter(byte) || isDigit(byte) || "+-.".utf8.contains(byte) else { return false }
      index += 1
    }
    guard index < range.upperBound else { return false }
    index += 1
    if index + 1 < range.upperBound, bytes[index] == UInt8(ascii: "/"), bytes[index + 1] == UInt8(ascii: "/") {
      guard let end = authority(bytes, index + 2..<range.upperBound) else { return false }
      index = end
    }
    var hasFragment = false
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "#") {
        if hasFragment { return false }
        hasFragment = true
        index += 1
      } else if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "@")
        || byte == UInt8(ascii: ":")
      {
        index += 1
      } else {
        guard let next = character(bytes, index, range.upperBound) else { return false }
        index = next
      }
    }
    return true
  }

  /// - Returns: where the path begins; nil where there is no authority.
  private static func authority(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    var end = range.lowerBound
    while end < range.upperBound, !"/?#".utf8.contains(bytes[end]) { end += 1 }
    var host = range.lowerBound
    for index in range.lowerBound..<end where bytes[index] == UInt8(ascii: "@") { host = index + 1 }
    var index = range.lowerBound
    while index < host - 1 {
      if bytes[index] == UInt8(ascii: ":") {
        index += 1
      } else {
        guard let next = character(bytes, index, end) else { return nil }
        index = next
      }
    }
    index = host
    if index < end, bytes[index] == UInt8(ascii: "[") {
      guard let close = (index..<end).first(where: { bytes[$0] == UInt8(ascii: "]") }),
        isIPv6(bytes, index + 1..<close)
      else { return nil }
      index = close + 1
    }
    while index < end, bytes[index] != UInt8(ascii: ":") {
      guard let next = character(bytes, index, end) else { return nil }
      index = next
    }
    if index < end { index += 1 }
    while index < end {
      guard isDigit(bytes[index]) else { return nil }
      index += 1
    }
    return end
  }

  /// RFC 3986: `unreserved`, `sub-delims` or a byte written in percent.
  private static func character(_ bytes: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> Int? {
    let byte = bytes[index]
    if byte == UInt8(ascii: "%") {
      guard index + 2 < end, isHexadecimal(bytes[index + 1]), isHexadecimal(bytes[index + 2]) else { return nil }
      return index + 3
    }
    return isLetter(byte) || isDigit(byte) || "-._~!$&'()*+,;=".utf8.contains(byte) ? index + 1 : nil
  }

  private static func isBase64(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count.isMultiple(of: 4) else { return false }
    var padding = 0
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "=") {
        padding += 1
      } else {
        guard padding == 0, isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
        else { return false }
      }
    }
    return padding <= 2
  }
}
