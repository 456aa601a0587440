import Core
import DataQuality
import Scan

/// Rows as a file has them, and what an expression says of each.
struct RowTable {
  let columns: [String]
  /// Nil for null.
  let rows: [[String?]]

  private var file: String {
    let lines = [columns.map(Optional.some)] + rows
    return lines.map { $0.map { $0.map(Self.quote) ?? "" }.joined(separator: ",") + "\n" }.joined()
  }

  /// Every cell in quotes, doubled where it has some: so both ways of handing over text are taken.
  private static func quote(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  func outcomes(_ text: String, threads: Int = 1) throws -> [Truth] {
    let expression = try RowExpression(parsing: text)
    let scan = try CSVScan(MappedFile(bytes: Array(file.utf8)), name: "rows.csv", chunkSize: 1 << 12)
    try expression.check(columns: scan.columns)
    let evaluator = RowEvaluator(expression, columns: scan.columns)
    return try scan.run(threads: threads) { _ in Visitor(evaluator: evaluator) }.visitor.outcomes
  }

  private struct Visitor: ChunkVisitor {
    var evaluator: RowEvaluator
    var outcomes: [Truth] = []

    mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
      outcomes += evaluator.evaluate(batch, bytes, firstRow: firstRow)
    }

    mutating func merge(_ next: Visitor, after before: ScanPosition) { outcomes += next.outcomes }
  }
}
