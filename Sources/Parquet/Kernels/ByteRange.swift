/// Where one value of bytes lies.
package struct ByteRange: BitwiseCopyable, Sendable, Equatable {
  package let offset: UInt32
  package let count: UInt32

  @inline(__always)
  init(_ offset: Int, _ count: Int) {
    self.offset = UInt32(truncatingIfNeeded: offset)
    self.count = UInt32(truncatingIfNeeded: count)
  }

  @inline(__always)
  package var range: Range<Int> { unsafe Range(uncheckedBounds: (Int(offset), Int(offset) + Int(count))) }
}

/// Finding where values of bytes lie.
enum ByteRanges {
  /// PLAIN: each value is preceded by its length.
  ///
  /// - Returns: where the first value lies that was not asked for.
  static func plain(
    _ count: Int, _ page: borrowing Memory, in area: Range<Int>, into ranges: inout Memory
  ) throws(Problem) -> Int {
    let bytes = page.all
    var output = ranges.room(for: count, of: ByteRange.self)
    var position = area.lowerBound
    let end = area.upperBound
    for index in 0..<count {
      if end &- position < 4 { throw .damaged("the values end too early") }
      let length = Int(bytes.halfWord(at: position))
      position &+= 4
      if length > end &- position { throw .damaged("a value is longer than its page") }
      unsafe output[unchecked: index] = ByteRange(position, length)
      position &+= length
    }
    return position
  }

  /// Values of the same length, one after another.
  static func fixed(_ count: Int, width: Int, from start: Int, into ranges: inout Memory) {
    var output = ranges.room(for: count, of: ByteRange.self)
    var position = start
    for index in 0..<count {
      unsafe output[unchecked: index] = ByteRange(position, width)
      position &+= width
    }
  }

  /// Values one after another, of the `Int32` lengths in `memory`.
  ///
  /// - Returns: where the last one ends.
  static func consecutive(
    _ count: Int, lengths memory: borrowing Memory, in area: Range<Int>, into ranges: inout Memory
  ) throws(Problem) -> Int {
    let lengths = memory.elements(count, of: Int32.self)
    var output = ranges.room(for: count, of: ByteRange.self)
    var position = area.lowerBound
    let end = area.upperBound
    for index in 0..<count {
      let length = Int(unsafe lengths[unchecked: index])
      if length < 0 || length > end &- position { throw .damaged("a value is longer than its page") }
      unsafe output[unchecked: index] = ByteRange(position, length)
      position &+= length
    }
    return position
  }
}
