import Core
import Scan
import Tables

/// Draws comma-separated values, well-formed and not, and reads them in two ways.
struct DrawnCSV {
  private var random: Random
  private(set) var refused = 0
  private(set) var read = 0
  private static let cells = [
    "", "a", "1", "12345678", "0.25", " b ", "é", "😀", "\"\"", "\"x\ny\"", "\"x\r\ny\"", "\"a,b\"", "\"\"\"\"",
    "\"q\"\"q\"",
    "\"\r\"", "c\rd", "a rather long cell without anything in it", "\"a rather long cell, with \"\"quotes\"\"\"",
  ]
  private static let pieces = ["\"", ",", "\n", "\r\n", "\r", "\"\"", "\u{0}", "\u{FEFF}", "x", "\n\n", "\",\""]

  init(seed: UInt64) { random = Random(state: seed) }

  /// - Throws: when the two ways differ.
  mutating func attempt() throws(Failure) {
    var bytes = Array(document().utf8)
    if random.below(2) == 0 { for _ in 0...random.below(3) { random.damage(&bytes, with: Self.pieces) } }
    let (chunk, threads) = (1 + random.below(64), 1 + random.below(3))
    let (whole, scanned) = (Self.parsed(bytes), Self.scanned(bytes, chunk: chunk, threads: threads))
    switch (whole, scanned) {
    case (.success(let whole), .success(let scanned)) where whole == scanned: read += 1
    // One of them looks at the encoding of the whole file first: which problem is named may differ.
    case (.failure, .failure): refused += 1
    default:
      throw Failure(
        .fail, "in chunks of \(chunk) bytes \(RowDump.hexadecimal(bytes)) is \(scanned), and at once \(whole)")
    }
  }

  private mutating func document() -> String {
    let columns = 1 + random.below(4)
    let lineEnd = random.one(of: ["\n", "\r\n"])
    var text = random.below(10) == 0 ? "\u{FEFF}" : ""
    text += (0..<columns).map { random.below(3) == 0 ? "\"h,\n\($0)\"" : "h\($0)" }.joined(separator: ",") + lineEnd
    for _ in 0..<random.below(12) {
      text += (0..<columns).map { _ in random.one(of: Self.cells) }.joined(separator: ",") + lineEnd
    }
    if random.below(4) == 0 { text += (0..<columns).map { _ in random.one(of: Self.cells) }.joined(separator: ",") }
    return text
  }

  private static func parsed(_ bytes: [UInt8]) -> Result<[[String]], Failure> {
    Result { () throws(Failure) in
      let table = try CSV.parse(bytes, name: "x.csv")
      return (0..<table.rowCount).map { row in ["\(table.lines[row])"] + table.columns.map { table.text($0, row) } }
    }
  }

  private static func scanned(_ bytes: [UInt8], chunk: Int, threads: Int) -> Result<[[String]], Failure> {
    Result { () throws(Failure) in
      let scan = try CSVScan(MappedFile(bytes: bytes), name: "x.csv", chunkSize: chunk)
      let kept = try scan.run(threads: threads) { _ in Keeper() }.visitor
      return kept.rows.map { ["\($0.line)"] + $0.cells }
    }
  }

  private struct Keeper: ChunkVisitor {
    var rows: [(line: Int, cells: [String])] = []

    mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
      for row in 0..<batch.rows {
        rows.append((Int(batch.lines[row]) + 1, (0..<batch.columns).map { batch.text(row, $0, bytes) ?? "" }))
      }
    }

    mutating func merge(_ next: Keeper, after before: ScanPosition) {
      self.rows += next.rows.map { ($0.line + before.lines, $0.cells) }
    }
  }
}
