/// Objects and arrays within a row's object: nothing of them is kept, but all of it is looked at.
extension JSONLinesTokenizer {
  /// - Parameter opening: its bracket.
  /// - Returns: the index after its closing bracket.
  mutating func structure(_ bytes: borrowing Span<UInt8>, _ opening: Int) throws(Problem) -> Int {
    nesting.removeAll(keepingCapacity: true)
    var index = opening
    while true {
      if let inside = try open(bytes, index) {
        index = inside
        continue
      }
      index = try scalarOrEmpty(bytes, index)
      guard let next = try close(bytes, &index) else { return index }
      index = next
    }
  }

  /// Opens the structure that begins here.
  ///
  /// - Returns: where its first value begins; nil when it is empty, or no structure.
  private mutating func open(_ bytes: borrowing Span<UInt8>, _ start: Int) throws(Problem) -> Int? {
    let bracket = byte(bytes, start)
    let isObject = bracket == UInt8(ascii: "{")
    guard isObject || bracket == UInt8(ascii: "[") else { return nil }
    // The row's own object is open as well.
    guard nesting.count + 1 < Self.deepest else { throw problem(.tooDeep, start) }
    let index = skipSpace(bytes, start + 1)
    if byte(bytes, index) == Self.closing(isObject) { return nil }
    nesting.append(isObject)
    return isObject ? try key(bytes, index) : index
  }

  private static func closing(_ isObject: Bool) -> UInt8 { UInt8(ascii: isObject ? "}" : "]") }

  /// - Returns: where the key's value begins.
  private func key(_ bytes: borrowing Span<UInt8>, _ start: Int) throws(Problem) -> Int {
    guard byte(bytes, start) == Self.quote else { throw expected(.expectedKey, bytes, start) }
    var isEscaped = false
    return try colon(bytes, try string(bytes, start, &isEscaped) + 1)
  }

  /// - Returns: the index after it.
  private func scalarOrEmpty(_ bytes: borrowing Span<UInt8>, _ start: Int) throws(Problem) -> Int {
    switch byte(bytes, start) {
    case Self.quote:
      var isEscaped = false
      return try string(bytes, start, &isEscaped) + 1
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(bytes, start)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return skipSpace(bytes, start + 1) + 1
    default: return try word(bytes, start)
    }
  }

  /// Closes the structures that end after a value.
  ///
  /// - Parameter index: after the value; then after what was closed.
  /// - Returns: where the next value begins; nil when nothing is open any more.
  private mutating func close(_ bytes: borrowing Span<UInt8>, _ index: inout Int) throws(Problem) -> Int? {
    while let isObject = nesting.last {
      index = skipSpace(bytes, index)
      let next = byte(bytes, index)
      if next == UInt8(ascii: ",") {
        let start = skipSpace(bytes, index + 1)
        if byte(bytes, start) == Self.closing(isObject) { throw problem(.trailingComma, index) }
        return isObject ? try key(bytes, start) : start
      }
      guard next == Self.closing(isObject) else { throw expected(.expectedComma(inObject: isObject), bytes, index) }
      nesting.removeLast()
      index += 1
    }
    return nil
  }
}
