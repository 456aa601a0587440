/// BYTE_STREAM_SPLIT: the first bytes of all values, then their second bytes, and so on.
struct SplitStreams {
  private let start: Int
  /// The values in the page, which is the length of each stream.
  private let total: Int
  private let width: Int
  private var next = 0

  init(width: Int, in range: Range<Int>) throws(Problem) {
    if range.count % width != 0 { throw .damaged("the byte streams have different lengths") }
    start = range.lowerBound
    total = range.count / width
    self.width = width
  }

  var hasMore: Bool { next < total }

  /// Puts the next `count` values together.
  mutating func decode(_ count: Int, _ page: borrowing Memory, into output: inout Memory) throws(Problem) {
    if count > total - next { throw .damaged("the values end too early") }
    let bytes = page.all
    switch width {
    case 4:
      var values = output.room(for: count, of: UInt32.self)
      gather(4, bytes, into: &values)
    case 8:
      var values = output.room(for: count, of: UInt64.self)
      gather(8, bytes, into: &values)
    default:
      var values = output.room(for: count * width, of: UInt8.self)
      for stream in 0..<width {
        let source = start + stream * total + next
        for index in 0..<count {
          unsafe values[unchecked: index &* width &+ stream] = bytes.byte(at: source &+ index)
        }
      }
    }
    next += count
  }

  @inline(__always)
  private func gather<Value: FixedWidthInteger & BitwiseCopyable>(
    _ width: Int, _ bytes: RawSpan, into values: inout MutableSpan<Value>
  ) {
    let first = start &+ next
    for index in 0..<values.count {
      var value: Value = 0
      for stream in 0..<width {
        let byte = bytes.byte(at: first &+ stream &* total &+ index)
        value |= Value(truncatingIfNeeded: byte) &<< Value(truncatingIfNeeded: 8 &* stream)
      }
      unsafe values[unchecked: index] = Value(littleEndian: value)
    }
  }
}
