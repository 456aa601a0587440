import Core
import Parquet
import Scan

/// Reads one column of some rows of a row group, as much of it as is needed.
final class TypedColumnReader {
  private let converter: ColumnConverter
  private let needs: ColumnNeeds
  private var reader: ColumnReader
  private var dictionary: CodeDictionary?

  /// - Parameter skipping: rows of the group.
  /// - Throws: `malformedData` when the column cannot be read.
  init(
    _ file: ParquetFile, _ converter: ColumnConverter, _ needs: ColumnNeeds, group: Int, skipping: Int
  ) throws(Failure) {
    self.converter = converter
    self.needs = needs
    reader = try ColumnReader(file, converter.column)
    try reader.start(rowGroup: group)
    try reader.skip(skipping)
  }

  /// Rows that can be read at once.
  func available() throws(Failure) -> Int { try reader.available() }

  /// - Parameter rows: no more than are available.
  func read(_ rows: Int) throws(Failure) -> TypedColumn {
    var column = TypedColumn(converter.type)
    var done = 0
    while done < rows {
      guard try reader.next(upTo: rows - done) else {
        throw Failure(.malformedData, "the column '\(converter.column.name)' has fewer rows than its row group")
      }
      try reader.take(as: converter, needs, from: done, into: &column, &dictionary)
      done += reader.rowCount
    }
    return column
  }
}

extension ColumnReader {
  /// Beyond this many different values it is not worth while to look at each of them first.
  private static let largestDictionary = 1 << 16

  /// Takes over a batch.
  ///
  /// - Parameters:
  ///   - start: rows that the column has already.
  ///   - known: the row group's dictionary, converted once.
  fileprivate mutating func take(
    as converter: ColumnConverter, _ needs: ColumnNeeds, from start: Int, into column: inout TypedColumn,
    _ known: inout CodeDictionary?
  ) throws(Failure) {
    takeRows(from: start, into: &column)
    if isCoded, dictionary.count > Self.largestDictionary { lookUpCodes() }
    if needs == .nulls { return }
    if isCoded {
      if known == nil {
        var values = TypedValues()
        try converter.append(dictionary, needs, to: &values)
        known = CodeDictionary(values, count: dictionary.count)
      }
      column.dictionary = known
      let codes = codes
      column.codes.reserveCapacity(column.codes.count + codes.count)
      for index in codes.indices { column.codes.append(unsafe codes[unchecked: index]) }
    } else if converter.type == .boolean {
      column.dictionary = ColumnConverter.booleans
      let values = values.booleans
      for index in values.indices { column.codes.append(values[index] ? 1 : 0) }
    } else {
      try converter.append(values, needs, to: &column.values)
    }
  }

  /// Which rows have a value.
  private func takeRows(from start: Int, into column: inout TypedColumn) {
    let hadAll = column.count == start
    column.count += valueCount
    if hadAll, valueCount == rowCount { return }
    if hadAll { column.rows = (0..<start).map { Int32(truncatingIfNeeded: $0) } }
    let validity = validity
    for row in 0..<rowCount where validity.isEmpty ? valueCount > 0 : validity[row >> 6] & 1 << UInt64(row & 63) != 0 {
      column.rows.append(Int32(truncatingIfNeeded: start + row))
    }
  }
}
