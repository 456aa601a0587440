package import Core
package import Scan

/// Several files that are one table: the rows of one after those of another.
package struct PartsScan: RowSource {
  package let name: String
  private let parts: [any RowSource]

  /// - Parameter parts: at least one.
  /// - Throws: `malformedData` when they have not the same columns.
  init(_ parts: [any RowSource], name: String) throws(Failure) {
    self.name = name
    self.parts = parts
    for part in parts where part.columns != parts[0].columns {
      throw Failure(
        .malformedData, "its columns are not those of \(parts[0].name)\(Self.difference(part, parts[0]))",
        at: Place(file: part.name), hint: "files that are one table have the same columns in the same order")
    }
  }

  private static func difference(_ part: any RowSource, _ first: any RowSource) -> String {
    for (found, expected) in zip(part.columns, first.columns) where found != expected {
      if found.name != expected.name { return ": '\(found.name)' stands where '\(expected.name)' does there" }
      return ": '\(found.name)' is \(found.type) here and \(expected.type) there"
    }
    return ": it has \(part.columns.count), there are \(first.columns.count)"
  }

  package var columns: [SourceColumn] { parts[0].columns }
  package var files: [String] { parts.map(\.name) }

  package func run<Visitor: ChunkVisitor>(
    needs: [ColumnNeeds], threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
    _ visitor: @escaping @Sendable (_ chunk: Int) -> Visitor
  ) throws(Failure) -> ScanResult<Visitor> {
    var merged = visitor(0)
    var rows = 0
    var chunks: [ScanPosition] = []
    for (index, part) in parts.enumerated() {
      let found = try part.run(needs: needs, threads: threads, progress: share(index, of: progress), visitor)
      var before = ScanPosition(start: 0, rows: rows, lines: 0)
      before.part = index
      merged.merge(found.visitor, after: before)
      for chunk in found.chunks {
        var place = ScanPosition(start: chunk.start, rows: rows + chunk.rows, lines: chunk.lines)
        place.part = index
        chunks.append(place)
      }
      rows += found.rows
    }
    return ScanResult(visitor: merged, rows: rows, chunks: chunks)
  }

  /// The progress of one part as that of all, each of which counts the same.
  private func share(
    _ index: Int, of progress: (@Sendable (Int, Int) -> Void)?
  ) -> (@Sendable (Int, Int) -> Void)? {
    guard let progress else { return nil }
    let whole = 1000 * parts.count
    return { done, all in
      let part = all == 0 ? 0 : 1000 * done / all
      progress(1000 * index + part, whole)
    }
  }

  package func row(_ row: Int, in chunks: [ScanPosition]) -> SourceRow? {
    guard let part = chunks.last(where: { $0.rows < row })?.part else { return nil }
    let own = chunks.filter { $0.part == part }
    guard let before = own.first?.rows else { return nil }
    let positions = own.map { ScanPosition(start: $0.start, rows: $0.rows - before, lines: $0.lines) }
    var found = parts[part].row(row - before, in: positions)
    found?.part = part
    return found
  }
}
