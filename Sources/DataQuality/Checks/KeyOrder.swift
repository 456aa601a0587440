import Scan

/// Whether the numbers of a column grow from each row to the next, as those of ids often do: then no key of it occurs twice,
/// and none has to be looked for.
struct KeyOrder: Sendable {
  private var first = Double.nan
  private var last = -Double.infinity
  /// Whether they grew so far.
  private(set) var isIncreasing = true

  mutating func add(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers,
    firstRow: Int
  ) {
    guard isIncreasing, batch.rows > 0 else { return }
    isIncreasing = false
    guard Self.mayBeNumbers(column, batch, bytes) else { return }
    numbers.read(column, batch, bytes, firstRow)
    guard numbers.areAllFinite, numbers.values.count == batch.rows else { return }
    let values = numbers.values
    var grows = values[0] > last
    for (value, next) in zip(values, values.dropFirst()) { grows = grows && next > value }
    if first.isNaN { first = values[0] }
    last = values[values.count - 1]
    isIncreasing = grows
  }

  /// Texts need not be read as numbers to see that they are none.
  private static func mayBeNumbers(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>
  ) -> Bool {
    if batch.isTyped(column) { return true }
    return batch.withFirstValue(column, bytes) { bytes, cell in cell.isNumber(bytes) } ?? false
  }

  /// Takes over what comes after.
  mutating func merge(_ next: KeyOrder) {
    if next.first.isNaN, next.isIncreasing { return }
    isIncreasing = isIncreasing && next.isIncreasing && next.first > last
    if first.isNaN { first = next.first }
    last = next.last
  }
}
