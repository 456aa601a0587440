/// The counter-based generator Philox4x32-10: four random words are a pure function of a key and a counter, so a
/// resample's numbers depend on nothing but the seed and its own number, whatever ran before or beside it.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11.
package enum Philox4x32 {
  package typealias Counter = (UInt32, UInt32, UInt32, UInt32)
  package typealias Key = (UInt32, UInt32)

  @inlinable
  package static func block(_ counter: Counter, key: Key) -> Counter {
    var (c0, c1, c2, c3) = counter
    var (k0, k1) = key
    for _ in 0..<10 {
      let product0 = 0xD251_1F53 &* UInt64(c0)
      let product1 = 0xCD9E_8D57 &* UInt64(c2)
      c0 = UInt32(truncatingIfNeeded: product1 >> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: product1)
      c2 = UInt32(truncatingIfNeeded: product0 >> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: product0)
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return (c0, c1, c2, c3)
  }

  /// Four blocks at once, with consecutive numbers from `index`, no upper half of it, and the two words that name a
  /// stream; word by word, a lane for each block.
  @inline(__always)
  static func blocks(
    _ index: UInt32, _ stream: UInt32, _ purpose: UInt32, key: Key
  ) -> (SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>) {
    var c0 = SIMD4(index, index &+ 1, index &+ 2, index &+ 3)
    var c1 = SIMD4<UInt32>.zero
    var c2 = SIMD4(repeating: stream)
    var c3 = SIMD4(repeating: purpose)
    var (k0, k1) = key
    for _ in 0..<10 {
      let product0 = SIMD4<UInt64>(truncatingIfNeeded: c0) &* 0xD251_1F53
      let product1 = SIMD4<UInt64>(truncatingIfNeeded: c2) &* 0xCD9E_8D57
      c0 = SIMD4(truncatingIfNeeded: product1 &>> 32) ^ c1 ^ k0
      c1 = SIMD4(truncatingIfNeeded: product1)
      c2 = SIMD4(truncatingIfNeeded: product0 &>> 32) ^ c3 ^ k1
      c3 = SIMD4(truncatingIfNeeded: product0)
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return (c0, c1, c2, c3)
  }
}

/// One stream of random numbers: the stream's number and a purpose fix the upper counter words, the lower ones count.
///
/// A stream holds 2^32 blocks of 128 bits.
package struct PhiloxStream: RandomNumberGenerator, Sendable {
  @usableFromInline let key: Philox4x32.Key
  @usableFromInline let stream: UInt32
  @usableFromInline let purpose: UInt32
  @usableFromInline var index: UInt32 = 0
  /// The half of the last block that was not handed out yet.
  @usableFromInline var spare: UInt64?

  /// - Parameters:
  ///   - seed: the key; the same seed gives the same numbers everywhere.
  ///   - stream: which of the seed's streams, for instance the resample's number.
  ///   - purpose: keeps apart streams of the same number that serve different uses.
  package init(seed: UInt64, stream: UInt32, purpose: UInt32) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.stream = stream
    self.purpose = purpose
  }

  @inlinable
  package mutating func nextBlock() -> Philox4x32.Counter {
    let block = Philox4x32.block((index, 0, stream, purpose), key: key)
    index &+= 1
    return block
  }

  @inlinable
  package mutating func next() -> UInt64 {
    if let spare {
      self.spare = nil
      return spare
    }
    let block = nextBlock()
    spare = UInt64(block.3) << 32 | UInt64(block.2)
    return UInt64(block.1) << 32 | UInt64(block.0)
  }

  /// A number uniform on (0, 1): never 0, so that its logarithm is finite.
  @inlinable
  package mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}
