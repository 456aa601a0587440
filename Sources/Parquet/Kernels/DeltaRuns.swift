/// DELTA_BINARY_PACKED: the first value, then blocks of differences, of which each miniblock has its own number of
/// bits. It can be read in pieces.
struct DeltaRuns {
  /// All values, as the header has it.
  let total: Int
  private let end: Int
  private let blockSize: Int
  private let miniblocks: Int
  private let miniblockSize: Int

  private var position: Int
  private var delivered = 0
  private var last: Int64
  private var smallest: Int64 = 0
  /// Where the widths of the block are, and which of them is next.
  private var widths = 0
  private var miniblock: Int
  /// What is left of the miniblock, its width, and the bit of the next difference.
  private var remaining = 0
  private var width = 0
  private var bit = 0

  init(_ page: borrowing Memory, in range: Range<Int>) throws(Problem) {
    let bytes = page.all
    position = range.lowerBound
    end = range.upperBound
    let blockSize = try bytes.varint(at: &position, before: end)
    let miniblocks = try bytes.varint(at: &position, before: end)
    let total = try bytes.varint(at: &position, before: end)
    let first = try bytes.varint(at: &position, before: end)
    guard blockSize > 0, blockSize < 1 << 31, blockSize % 128 == 0, miniblocks > 0, blockSize % miniblocks == 0,
      blockSize / miniblocks % 32 == 0, total < 1 << 31
    else { throw .damaged("the header of delta-encoded values is impossible") }
    self.blockSize = Int(blockSize)
    self.miniblocks = Int(miniblocks)
    self.total = Int(total)
    miniblockSize = self.blockSize / self.miniblocks
    miniblock = self.miniblocks
    last = Int64(bitPattern: first >> 1) ^ -Int64(bitPattern: first & 1)
  }

  /// Whether nothing was decoded yet.
  var isUntouched: Bool { delivered == 0 }

  var hasMore: Bool { delivered < total }

  private mutating func nextMiniblock(_ bytes: RawSpan, widest: Int) throws(Problem) {
    if miniblock == miniblocks {
      let value = try bytes.varint(at: &position, before: end)
      smallest = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
      if miniblocks > end - position { throw .damaged("the values end too early") }
      widths = position
      position += miniblocks
      miniblock = 0
    }
    width = Int(bytes.byte(at: widths + miniblock))
    if width > widest { throw .damaged("a difference has \(width) bits") }
    miniblock += 1
    remaining = min(miniblockSize, total - delivered)
    // The last miniblock may lack the values that are not needed.
    if (remaining * width + 7) / 8 > end - position { throw .damaged("the values end too early") }
    bit = position * 8
    position += min(miniblockSize * width / 8, end - position)
  }

  /// Where the values end; reads all that are left.
  func findEnd(_ page: borrowing Memory, widest: Int) throws(Problem) -> Int {
    var copy = self
    if copy.delivered == 0, total > 0 { copy.delivered = 1 }
    copy.delivered += copy.remaining
    while copy.delivered < total {
      try copy.nextMiniblock(page.all, widest: widest)
      copy.delivered += copy.remaining
    }
    return copy.position
  }

  /// Decodes the next `count` values. Sums wrap around, as the format wants.
  mutating func decode<Value: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int, of type: Value.Type, _ page: borrowing Memory, into values: inout Memory
  ) throws(Problem) {
    let bytes = page.all
    var output = values.room(for: count, of: Value.self)
    if count > total - delivered { throw .damaged("there are fewer delta-encoded values than the page has") }
    var done = 0
    if delivered == 0, count > 0 {
      output[0] = Value(truncatingIfNeeded: last)
      delivered = 1
      done = 1
    }
    while done < count {
      if remaining == 0 { try nextMiniblock(bytes, widest: Value.bitWidth) }
      let take = min(remaining, count - done)
      sum(take, bytes, into: &output, at: done)
      remaining -= take
      delivered += take
      done += take
    }
  }

  @inline(__always)
  private mutating func sum<Value: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int, _ bytes: RawSpan, into output: inout MutableSpan<Value>, at start: Int
  ) {
    var value = last
    let base = smallest
    let step = width
    let range = start..<start + count
    if step == 0 {
      for index in range {
        value &+= base
        unsafe output[unchecked: index] = Value(truncatingIfNeeded: value)
      }
    } else if step <= 56 {
      let mask = UInt64(1) << UInt64(step) - 1
      var bit = bit
      for index in range {
        value &+= base &+ Int64(bitPattern: bytes.word(at: bit &>> 3) &>> UInt64(bit & 7) & mask)
        unsafe output[unchecked: index] = Value(truncatingIfNeeded: value)
        bit &+= step
      }
    } else {
      let mask = UInt64.max >> UInt64(64 - step)
      var bit = bit
      for index in range {
        value &+= base &+ Int64(bitPattern: BitUnpacking.wideValue(bytes, bit: bit, mask: mask))
        unsafe output[unchecked: index] = Value(truncatingIfNeeded: value)
        bit &+= step
      }
    }
    bit += count * step
    last = value
  }
}
