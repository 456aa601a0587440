/// A 128-bit hash of some cells of a row: two that differ practically never share it. Of a billion rows, two do with
/// a chance below one in 10^20 (the birthday bound, n² / 2^129).
///
/// Multiplication folded to its own size, as in wyhash (Wang Yi, 2019), with two sets of constants.
public struct CellHash: Hashable, Sendable {
  public var high: UInt64
  public var low: UInt64

  @inlinable public init() {
    high = 0xA076_1D64_78BD_642F
    low = 0xE703_7ED1_A0B4_28DB
  }

  /// Of one cell.
  public init(of bytes: [UInt8]) {
    self.init()
    add(bytes.span, 0..<bytes.count)
  }

  /// Equality, where it matters that it costs nothing.
  @inlinable @inline(__always) public func isSame(as other: CellHash) -> Bool { low == other.low && high == other.high }

  @inlinable @inline(__always) public static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// Adds eight bytes.
  @inlinable @inline(__always) public mutating func add(_ word: UInt64) {
    high = Self.fold(high ^ word, 0x8EBC_6AF0_9C88_C6E3)
    low = Self.fold(low ^ word, 0x5899_65CC_7537_4CC3) &+ high
  }

  /// Adds a cell: its bytes, and how many they are, so that no two rows of cells read as the same.
  @inlinable @inline(__always) public mutating func add(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    let end = range.upperBound
    while index &+ 8 <= end {
      add(Word.load(bytes, index))
      index &+= 8
    }
    add(Word.load(bytes, index, before: end) | UInt64(truncatingIfNeeded: range.count) &<< 56)
  }
}

extension CellBatch {
  /// Adds a column's values to the keys of its rows.
  ///
  /// - Parameters:
  ///   - keys: one for each row.
  ///   - isNull: called with each row in which the column is null.
  public func addKeys(
    _ column: Int, _ bytes: borrowing Span<UInt8>, to keys: inout [CellHash], _ isNull: (Int) -> Void
  ) {
    if !typed.isEmpty, typed[column].hasKeys {
      typed[column].forEachKey { keys[$0].add($1) }
    } else {
      forEachValue(column, bytes) { row, bytes, range, _ in keys[row].add(bytes, range) }
    }
    forEachNull(column, isNull)
  }
}
