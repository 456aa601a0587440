import Core
import Scan
import Tables
import Testing

/// A file and its cells, the header first; or how the refusal begins.
struct CSVCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let rows: [[String]]
  var refusal: String?

  var testDescription: String { name }

  static func reads(_ name: String, _ text: String, _ rows: [String]...) -> CSVCase {
    CSVCase(name: name, text: text, rows: rows)
  }

  static func refuses(_ name: String, _ text: String, _ refusal: String) -> CSVCase {
    CSVCase(name: name, text: text, rows: [], refusal: refusal)
  }
}

@Suite("The corner cases of CSV, read at once and in chunks")
struct CSVSpectrumTests {
  /// The kinds of file of the csv-spectrum collection, with content of our own.
  @Test("what CSV files come with", arguments: spectrum)
  func readSpectrum(sample: CSVCase) { check(sample) }

  static let spectrum: [CSVCase] = [
    .reads("simple", "x,y,z\n7,8,9\n", ["x", "y", "z"], ["7", "8", "9"]),
    .reads("simple, with CRLF", "x,y,z\r\n7,8,9\r\n", ["x", "y", "z"], ["7", "8", "9"]),
    .reads(
      "a comma in quotes", "name,city\nAda,\"London, Marylebone\"\n", ["name", "city"], ["Ada", "London, Marylebone"]),
    .reads(
      "empty cells, bare and quoted", "x,y,z\n1,\"\",\"\"\n2,3,4\n,,\n", ["x", "y", "z"], ["1", "", ""],
      ["2", "3", "4"], ["", "", ""]),
    .reads(
      "empty cells, with CRLF", "x,y,z\r\n1,\"\",\"\"\r\n,,4\r\n", ["x", "y", "z"], ["1", "", ""], ["", "", "4"]),
    .reads(
      "escaped quotes", "x,y\n1,\"so \"\"called\"\" science\"\n\"\"\"\",\"\"\"\"\"\"\n", ["x", "y"],
      ["1", "so \"called\" science"], ["\"", "\"\""]),
    .reads(
      "JSON in a cell", "key,value\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [4.5, 52]}\"\n", ["key", "value"],
      ["1", "{\"type\": \"Point\", \"at\": [4.5, 52]}"]),
    .reads("line ends in quotes", "x,y\n\"one\ntwo\",\"\n\"\n3,4\n", ["x", "y"], ["one\ntwo", "\n"], ["3", "4"]),
    .reads("line ends in quotes, with CRLF", "x,y\r\n\"one\r\ntwo\",3\r\n", ["x", "y"], ["one\r\ntwo", "3"]),
    .reads("LF in quotes where lines end with CRLF", "x,y\r\n\"one\ntwo\",3\r\n", ["x", "y"], ["one\ntwo", "3"]),
    .reads(
      "quotes and line ends in one cell", "x,y\n1,\"say \n\"\"hi\"\"\"\n2,\"\"\"a\"\"\n,\"\n", ["x", "y"],
      ["1", "say \n\"hi\""], ["2", "\"a\"\n,"]),
    .reads("UTF-8", "x,y\nʤ,日本語\n\"é\",😀\n", ["x", "y"], ["ʤ", "日本語"], ["é", "😀"]),
    .reads(
      "coordinates", "place,at\n\"Delft, Markt\",\"52.0116° N, 4.3571° E\"\nSea,\"-0.5,-12.25\"\n", ["place", "at"],
      ["Delft, Markt", "52.0116° N, 4.3571° E"], ["Sea", "-0.5,-12.25"]),
  ]

  @Test("what RFC 4180 says", arguments: corners)
  func readCorners(sample: CSVCase) { check(sample) }

