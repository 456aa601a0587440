import Scan

/// The keys of one share of all, bucket by bucket.
struct SplitKeys {
  /// For each key some bits of its hash, and in the lower bits its place among all keys.
  let entries: [UInt64]
  let placeBits: UInt64
  private(set) var buckets: [Range<Int>] = []

  /// Keys are split by the first bits of their hash.
  private static let most = 256

  /// - Parameter count: of all keys.
  init(_ parts: [[CellHash]], count: Int, share: Int, of shares: Int) {
    placeBits = UInt64(Int.bitWidth - count.leadingZeroBitCount)
    let mask = UInt64(count < 1 << 16 ? 0 : Self.most - 1)
    var counts = [Int](repeating: 0, count: Self.most)
    for part in parts {
      let hashes = part.span
      for index in hashes.indices { counts[unsafe Int(hashes[unchecked: index].high &>> 56 & mask)] &+= 1 }
    }
    var all = 0
    for bucket in counts.indices where bucket % shares == share {
      buckets.append(all..<all + counts[bucket])
      all += counts[bucket]
    }
    // What is another share's goes to one place more, one over the other: whose a key is cannot be foretold.
    var next = [Int](repeating: all, count: Self.most)
    var step = [Int](repeating: 0, count: Self.most)
    for (index, bucket) in buckets.enumerated() {
      next[share + index * shares] = bucket.lowerBound
      step[share + index * shares] = 1
    }
    var entries = [UInt64](repeating: 0, count: all + 1)
    var output = entries.mutableSpan
    var place: UInt64 = 0
    let places = (1 &<< placeBits) &- 1 as UInt64
    for part in parts {
      let hashes = part.span
      for index in hashes.indices {
        let hash = unsafe hashes[unchecked: index]
        let bucket = Int(hash.high &>> 56 & mask)
        let at = next[bucket]
        unsafe output[unchecked: at] = hash.low & ~places | place
        next[bucket] = at &+ step[bucket]
        place &+= 1
      }
    }
    self.entries = entries
  }

  func place(_ entry: UInt64) -> Int { Int(truncatingIfNeeded: entry & ((1 &<< placeBits) &- 1)) }
}
