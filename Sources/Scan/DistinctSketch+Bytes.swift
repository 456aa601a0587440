extension DistinctSketch {
  /// The rank of a hash whose last 52 bits are zeros.
  private static let highest: UInt8 = 53
  private static let width = 1 << 12
  /// Of all registers, each with six bits, four in three bytes, the first one highest.
  private static let packed = width * 6 / 8

  /// For files: where fewer than 1,024 registers are not zero, three bytes for each of these, of which the first twelve
  /// bits are its number and the other twelve its value; else all 4,096, each with six bits.
  public var bytes: [UInt8] {
    let used = registers.indices.filter { registers[$0] > 0 }
    var bytes: [UInt8] = []
    if 3 * used.count < Self.packed {
      for index in used { bytes += [UInt8(index >> 4), UInt8(index & 15) << 4, registers[index]] }
      return bytes
    }
    for index in stride(from: 0, to: registers.count, by: 4) {
      let four = registers[index..<(index + 4)].reduce(0) { $0 << 6 | UInt32($1) }
      bytes += [UInt8(four >> 16), UInt8(four >> 8 & 255), UInt8(four & 255)]
    }
    return bytes
  }

  /// Nil for what `bytes` never is.
  public init?(bytes: [UInt8]) {
    self.init()
    guard bytes.count <= Self.packed, bytes.count.isMultiple(of: 3) else { return nil }
    var last = -1
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let word = bytes[start..<(start + 3)].reduce(0) { $0 << 8 | Int($1) }
      if bytes.count < Self.packed {
        guard word >> 12 > last, (1...Int(Self.highest)).contains(word & 0xFFF) else { return nil }
        last = word >> 12
        registers[last] = UInt8(word & 0xFFF)
      } else {
        for place in 0..<4 { registers[start / 3 * 4 + place] = UInt8(word >> (18 - 6 * place) & 63) }
      }
    }
    guard registers.allSatisfy({ $0 <= Self.highest }), self.bytes == bytes else { return nil }
  }

  /// Of numbers; NaN is one of them.
  package init(of numbers: [Double]) {
    self.init()
    add(numbers: numbers.span)
  }

  /// Of texts.
  package init(of texts: some Sequence<String>) {
    self.init()
    let hashes = texts.map { text in TextHash.of(Array(text.utf8)) }
    add(hashes.span)
  }
}
