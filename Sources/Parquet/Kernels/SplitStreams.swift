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
    var done = 0
    if width == 8 {
      var values = output.room(for: count, of: UInt64.self)
      while count - done >= 8 {
        gatherEight(bytes, into: &values, at: done)
        done += 8
      }
    } else if width == 4 {
      var values = output.room(for: count, of: UInt32.self)
      while count - done >= 16 {
        gatherSixteen(bytes, into: &values, at: done)
        done += 16
      }
    }
    var values = output.room(for: count * width, of: UInt8.self)
    for stream in 0..<width {
      let source = start + stream * total + next
      for index in done..<count {
        unsafe values[unchecked: index &* width &+ stream] = bytes.byte(at: source &+ index)
      }
    }
    next += count
  }

  @inline(__always)
  private func gatherEight(_ bytes: RawSpan, into values: inout MutableSpan<UInt64>, at index: Int) {
    let source = start &+ next &+ index
    var square = ByteSquare { bytes.word(at: source &+ $0 &* total) }
    square.transpose()
    for row in 0..<8 { unsafe values[unchecked: index &+ row] = square.rows[row] }
  }

  /// Sixteen values of four bytes: the lower halves of the rows get the first eight, the upper halves the others.
  @inline(__always)
  private func gatherSixteen(_ bytes: RawSpan, into values: inout MutableSpan<UInt32>, at index: Int) {
    let source = start &+ next &+ index
    var square = ByteSquare { bytes.word(at: source &+ ($0 & 3) &* total &+ ($0 &>> 2) &* 8) }
    square.transpose()
    for row in 0..<8 {
      unsafe values[unchecked: index &+ row] = UInt32(truncatingIfNeeded: square.rows[row])
      unsafe values[unchecked: index &+ row &+ 8] = UInt32(truncatingIfNeeded: square.rows[row] &>> 32)
    }
  }
}

/// Eight words of eight bytes.
struct ByteSquare {
  private(set) var rows: InlineArray<8, UInt64>

  @inline(__always)
  init(_ row: (Int) -> UInt64) { rows = InlineArray(row) }

  /// Makes byte j of row i byte i of row j: halves, quarters, then single bytes change places (Warren, Hacker's
  /// Delight, 7-3).
  @inline(__always)
  mutating func transpose() {
    for row in 0..<4 { exchange(row, row &+ 4, 32, 0x0000_0000_FFFF_FFFF) }
    for pair in 0..<4 {
      let row = pair & 1 | (pair & 2) &<< 1
      exchange(row, row &+ 2, 16, 0x0000_FFFF_0000_FFFF)
    }
    for pair in 0..<4 { exchange(2 &* pair, 2 &* pair &+ 1, 8, 0x00FF_00FF_00FF_00FF) }
  }

  @inline(__always)
  private mutating func exchange(_ a: Int, _ b: Int, _ shift: UInt64, _ mask: UInt64) {
    let difference = (rows[a] &>> shift ^ rows[b]) & mask
    rows[a] ^= difference &<< shift
    rows[b] ^= difference
  }
}
