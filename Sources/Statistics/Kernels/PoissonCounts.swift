import Glibc

/// Counts from the Poisson distribution with mean 1, of 16 random bits each: a kernel file.
///
/// The bits tell in which 65,536th of (0, 1) a uniform number lies. All but ten of those parts belong to one count; in
/// the others 53 further bits decide, so that the probabilities are exact to 2^−69.
struct PoissonCounts: Sendable {
  static let shared = PoissonCounts()

  /// P(X > k) for k from 0.
  private let tails: [Double]
  /// Of each part its count, or `undecided`.
  private let table: [UInt8]
  private static let undecided = UInt8.max

  private init() {
    var terms = [exp(-1.0)]
    for k in 1..<30 { terms.append(terms[k - 1] / Double(k)) }
    var tails = [Double](repeating: 0, count: terms.count)
    for k in terms.indices.dropLast().reversed() { tails[k] = tails[k + 1] + terms[k + 1] }
    self.tails = tails
    table = (0..<65536).map { part in
      let first = Self.count(1 - Double(part) * 0x1p-16, tails)
      let last = Self.count(1 - Double(part + 1) * 0x1p-16, tails)
      return first == last ? UInt8(first) : Self.undecided
    }
  }

  /// The smallest k with P(X > k) < tail.
  private static func count(_ tail: Double, _ tails: [Double]) -> Int {
    tails.firstIndex { $0 < tail } ?? tails.count
  }

  /// The counts of a stream: its block b gives those from 8 b on, two a word, the lower half first.
  func fill(_ counts: inout [UInt8], seed: UInt64, stream: UInt32) {
    let key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    let total = counts.count
    let whole = total / 32 * 32
    var last = [UInt8](repeating: 0, count: 32)
    unsafe table.withUnsafeBufferPointer { table in
      unsafe counts.withUnsafeMutableBufferPointer { counts in
        var place = 0
        while place < whole {
          let target = unsafe UnsafeMutableBufferPointer(rebasing: counts[place..<(place &+ 32)])
          unsafe Self.fill(target, table, place, stream, key)
          place &+= 32
        }
        if whole < total {
          unsafe last.withUnsafeMutableBufferPointer { last in
            unsafe Self.fill(last, table, whole, stream, key)
            for index in whole..<total { unsafe counts[index] = last[index - whole] }
          }
        }
        for index in 0..<total where unsafe counts[index] == Self.undecided {
          unsafe counts[index] = decide(index, stream, key)
        }
      }
    }
  }

  /// 32 counts.
  @inline(__always)
  private static func fill(
    _ counts: UnsafeMutableBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>, _ place: Int, _ stream: UInt32,
    _ key: Philox4x32.Key
  ) {
    let words = Philox4x32.blocks(UInt32(truncatingIfNeeded: place / 8), stream, purpose, key: key)
    for block in 0..<4 {
      unsafe put(words.0[block], counts, table, 8 &* block)
      unsafe put(words.1[block], counts, table, 8 &* block &+ 2)
      unsafe put(words.2[block], counts, table, 8 &* block &+ 4)
      unsafe put(words.3[block], counts, table, 8 &* block &+ 6)
    }
  }

  @inline(__always)
  private static func put(
    _ bits: UInt32, _ counts: UnsafeMutableBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>, _ place: Int
  ) {
    unsafe counts[place] = table[Int(bits & 0xFFFF)]
    unsafe counts[place &+ 1] = table[Int(bits >> 16)]
  }

  private static let purpose: UInt32 = 2

  /// The count of a row whose 16 bits do not tell: the same bits again, and 53 more from a block of its own.
  private func decide(_ row: Int, _ stream: UInt32, _ key: Philox4x32.Key) -> UInt8 {
    let block = Philox4x32.block((UInt32(truncatingIfNeeded: row / 8), 0, stream, Self.purpose), key: key)
    let word = [block.0, block.1, block.2, block.3][row % 8 / 2]
    let part = row % 2 == 0 ? word & 0xFFFF : word >> 16
    let more = Philox4x32.block((UInt32(truncatingIfNeeded: row), 1, stream, Self.purpose), key: key)
    let within = Double((UInt64(more.0) << 32 | UInt64(more.1)) >> 11) * 0x1p-53
    // Counted from above, where probabilities are small.
    return UInt8(Self.count((Double(65535 - part) + (1 - within)) * 0x1p-16, tails))
  }
}
