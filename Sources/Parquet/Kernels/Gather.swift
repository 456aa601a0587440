/// Small loops over a batch.
enum Gather {
  /// Whether all codes are below `limit`.
  static func allBelow(_ limit: Int, _ count: Int, of memory: borrowing Memory) -> Bool {
    let codes = memory.elements(count, of: UInt32.self)
    // One pass without comparisons settles it unless the limit is no power of two.
    var union: UInt32 = 0
    for index in codes.indices { union |= unsafe codes[unchecked: index] }
    if Int(union) < limit { return true }
    var largest: UInt32 = 0
    for index in codes.indices { largest = max(largest, unsafe codes[unchecked: index]) }
    return codes.isEmpty || Int(largest) < limit
  }

  /// Looks up codes, which are known to be below the number of entries.
  static func lookUp<Value: BitwiseCopyable>(
    _ count: Int, _ type: Value.Type, codes: borrowing Memory, in entries: borrowing Memory, into values: inout Memory
  ) {
    let codes = codes.elements(count, of: UInt32.self)
    let entries = entries.elements(entries.capacity / MemoryLayout<Value>.stride, of: Value.self)
    var output = values.room(for: count, of: Value.self)
    for index in 0..<count {
      unsafe output[unchecked: index] = entries[unchecked: Int(codes[unchecked: index])]
    }
  }

  /// Bits to Booleans.
  static func booleans(_ count: Int, bits: borrowing Memory, into values: inout Memory) {
    let words = bits.elements((count + 63) / 64, of: UInt64.self)
    var output = values.room(for: count, of: Bool.self)
    for index in 0..<count {
      let word = unsafe words[unchecked: index &>> 6]
      unsafe output[unchecked: index] = word &>> UInt64(index & 63) & 1 == 1
    }
  }

  /// Turns the bits of each byte around.
  static func reverseBits(_ memory: inout Memory, _ range: Range<Int>) {
    var bytes = memory.room(for: range.upperBound, of: UInt8.self)
    for index in range {
      var value = bytes[index]
      value = value >> 4 | value << 4
      value = value >> 2 & 0x33 | (value & 0x33) << 2
      bytes[index] = value >> 1 & 0x55 | (value & 0x55) << 1
    }
  }
}
