import Core
import Tables
import Testing

@Suite("CSV is RFC 4180")
struct CSVTests {
  @Test(
    "cells are read",
    arguments: [
      ("a,b\n1,2\n", ["1", "2"]), ("a,b\r\n1,2\r\n", ["1", "2"]), ("\u{FEFF}a,b\n1,2", ["1", "2"]),
      ("a,b\n\"x,y\",\"p\nq\"\n", ["x,y", "p\nq"]), ("a,b\n\"say \"\"hi\"\"\",\n", ["say \"hi\"", ""]),
    ] as [(String, [String])])
  func cells(text: String, row: [String]) throws {
    let table = try CSV.parse(Array(text.utf8), name: "x.csv")
    #expect(table.columns.map(\.name) == ["a", "b"])
    #expect(table.rowCount == 1)
    #expect(table.columns.map { table.text($0, 0) } == row)
  }

  @Test(
    "numbers are decimal",
    arguments: [("1", 1), ("-.5", -0.5), ("2e-3", 0.002), ("0x10", nil), (" 1", nil), ("", nil)]
      as [(String, Double?)])
  func numbers(text: String, value: Double?) { #expect(Number.parse(Array(text.utf8)) == value) }
}
