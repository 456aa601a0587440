import CScan
import Scan
import Testing

@Suite("The search for structure finds the same with every kind of register")
struct StructureTests {
  typealias Search = (UnsafePointer<UInt8>?, Int, UInt8, UInt8, UInt8, UnsafeMutablePointer<UInt64>?) -> Void

  private func found(_ bytes: [UInt8], _ search: Search) -> [UInt64] {
    var found = [UInt64](repeating: 0, count: bytes.count / 64)
    unsafe search(bytes, found.count, 0x2C, 0x0A, 0x22, &found)
    return found
  }

  @Test("what a byte at a time finds", arguments: [1, 2, 3])
  func same(seed: UInt64) {
    var state = seed
    // Every byte in every place, and mostly those that matter or differ from them in one bit.
    let bytes = (0..<64 * 300).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let drawn = UInt8(truncatingIfNeeded: state >> 40)
      return drawn % 3 == 0 ? drawn : [0x2C, 0x0A, 0x22, 0x2D, 0xAC, 0x8A, 0x0B, 0x00][Int(drawn) % 8]
    }
    let expected = (0..<300).map { block in
      (0..<64).reduce(UInt64(0)) { bits, index in
        [0x2C, 0x0A, 0x22].contains(bytes[64 * block + index]) ? bits | 1 << UInt64(index) : bits
      }
    }
    #expect(unsafe found(bytes, cscan_structure) == expected)
    #expect(unsafe found(bytes, cscan_structure_plain) == expected)
  }

  @Test("rows end where splitting the text has them end", arguments: [1, 2, 3, 4])
  func rows(seed: UInt64) {
    var random = Random(state: seed)
    for _ in 0..<300 {
      let columns = 1 + random.below(random.below(4) == 0 ? 40 : 4)
      // Cells of all lengths, and now and then a quote or a cell too many.
      let lines = (0..<60).map { _ in
        (0..<(random.below(90) == 0 ? columns + 1 : columns)).map { _ in
          String(repeating: random.below(900) == 0 ? "\"" : "x", count: random.below(20))
        }.joined(separator: ";") + (random.below(20) == 0 ? "\r" : "")
      }
      let text = Array((lines.joined(separator: "\n") + "\n" + String(repeating: "x", count: 64)).utf8)
      let limit = 1 + random.below(text.count)
      var expected: [Cell] = []
      var start = 0
      for line in lines.prefix(45) where start < limit {
        let cells = line.split(separator: ";", omittingEmptySubsequences: false)
        if cells.count != columns || line.contains("\"") { break }
        for cell in cells {
          let count = cell.utf8.count
          expected.append(Cell(untyped: start, start + (cell.hasSuffix("\r") ? count - 1 : count)))
          start += count + 1
        }
      }
      for isPlain in [false, true] {
        var cells = [UInt64](repeating: 0, count: 45 * columns)
        let separator = UInt8(ascii: ";")
        let found =
          isPlain
          ? unsafe cscan_rows_plain(text, text.count, 0, limit, separator, columns, 45, &cells)
          : unsafe cscan_rows(text, text.count, 0, limit, separator, columns, 45, &cells)
        #expect(found.rows == expected.count / columns && found.end == start)
        #expect(Array(cells[..<(found.rows * columns)]) == expected.map(\.bits))
      }
    }
  }
}
