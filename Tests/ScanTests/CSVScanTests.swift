import Core
import Scan
import Tables
import Testing

/// Keeps every cell: what a scan saw, to be compared with what it should have seen.
struct Recorder: ChunkVisitor {
  var rows: [[String]] = []
  var lines: [Int] = []
  var first: [Int] = []

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for row in 0..<batch.rows {
      rows.append((0..<batch.columns).map { batch.text(row, $0, bytes) ?? "" })
      lines.append(Int(batch.lines[row]) + 1)
    }
    // The fast way sees the same cells.
    for column in 0..<batch.columns {
      let nulls = batch.forEachValue(column, bytes) { row, bytes, range, _ in
        precondition(rows[firstRow + row][column].utf8.elementsEqual(range.map { bytes[$0] }))
      }
      let empty = batch.forEachNull(column) { precondition(rows[firstRow + $0][column].isEmpty) }
      precondition(nulls == empty)
    }
  }

  mutating func merge(_ next: Recorder, after before: ScanPosition) {
    precondition(before.rows == rows.count)
    self.rows += next.rows
    self.lines += next.lines.map { $0 + before.lines }
  }
}

@Suite("A scan in chunks on several threads sees what a reader from beginning to end sees")
struct CSVScanTests {
  private func scan(_ text: [UInt8], chunk: Int, threads: Int) -> Result<Recorder, Failure> {
    Result { () throws(Failure) in
      let scan = try CSVScan(MappedFile(bytes: text), name: "x.csv", chunkSize: chunk)
      return try scan.run(threads: threads) { _ in Recorder() }.visitor
    }
  }

  private func whole(_ text: [UInt8]) -> Result<Recorder, Failure> {
    Result { () throws(Failure) in
      let table = try CSV.parse(text, name: "x.csv")
      let rows = (0..<table.rowCount).map { row in table.columns.map { table.text($0, row) } }
      return Recorder(rows: rows, lines: table.lines.map(Int.init))
    }
  }

  @Test(
    "RFC 4180's corners",
    arguments: [
      "a,b\n1,2\n", "a,b\n1,2", "a,b\r\n1,2\r\n", "a,b\n\"1\",\"2\"", "a,b\n\"x\"\"y\",\"\"\"\"\n",
      "a,b\n\"1\n2\",3\n4,5\n",
      "a,b\n,\n", "a,b\n1,\n", "a,b\n1,", "a\n\"\"\n", "a\n\"\"", "a,b\n\"1\r\n2\",3\r\n", "a,b\n", "a",
      "\u{FEFF}a,b\n1,2\n",
      "a,b\n1\n", "a,b\n1,2,3\n", "a,b\n\n", "a,b\n1,\"2\n", "a,b\n1\",2\n", "a,b\n\"1\"x,2\n", "a,b\n\"1\"\r2\n",
      "a\n1\r\n\r\n",
      "a,b\n\"🎉,é\",ü\n", "\"a,x\",\"b\ny\"\n1,2\n", "a\r\n1\r\n2",
    ])
  func corners(text: String) {
    let expected = whole(Array(text.utf8))
    for chunk in [1, 2, 3, 5, 8, 64] {
      for threads in [1, 2] {
        #expect(same(scan(Array(text.utf8), chunk: chunk, threads: threads), expected), "\(chunk)")
      }
    }
  }

  private func same(_ a: Result<Recorder, Failure>, _ b: Result<Recorder, Failure>) -> Bool {
    switch (a, b) {
    case (.success(let a), .success(let b)): a.rows == b.rows && a.lines == b.lines
    case (.failure(let a), .failure(let b)): a == b
    default: false
    }
  }

  @Test("two thousand drawn files, well-formed and not, in chunks of every size", arguments: 0..<20)
  func drawn(seed: UInt64) {
    var random = Random(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    let pieces = [
      "a", "b,", ",", "\n", "\r\n", "\"", "\"\"", "\"x\ny\"", "\"q\"\"q\",", "12345678", "é", "\"z\"\n", "1,2,3\n",
    ]
    for _ in 0..<100 {
      var text = "h1,h2,h3\n"
      for _ in 0..<random.below(60) {
        text += random.below(3) == 0 ? "1,\"2\n\",3\n" : pieces[random.below(pieces.count)]
      }
      let bytes = Array(text.utf8)
      let expected = whole(bytes)
      let found = scan(bytes, chunk: 1 + random.below(40), threads: 1 + random.below(4))
      #expect(same(found, expected), "\(text.debugDescription): \(found) and \(expected)")
    }
  }

  @Test("a byte that is not UTF-8 is named with its line and offset, wherever it is")
  func notUTF8() {
    for position in [9, 13, 17, 31] {
      var bytes = Array("h1,h2,h3\n1,2,3\n4,5,6\n7,8,9\nx,y,z\n,,\n".utf8)
      bytes[position] = 0xFF
      guard case .failure(let failure) = scan(bytes, chunk: 10, threads: 2) else {
        Issue.record("accepted")
        continue
      }
      #expect(failure.description.contains("a stray byte 0xff at offset \(position)"), "\(failure)")
    }
  }
}

struct Random {
  var state: UInt64
  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
