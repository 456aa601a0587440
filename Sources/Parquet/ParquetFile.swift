package import Core

/// An open Parquet file: its footer is read, its data are when asked for, a page at a time.
package final class ParquetFile: Sendable {
  /// As it was named.
  package let path: String
  package let columns: [ParquetColumn]
  package let rowCount: Int
  package let rowGroups: [RowGroup]
  /// What the writer calls itself.
  package let createdBy: String?
  let file: OpenFile
  /// Where pages may lie: between the magic bytes and the footer.
  let contentRange: Range<Int>
  private let chunks: [[ColumnChunk]]

  package struct RowGroup: Sendable, Equatable {
    package let rowCount: Int
  }

  /// The bytes with which a Parquet file begins and ends.
  package static let magic = Array("PAR1".utf8)
  private static let encryptedMagic = Array("PARE".utf8)

  /// Opens a file.
  ///
  /// - Throws: `missingInput` or `inputOutput` when it cannot be read; `malformedData` when it is no Parquet file, is
  ///   damaged or is encrypted. Columns that cannot be read are no error here: they say so.
  package init(_ path: String) throws(Failure) {
    let file = try OpenFile(path)
    self.path = path
    self.file = file
    do throws(Problem) {
      let (footer, start) = try Self.readFooter(file)
      contentRange = 4..<start
      let (columns, leafCount) = try ParquetColumn.columns(of: footer.elements)
      try Self.check(footer, columns, leafCount)
      rowCount = footer.rowCount
      rowGroups = footer.groups.map { RowGroup(rowCount: $0.rowCount) }
      chunks = footer.groups.map(\.chunks)
      createdBy = footer.createdBy
      self.columns = columns.map { column in
        let isEncrypted = column.obstacle == nil && footer.groups.contains { $0.chunks[column.leaf].isEncrypted }
        return isEncrypted ? column.hindered(by: .encrypted) : column
      }
    } catch {
      throw Failure.parquet(error, file: path, at: "footer")
    }
  }

  /// parquet-mr before 1.2.9 did not count the dictionary page's header in a column's size (PARQUET-816).
  var slack: Int {
    guard let createdBy, createdBy.hasPrefix("parquet-mr version 1.") else { return 0 }
    let numbers = createdBy.dropFirst(21).prefix { "0123456789.".contains($0) }.split(separator: ".").map {
      Int($0) ?? 0
    }
    return numbers.lexicographicallyPrecedes([2, 9]) ? 100 : 0
  }

  func chunk(_ column: ParquetColumn, rowGroup: Int) -> ColumnChunk { chunks[rowGroup][column.leaf] }

  /// The footer and where it starts.
  private static func readFooter(_ file: OpenFile) throws(Problem) -> (footer: FileFooter, start: Int) {
    var memory = Memory()
    memory.reserve(8)
    if file.size < 12 { throw .damaged("not a Parquet file: it has \(file.size) bytes") }
    try file.read(4, at: 0, into: &memory)
    try checkMagic(memory.bytes(0..<4), "begin")
    try file.read(8, at: file.size - 8, into: &memory)
    try checkMagic(memory.bytes(4..<8), "end")
    let size = Int(memory.bytes(0..<8).halfWord(at: 0))
    if size > file.size - 12 { throw .damaged("the footer is longer than the file") }
    let start = file.size - 8 - size
    memory.reserve(size)
    try file.read(size, at: start, into: &memory)
    return (try FileFooter.read(memory.bytes(0..<size)), start)
  }

  private static func checkMagic(_ bytes: RawSpan, _ where: String) throws(Problem) {
    let found = (0..<4).map { bytes.byte(at: $0) }
    if found == magic { return }
    if found == encryptedMagic { throw .unsupported("the file is encrypted, which is not supported") }
    throw .damaged("not a Parquet file: it does not \(`where`) with PAR1")
  }

  private static func check(
    _ footer: FileFooter, _ columns: [ParquetColumn], _ leafCount: Int
  ) throws(Problem) {
    var rows = 0
    for group in footer.groups {
      if group.chunks.count != leafCount { throw .damaged("a row group has other columns than the schema") }
      rows = rows.addingReportingOverflow(group.rowCount).partialValue
      for column in columns where column.obstacle == nil {
        let chunk = group.chunks[column.leaf]
        if chunk.isEncrypted { continue }
        guard chunk.depth == 1, chunk.name == column.name, chunk.valueCount == Int64(group.rowCount) else {
          throw .damaged("a row group does not have the column '\(column.name)' as the schema has it")
        }
      }
    }
    if rows != footer.rowCount { throw .damaged("the row groups have other rows than the file") }
  }
}

extension ColumnChunk {
  /// Where the pages lie.
  ///
  /// - Parameter slack: bytes that may follow and are not counted in the size.
  func range(in content: Range<Int>, slack: Int) throws(Problem) -> Range<Int> {
    guard size >= 0, start >= Int64(content.lowerBound), start <= Int64(content.upperBound),
      size <= Int64(content.upperBound) - start
    else { throw .damaged("the footer places the column where it cannot be") }
    return Int(start)..<min(Int(start + size) + slack, content.upperBound)
  }
}
