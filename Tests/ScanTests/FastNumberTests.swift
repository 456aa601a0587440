import CScan
import Scan
import Tables
import Testing

@Suite("Numbers are read to the bit as the standard library reads them")
struct FastNumberTests {
  private func check(_ text: String) {
    let bytes = Array(text.utf8)
    let expected: FastNumber.Reading =
      Number.parse(bytes).map { $0.isFinite ? .number($0) : .special($0) } ?? .none
    let found = FastNumber.parse(bytes.span, 0..<bytes.count)
    switch (found, expected) {
    case (.number(let a), .number(let b)): #expect(a.bitPattern == b.bitPattern, "\(text): \(a) and \(b)")
    case (.special(let a), .special(let b)): #expect(a.isNaN == b.isNaN && (a.isNaN || a == b), "\(text)")
    case (.none, .none): break
    default: Issue.record("\(text): \(found) and \(expected)")
    }
    let isInteger = Number.parseInteger(bytes) != nil
    #expect(FastNumber.isInteger(bytes.span, 0..<bytes.count) == isInteger, "\(text)")
    checkColumn(text, expected, isInteger: isInteger)
  }

  /// The same in a column, at the chunk's beginning and far behind it, among digits that do not belong to it.
  private func checkColumn(_ text: String, _ expected: FastNumber.Reading, isInteger: Bool) {
    let chunk = Array("\(text)7\(String(repeating: "7", count: 50))\(text)9".utf8)
    let count = text.utf8.count
    var batch = CellBatch(columns: 1)
    batch.cells = [Cell(untyped: 0, count), .null, Cell(untyped: count + 51, 2 * count + 51)]
    batch.rows = 3
    var values = [1.0, 2, 3]
    let found = batch.readNumbers(0, chunk.span, into: &values)
    #expect(found.count == 2)
    guard case .number(let number) = expected else {
      #expect(values[0].isNaN && values[1].isNaN && !found.areAllFinite && !found.areIntegers, "\(text)")
      return
    }
    #expect(values[..<2].allSatisfy { $0.bitPattern == number.bitPattern }, "\(text): \(values) and \(number)")
    #expect(found.areAllFinite && found.areIntegers == isInteger, "\(text)")
    // With plain registers; what that leaves to others is none of its business.
    var others = [UInt32](repeating: 0, count: 6)
    let cells = batch.cells.map(\.bits)
    let plain = unsafe cscan_numbers_plain(chunk, cells, 1, 3, &values, &others)
    #expect(plain.count == 2 && plain.others >= 1)
    if plain.others == 1 {
      #expect(values[1].bitPattern == number.bitPattern && plain.are_whole == isInteger, "\(text)")
    }
  }

  @Test(
    "what most files hold is read with plain registers too", arguments: ["0", "999", "-12.5", "0.1234567890123456"])
  func plain(text: String) {
    let chunk = Array((String(repeating: ",", count: 50) + text).utf8)
    let cells = [Cell(untyped: 50, chunk.count).bits]
    var (values, others) = ([0.0], [UInt32](repeating: 0, count: 2))
    #expect(unsafe cscan_numbers_plain(chunk, cells, 1, 1, &values, &others).others == 0)
    #expect(values[0] == Double(text))
  }

  @Test(
    "corners",
    arguments: [
      "0", "-0", "+0", "1", "-1", "+5", "1.", ".5", ".", "-", "+", "-.", "1e5", "1E-5", "e5", ".e5", "1e", "1e400",
      "-1e400",
      "nan", "NaN", "-inf", "Infinity", "infinit", "0x10", "1_000", "1,5", " 1", "1 ", "--1", "1-", "9007199254740993",
      "9007199254740992", "9007199254740991.5", "18446744073709551615", "18446744073709551616", "9223372036854775807",
      "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "0.1", "0.30000000000000004",
      "123456789012345678901",
      "0.0000000000000000000001", "0.00000000000000000000001", "1.7976931348623157", "4503599627370496.5",
      "4503599627370497.5", "9007199254740993.0", "00000000000000000000001", "é", "1é",
    ])
  func corners(text: String) { check(text) }

  @Test("drawn: every length and place of the point, halves between two doubles among them", arguments: 0..<10)
  func drawn(seed: UInt64) {
    var random = Random(state: seed)
    for _ in 0..<20_000 {
      let digits = 1 + random.below(20)
      var text = (0..<digits).map { _ in String(random.below(10)) }.joined()
      if random.below(4) > 0 {
        text.insert(".", at: text.index(text.startIndex, offsetBy: random.below(digits + 1)))
      }
      if random.below(3) == 0 { text = "-" + text }
      if random.below(20) == 0 { text += "e\(random.below(40) - 20)" }
      check(text)
      // The shortest text of a double, as data files have them.
      check("\(Double(bitPattern: (random.next() & 0x800F_FFFF_FFFF_FFFF) | (UInt64(1000 + random.below(60)) << 52)))")
      // Between two neighbours: m + ½ with 53 bits in m.
      check("\((UInt64(1) << 52) + random.next() >> 12).5")
    }
  }
}
