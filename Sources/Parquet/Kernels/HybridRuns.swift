/// The format's hybrid of repeated values and bit-packed ones, in which levels, dictionary codes and Booleans are
/// written. It can be read in pieces, so that a run of a thousand million values needs no memory of its own.
struct HybridRuns {
  private let width: Int
  private let end: Int
  /// Where the next run's header is.
  private var position: Int
  /// The values that are left of the run.
  private var remaining = 0
  private var isPacked = false
  private var repeated: UInt32 = 0
  /// The bit, counted from the page's start, of the next packed value.
  private var bit = 0

  /// - Parameters:
  ///   - width: bits a value, 0...32.
  ///   - range: where the runs lie in the page.
  init(width: Int, in range: Range<Int>) {
    self.width = width
    position = range.lowerBound
    end = range.upperBound
  }

  /// Values that are packed without headers: plain Booleans, and levels as they once were.
  init(packedBits count: Int, in range: Range<Int>) {
    self.init(width: 1, in: range)
    isPacked = true
    remaining = min(count, range.count * 8)
    bit = range.lowerBound * 8
    position = end
  }

  private mutating func nextRun(_ bytes: RawSpan) throws(Problem) {
    let header = try bytes.varint(at: &position, before: end)
    if header >> 33 != 0 { throw .damaged("a run is longer than a page can be") }
    isPacked = header & 1 == 1
    if isPacked {
      // Some writers leave out the end of the last group.
      let available = end - position
      remaining = Int(header >> 1) * 8
      if width > 0, remaining * width > available * 8 { remaining = available * 8 / width }
      bit = position * 8
      position += min(Int(header >> 1) * width, available)
    } else {
      remaining = Int(header >> 1)
      let size = (width + 7) / 8
      if size > end - position { throw .damaged("the values end too early") }
      repeated = 0
      for index in 0..<size { repeated |= UInt32(bytes.byte(at: position + index)) << UInt32(8 * index) }
      if width < 32, repeated >> UInt32(width) != 0 { throw .damaged("a repeated value has too many bits") }
      position += size
    }
  }

  /// Decodes the next `count` values.
  mutating func decode(_ count: Int, _ page: borrowing Memory, into codes: inout Memory) throws(Problem) {
    let bytes = page.all
    var output = codes.room(for: count, of: UInt32.self)
    var done = 0
    while done < count {
      if remaining == 0 {
        try nextRun(bytes)
        continue
      }
      let take = min(remaining, count - done)
      if !isPacked || width == 0 {
        let value = isPacked ? 0 : repeated
        for index in done..<done + take { unsafe output[unchecked: index] = value }
      } else {
        unpack(take, bytes, into: &output, at: done)
      }
      remaining -= take
      done += take
    }
  }

  private mutating func unpack(_ count: Int, _ bytes: RawSpan, into output: inout MutableSpan<UInt32>, at start: Int) {
    let mask = UInt64(1) << UInt64(width) - 1
    var (index, stop) = (start, start + count)
    // A group starts at a whole byte. The last batch may have ended inside one.
    while index < stop, bit & 7 != 0 {
      unsafe output[unchecked: index] = BitUnpacking.value(bytes, bit: bit, mask: mask)
      bit += width
      index += 1
    }
    let groups = (stop - index) / 8
    BitUnpacking.unpackGroups(width: width, bytes, from: bit / 8, groups: groups, into: &output, at: index)
    bit += groups * 8 * width
    index += groups * 8
    while index < stop {
      unsafe output[unchecked: index] = BitUnpacking.value(bytes, bit: bit, mask: mask)
      bit += width
      index += 1
    }
  }

  /// Whether the next `count` values are all 1, by one run that says so; takes them if so.
  mutating func takeOnes(_ count: Int, _ page: borrowing Memory) throws(Problem) -> Bool {
    while remaining == 0 { try nextRun(page.all) }
    guard !isPacked, repeated == 1, remaining >= count else { return false }
    remaining -= count
    return true
  }

  /// Decodes the next `count` values of one bit to a bitmap, least significant bit first.
  ///
  /// - Returns: how many are 1.
  mutating func decodeBits(
    _ count: Int, _ page: borrowing Memory, into bitmap: inout Memory
  ) throws(Problem) -> Int {
    precondition(width <= 1)
    let bytes = page.all
    // One more word than the values need, since each step may touch two.
    var words = bitmap.room(for: (count + 63) / 64 + 1, of: UInt64.self)
    for index in words.indices { words[index] = 0 }
    var ones = 0
    var done = 0
    while done < count {
      if remaining == 0 {
        try nextRun(bytes)
        continue
      }
      // 32 at a time: they and the bits before them in their first byte fit into a word.
      let take = min(remaining, count - done, 32)
      let mask = UInt64(1) << UInt64(take) - 1
      var value: UInt64 = repeated == 1 ? mask : 0
      if isPacked {
        value = width == 0 ? 0 : bytes.word(at: bit >> 3) >> UInt64(bit & 7) & mask
        bit += take * width
      }
      ones += value.nonzeroBitCount
      let shift = UInt64(done & 63)
      words[done >> 6] |= value << shift
      if shift > 32 { words[done >> 6 + 1] |= value >> (64 - shift) }
      remaining -= take
      done += take
    }
    return ones
  }
}
