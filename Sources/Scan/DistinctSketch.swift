import Glibc

/// How many different values there are, about: HyperLogLog with 4,096 registers and 64-bit hashes, standard error
/// 1.6 % (Flajolet, Fusy, Gandouet and Meunier 2007; estimated as Ertl has it, "New cardinality estimation algorithms for
/// HyperLogLog sketches", 2017, algorithm 6). Sketches of parts merge into that of the whole.
public struct DistinctSketch: Sendable, Equatable {
  public var registers = [UInt8](repeating: 0, count: 1 << 12)

  public init() {}

  /// - Parameter hashes: each bit of one depends on the whole value.
  public mutating func add(_ hashes: borrowing Span<UInt64>) {
    var registers = registers.mutableSpan
    for position in hashes.indices { Self.add(unsafe hashes[unchecked: position], to: &registers) }
  }

  /// Adds numbers by their bits, which are theirs alone but for zero, whose two signs are one value.
  public mutating func add(numbers: borrowing Span<Double>) {
    registers.note(numbers)
  }

  /// The same by keys that are different for different values.
  public mutating func add(keys: borrowing Span<UInt64>) {
    registers.note(keys: keys)
  }

  @inline(__always) static func add(_ bits: UInt64, to registers: inout MutableSpan<UInt8>) {
    let index = Int(truncatingIfNeeded: bits &>> 52)
    // The place of the first one among the other 52 bits, counted from 1.
    let rank = UInt8(truncatingIfNeeded: (bits &<< 12 | 1 << 11).leadingZeroBitCount &+ 1)
    // Written in any case: whether it has to be cannot be foretold.
    unsafe registers[unchecked: index] = max(registers[unchecked: index], rank)
  }

  public mutating func merge(_ other: DistinctSketch) {
    let others = other.registers.span
    var registers = registers.mutableSpan
    for index in 0..<min(registers.count, others.count) {
      unsafe registers[unchecked: index] = max(registers[unchecked: index], others[unchecked: index])
    }
  }

  public var estimate: Int {
    let m = Double(registers.count)
    let highest = 52
    var counts = [Double](repeating: 0, count: highest + 2)
    for register in registers { counts[Int(register)] += 1 }
    var z = m * Self.tau(1 - counts[highest + 1] / m)
    for k in stride(from: highest, through: 1, by: -1) { z = 0.5 * (z + counts[k]) }
    z += m * Self.sigma(counts[0] / m)
    let found = (m * m / (2 * log(2) * z)).rounded()
    // Nobody has read so many, but a file may say so.
    return found < 0x1p53 ? Int(found) : 1 << 53
  }

  private static func sigma(_ start: Double) -> Double {
    if start == 1 { return .infinity }
    var x = start
    var y = 1.0
    var z = x
    while true {
      x *= x
      let before = z
      z += x * y
      y += y
      if z == before { return z }
    }
  }

  private static func tau(_ start: Double) -> Double {
    if start == 0 || start == 1 { return 0 }
    var x = start
    var y = 1.0
    var z = 1 - x
    while true {
      x = x.squareRoot()
      let before = z
      y *= 0.5
      z -= (1 - x) * (1 - x) * y
      if z == before { return z / 3 }
    }
  }
}