  static let corners: [CSVCase] = [
    .reads("the last line may lack its end", "x,y\n1,2", ["x", "y"], ["1", "2"]),
    .reads("also when it ends with a quote", "x,y\n1,\"2\"", ["x", "y"], ["1", "2"]),
    .reads("also when its last cell is empty", "x,y\n1,", ["x", "y"], ["1", ""]),
    .reads("also when its last cell is empty in quotes", "x,y\n1,\"\"", ["x", "y"], ["1", ""]),
    .reads("also after a quoted cell and a comma", "x,y\n\"1\",", ["x", "y"], ["1", ""]),
    .reads("spaces are part of a cell", "x , y\n 1,2 \n\" 3 \",\t\n", ["x ", " y"], [" 1", "2 "], [" 3 ", "\t"]),
    .reads("a header alone, with its line end", "x,y\n", ["x", "y"]),
    .reads("a header alone, without", "x,y", ["x", "y"]),
    .reads("a header alone, in quotes", "\"x\",\"y\"", ["x", "y"]),
    .reads(
      "a header with quotes, commas and line ends", "\"x\n1\",\"a,\"\"b\"\"\"\r\n1,2\r\n", ["x\n1", "a,\"b\""],
      ["1", "2"]),
    .reads("one column", "x\n1\n2", ["x"], ["1"], ["2"]),
    .reads("one column with empty rows", "x\n1\n\n\n2\n", ["x"], ["1"], [""], [""], ["2"]),
    .reads("one column with empty rows, with CRLF", "x\r\n\r\n1\r\n\r\n", ["x"], [""], ["1"], [""]),
    .reads("one column with an empty row in quotes", "x\n\"\"\n1\n", ["x"], [""], ["1"]),
    .reads("a carriage return in quotes", "x,y\n\"1\r2\",\"\r\"\n", ["x", "y"], ["1\r2", "\r"]),
    .reads("a carriage return within a cell", "x,y\n1\r2,3\n", ["x", "y"], ["1\r2", "3"]),
    .reads("a carriage return at the file's end is part of the cell", "x,y\n1,2\r", ["x", "y"], ["1", "2\r"]),
    .reads(
      "two carriage returns before a line feed: one is part of the cell", "x,y\n1,2\r\r\n", ["x", "y"], ["1", "2\r"]),
    .reads("LF and CRLF in one file", "x,y\r\n1,2\n3,4\r\n", ["x", "y"], ["1", "2"], ["3", "4"]),
    .reads("a byte-order mark", "\u{FEFF}x,y\n1,2\n", ["x", "y"], ["1", "2"]),
    .reads("a byte-order mark before quotes", "\u{FEFF}\"x\",y\n1,2\n", ["x", "y"], ["1", "2"]),
    .reads("quotes around every cell", "\"x\",\"y\"\n\"1\",\"2\"\n", ["x", "y"], ["1", "2"]),
    .reads("a NUL is a character", "x,y\n\u{0},1\n", ["x", "y"], ["\u{0}", "1"]),
    .reads("semicolons and tabs separate nothing", "x;y\tz\n1;2\t3\n", ["x;y\tz"], ["1;2\t3"]),
    .reads("single quotes and backslashes are text", "x,y\n'1',\\2\n", ["x", "y"], ["'1'", "\\2"]),
    .reads("equal rows stay", "x\n1\n1\n", ["x"], ["1"], ["1"]),
    .refuses("an empty file", "", "x.csv: the file is empty"),
    .refuses("a cell too few", "x,y\n1,2\n3\n", "x.csv:3: the row has 1 cell, the header 2"),
    .refuses("a cell too many", "x,y\n1,2,3\n", "x.csv:2: the row has 3 cells, the header 2"),
    .refuses("a comma at the end of each row", "x,y\n1,2,\n", "x.csv:2: the row has 3 cells, the header 2"),
    .refuses(
      "an empty row", "x,y\n1,2\n\n3,4\n", "x.csv:3: the row has 1 cell, the header 2\nhint: remove the empty line"),
    .refuses("an empty row at the end", "x,y\r\n1,2\r\n\r\n", "x.csv:3: the row has 1 cell, the header 2"),
    .refuses("a quote within a cell", "x,y\n1,a\"b\n", "x.csv:2: a quote inside an unquoted cell"),
    .refuses("a space before a quote", "x,y\n1, \"2\"\n", "x.csv:2: a quote inside an unquoted cell"),
    .refuses("a space after a quote", "x,y\n\"1\" ,2\n", "x.csv:2: text after a closing quote"),
    .refuses("text after a quote", "x,y\n\"1\"2,3\n", "x.csv:2: text after a closing quote"),
    .refuses("a carriage return after a quote", "x,y\n\"1\"\r,2\n", "x.csv:2: text after a closing quote"),
    .refuses("a quote escaped by a backslash", "x,y\n\"a\\\"b\",2\n", "x.csv:2: text after a closing quote"),
    .refuses("a quote that is not closed", "x,y\n1,2\n3,\"4\n5,6\n", "x.csv:3: a quoted cell is never closed"),
    .refuses("a quote at the file's end", "x,y\n1,\"", "x.csv:2: a quoted cell is never closed"),
    .refuses("a column without a name", "x,\n1,2\n", "x.csv:1: column 2 has no name"),
    .refuses("a column twice", "x,y,x\n1,2,3\n", "x.csv:1: the header names the column 'x' twice"),
  ]

  private func check(_ sample: CSVCase) {
    expect(sample, "at once") { () throws(Failure) in
      let table = try CSV.parse(Array(sample.text.utf8), name: "x.csv")
      return [table.columns.map(\.name)] + (0..<table.rowCount).map { row in table.columns.map { table.text($0, row) } }
    }
    for chunk in [1, 3, 8, 1000] {
      expect(sample, "in chunks of \(chunk)") { () throws(Failure) in
        let scan = try CSVScan(MappedFile(bytes: Array(sample.text.utf8)), name: "x.csv", chunkSize: chunk)
        return [scan.columns.map(\.name)] + (try scan.run(threads: 2) { _ in Recorder() }).visitor.rows
      }
    }
  }

  private func expect(_ sample: CSVCase, _ way: String, _ read: () throws(Failure) -> [[String]]) {
    do throws(Failure) {
      let rows = try read()
      #expect(sample.refusal == nil && rows == sample.rows, "\(way): \(rows)")
    } catch {
      guard let refusal = sample.refusal else {
        Issue.record("\(way): \(error)")
        return
      }
      #expect(error.description.hasPrefix(refusal), "\(way): \(error)")
    }
  }
}
