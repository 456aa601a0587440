import Core
import Tables

extension InferredContract.Column {
  /// What holds for a column of a table.
  ///
  /// - Parameter isFirst: ids stand in the first column more often than elsewhere.
  init(of column: Table.Column, in table: Table, isFirst: Bool) {
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for range in column.cells where !range.isEmpty { counts[table.buffer[range], default: 0] += 1 }
    let filled = column.cells.count { !$0.isEmpty }
    let nulls = column.cells.count - filled
    self.init(name: column.name)
    // Of a column without any value nothing follows.
    guard filled > 0 else { return }
    type = LogicalType(fitting: counts.keys)
    isRequired = nulls == 0
    maximumNulls = nulls == 0 ? nil : Self.generous(nulls, of: column.cells.count)
    isUnique = nulls == 0 && counts.count == filled && Self.looksLikeID(self, counts.keys, isFirst: isFirst)
    guard !isUnique else { return }
    values = Self.closedSet(counts, type, filled: filled)
    if type == .integer || type == .number, values.isEmpty {
      bounds = OutwardBounds(of: counts.keys.compactMap { Number.parse($0) }, whole: type == .integer)
    }
  }

  /// Twice the share of nulls, rounded up to one of few percentages.
  private static func generous(_ nulls: Int, of rows: Int) -> Int {
    let percent = 200 * Double(nulls) / Double(rows)
    return [1, 2, 5, 10, 20, 50].first { percent <= Double($0) } ?? 100
  }

  /// Whether values that are all different are so on purpose: by the column's name or place, or because many texts of
  /// one word are hardly different by chance. Measurements and moments never identify a row.
  private static func looksLikeID(
    _ column: Self, _ values: some Collection<ArraySlice<UInt8>>, isFirst: Bool
  ) -> Bool {
    guard column.type == .string || column.type == .integer else { return false }
    let isNamedSo =
      Words.of(column.name).contains(where: ["id", "key", "uuid", "guid", "index"].contains)
      || (isFirst && values.count >= 10)
    if isNamedSo || column.type == .integer { return isNamedSo }
    return values.count >= 20 && values.allSatisfy { $0.count <= 64 && !$0.contains(UInt8(ascii: " ")) }
  }

  /// Few texts, each again and again, and flags of two whole numbers; other numbers have bounds.
  private static func closedSet(
    _ counts: [ArraySlice<UInt8>: Int], _ type: LogicalType, filled: Int
  ) -> [String] {
    let most = type == .string ? 12 : type == .integer ? 2 : 0
    guard counts.count <= most, filled >= max(10, 4 * counts.count), counts.keys.allSatisfy({ $0.count <= 100 }) else {
      return []
    }
    // By their bytes: Swift's order of texts would depend on its version of Unicode.
    return counts.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
  }
}
