/// Strings, numbers and words, eight bytes at a time: a kernel file.
extension JSONLinesTokenizer {
  /// - Parameter opening: its quote.
  /// - Returns: the index of the closing quote.
  @inline(__always) func string(
    _ bytes: borrowing Span<UInt8>, _ opening: Int, _ isEscaped: inout Bool
  ) throws(Problem) -> Int {
    var index = opening &+ 1
    while true {
      index = skipPlain(bytes, index)
      guard index < bytes.count else { throw problem(.unclosedString, opening) }
      if unsafe bytes[unchecked: index] == Self.quote { return index }
      index = try special(bytes, index, opening, &isEscaped)
    }
  }

  /// Passes over what is neither a quote, a backslash, a control character nor beyond ASCII.
  @inline(__always) private func skipPlain(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Int {
    var index = start
    let high = ~Word.low
    while index &+ 8 <= bytes.count {
      let word = Word.load(bytes, index)
      // Below the lowest byte that is found nothing is borrowed, so that one is exact. Turning over the second bit brings
      // the quote next to the control characters, which stay among themselves.
      let controlsAndQuotes = (word ^ Word.repeating(0x02)) &- Word.repeating(0x21)
      let backslashes = (word ^ Word.repeating(UInt8(ascii: "\\"))) &- Word.repeating(0x01)
      let found = (controlsAndQuotes | backslashes | word) & high
      if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < bytes.count {
      let byte = unsafe bytes[unchecked: index]
      if byte < 0x20 || byte == Self.quote || byte == UInt8(ascii: "\\") || byte >= 0x80 { break }
      index &+= 1
    }
    return index
  }

  /// An escape, or characters beyond ASCII.
  ///
  /// - Returns: the index after them.
  private func special(
    _ bytes: borrowing Span<UInt8>, _ start: Int, _ opening: Int, _ isEscaped: inout Bool
  ) throws(Problem) -> Int {
    let end = bytes.count
    var index = start
    let byte = bytes[start]
    if byte == UInt8(ascii: "\\") {
      guard let escape = JSONString.escape(bytes, start, end) else { throw escapeProblem(bytes, start, opening) }
      isEscaped = true
      return start + escape.length
    }
    if byte == Self.newline { throw problem(.unclosedString, opening) }
    if byte < 0x20 { throw problem(.controlCharacter(byte), start) }
    repeat {
      guard let length = JSONString.characterLength(bytes, index, end) else {
        throw problem(.notUTF8(bytes[index]), index)
      }
      index += length
    } while index < end && bytes[index] >= 0x80
    return index
  }

  private func escapeProblem(_ bytes: borrowing Span<UInt8>, _ index: Int, _ opening: Int) -> Problem {
    let next = byte(bytes, index + 1)
    if index + 1 == bytes.count || next == Self.newline { return problem(.unclosedString, opening) }
    if next != UInt8(ascii: "u") { return problem(.unknownEscape, index) }
    return problem(JSONString.codeUnit(bytes, index, bytes.count) == nil ? .badCodeUnit : .loneSurrogate, index)
  }

  /// A minus sign if any, whole digits without leading zeros, then a fraction and an exponent if any.
  ///
  /// - Returns: the index after it.
  @inline(__always) func number(_ bytes: borrowing Span<UInt8>, _ start: Int) throws(Problem) -> Int {
    var index = start
    if byte(bytes, index) == UInt8(ascii: "-") { index &+= 1 }
    let whole = index
    index = skipDigits(bytes, whole)
    if index &- whole != 1 {
      if index == whole {
        throw expected(byte(bytes, index) == UInt8(ascii: "I") ? .notFinite : .expectedDigit, bytes, index)
      }
      if unsafe bytes[unchecked: whole] == UInt8(ascii: "0") { throw problem(.leadingZero, whole) }
    }
    if byte(bytes, index) == UInt8(ascii: ".") {
      let fraction = index &+ 1
      index = skipManyDigits(bytes, fraction)
      if index == fraction { throw expected(.expectedDigit, bytes, index) }
    }
    if byte(bytes, index) | 0x20 == UInt8(ascii: "e") {
      index &+= 1
      let sign = byte(bytes, index)
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index &+= 1 }
      let exponent = index
      index = skipDigits(bytes, exponent)
      if index == exponent { throw expected(.expectedDigit, bytes, index) }
    }
    return index
  }

  @inline(__always) private func skipDigits(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index &+ 8 <= bytes.count {
      let digits = Self.leadingDigits(Word.load(bytes, index))
      index &+= digits
      if digits < 8 { return index }
    }
    while index < bytes.count, unsafe bytes[unchecked: index] &- 48 <= 9 { index &+= 1 }
    return index
  }

  /// As `skipDigits`, but made for the sixteen or so digits of a double: how many words they fill cannot be foreseen, so
  /// it is not branched on.
  @inline(__always) private func skipManyDigits(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Int {
    guard start &+ 24 <= bytes.count else { return skipDigits(bytes, start) }
    let first = Self.leadingDigits(Word.load(bytes, start))
    let second = Self.leadingDigits(Word.load(bytes, start &+ 8)) & (first == 8 ? -1 : 0)
    let third = Self.leadingDigits(Word.load(bytes, start &+ 16)) & (second == 8 ? -1 : 0)
    let digits = first &+ second &+ third
    return digits == 24 ? skipDigits(bytes, start &+ 24) : start &+ digits
  }

  /// How many of eight bytes are digits before the first that is none.
  @inline(__always) private static func leadingDigits(_ word: UInt64) -> Int {
    // Digits are 0 to 9 now, and all else is more.
    let values = word ^ Word.repeating(0x30)
    let others = (((values & Word.low) &+ Word.repeating(0x76)) | values) & ~Word.low
    return others.trailingZeroBitCount >> 3
  }

  /// `null`, `true` or `false`.
  ///
  /// - Returns: the index after it.
  func word(_ bytes: borrowing Span<UInt8>, _ start: Int) throws(Problem) -> Int {
    if Self.stands("null", bytes, start) || Self.stands("true", bytes, start) { return start + 4 }
    if Self.stands("false", bytes, start) { return start + 5 }
    if Self.stands("NaN", bytes, start) || Self.stands("Infinity", bytes, start) { throw problem(.notFinite, start) }
    throw expected(.expectedValue, bytes, start)
  }

  private static func stands(_ word: StaticString, _ bytes: borrowing Span<UInt8>, _ start: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= bytes.count else { return false }
    for index in 0..<count where unsafe word.utf8Start[index] != bytes[start + index] { return false }
    return true
  }
}
