import Core
import Tables
import YAML

/// A document of metrics, taken apart as far as its syntax goes.
struct DocumentText {
  let root: YAMLNode
  /// Whether it is the head of a text such as a model card.
  let isFrontMatter: Bool

  /// - Throws: `malformedData`.
  init(_ bytes: [UInt8], file: String) throws(Failure) {
    let syntax = DocumentSyntax(of: bytes)
    isFrontMatter = syntax == .frontMatter
    switch syntax {
    case .json: root = try Self.json(bytes, file)
    case .yaml, .frontMatter: root = try Self.yaml(bytes, file)
    case .table(let separator): root = Self.rows(of: try CSV.parse(bytes, name: file, separator: separator), file)
    case .jsonLines:
      throw Failure(
        .malformedData, "a second object follows the first: these are rows, not one document of metrics",
        at: Place(file: file), hint: "write all metrics as the members of one object")
    case .toml:
      throw Failure(
        .malformedData, "metrics in TOML are not read", at: Place(file: file),
        hint: "write them as JSON or YAML; DVC reads those too")
    case .unknown:
      throw Failure(
        .malformedData, bytes.isEmpty ? "the file is empty" : "this is no document of metrics", at: Place(file: file),
        hint: "metrics are read from JSON, YAML, a model card with front matter, or CSV with the columns name and value"
      )
    }
  }

  static func json(_ bytes: [UInt8], _ file: String) throws(Failure) -> YAMLNode {
    do {
      return try YAMLNode(json: bytes, file: file, allowsNonFinite: true)
    } catch {
      throw Failure(.malformedData, error.diagnostics)
    }
  }

  private static func yaml(_ bytes: [UInt8], _ file: String) throws(Failure) -> YAMLNode {
    do {
      return try YAMLNode(parsing: firstDocument(bytes), file: file)
    } catch {
      throw Failure(.malformedData, error.diagnostics)
    }
  }

  /// What stands above the second line `---`, where the first one is such a line.
  private static func firstDocument(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    func isFence(_ line: ArraySlice<UInt8>) -> Bool {
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return DocumentSyntax.isFence(Substring(decoding: text, as: UTF8.self))
    }
    let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
    let first = lines.firstIndex { !$0.drop { bom.contains($0) || $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }.isEmpty }
    guard let first, isFence(lines[first].drop { bom.contains($0) }),
      let end = lines[(first + 1)...].firstIndex(where: isFence)
    else { return bytes }
    return Array(bytes[..<lines[end].startIndex])
  }

  /// A table as a list of mappings, one for each row; empty cells are null.
  static func rows(of table: Table, _ file: String) -> YAMLNode {
    let rows = (0..<table.rowCount).map { row in
      let place = table.place(ofRow: row)
      let cells = table.columns.map { column in
        (
          key: YAMLNode(.scalar(column.name, plain: false), at: place),
          value: YAMLNode(.scalar(table.text(column, row), plain: true), at: place)
        )
      }
      return YAMLNode(.mapping(cells), at: place)
    }
    return YAMLNode(.sequence(rows), at: Place(file: file, line: 1))
  }
}
