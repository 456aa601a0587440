package import Core
import Tables
import YAML

/// Metrics of several releases in one table.
package enum MetricTable {
  /// Reads what each metric was, release after release, from CSV or JSON Lines.
  ///
  /// A row is a release and a column a metric; or, where there are columns `name` and `value`, a row is one metric of
  /// one release. Objects within rows are named by their paths, with dots. Columns that say which release it is, such
  /// as `release` and `date`, are no metrics, and neither are those in which no cell is a number; empty cells, null and
  /// absent members are left out.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: the file's name, for messages.
  /// - Returns: by metric, in the order of the rows.
  /// - Throws: `malformedData` with the line: NaN, an infinite number, a text among numbers, no number at all.
  package static func history(parsing bytes: [UInt8], name file: String) throws(Failure) -> [String: [Double]] {
    let rows = try rows(of: bytes, file)
    let isLong = rows.contains { row in ["name", "value"].allSatisfy { key in row.members.contains { $0.name == key } }
    }
    var columns: [String: [YAMLNode]] = [:]
    for row in rows {
      if isLong {
        guard let name = row["name"]?.text else {
          throw Failure(.malformedData, "a metric has no name", at: row.place, hint: "give every metric a name")
        }
        columns[name, default: []].append(row["value"] ?? YAMLNode(.scalar("null", plain: true), at: row.place))
      } else {
        collect(row, path: "", into: &columns)
      }
    }
    var history: [String: [Double]] = [:]
    for (name, cells) in columns.sorted(by: { $0.key < $1.key }) where isLong || !labels.contains(name.lowercased()) {
      let values = try numbers(cells, of: name, required: isLong)
      if !values.isEmpty { history[name] = values }
    }
    if history.isEmpty {
      throw Failure(
        .malformedData, "there is no number in the table", at: Place(file: file),
        hint: "write a row for each release and a column for each metric")
    }
    return history
  }

  /// What a release is called may well look like a number: `1.0`, or a hash of digits only.
  private static let labels: Set<String> = [
    "release", "version", "tag", "name", "model", "run", "run_id", "id", "commit", "sha", "hash", "date", "time",
    "timestamp", "created", "created_at", "author", "stage",
  ]

  private static func collect(_ node: YAMLNode, path: String, into columns: inout [String: [YAMLNode]]) {
    for (key, value) in node.members {
      let name = path.isEmpty ? key : "\(path).\(key)"
      if value.isMapping {
        collect(value, path: name, into: &columns)
      } else {
        columns[name, default: []].append(value)
      }
    }
  }

  private static func numbers(_ cells: [YAMLNode], of name: String, required: Bool) throws(Failure) -> [Double] {
    let readings = cells.filter { !$0.isNull }.map { (node: $0, reading: MetricReading($0)) }
    if !required, !readings.contains(where: { $0.reading.value != nil }) { return [] }
    var values: [Double] = []
    for (node, reading) in readings {
      guard let value = reading.value else {
        throw Failure(
          .malformedData, "'\(name)' has no value here: \(reading.problem ?? "")", at: node.place,
          hint: "leave the cell empty where a release has none"
            + (reading.isNumeric || required ? "" : "; a column that says which release it is may be called 'release'"))
      }
      values.append(value)
    }
    return values
  }

  private static func rows(of bytes: [UInt8], _ file: String) throws(Failure) -> [YAMLNode] {
    let isText = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) } != UInt8(ascii: "{")
    if isText {
      let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
      let separators = [",", "\t", ";", "|"].compactMap { Character($0).asciiValue }
      let separator = separators.first { header.contains($0) } ?? UInt8(ascii: ",")
      return DocumentText.rows(of: try CSV.parse(bytes, name: file, separator: separator), file).elements
    }
    var rows: [YAMLNode] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
      do throws(Failure) {
        rows.append(moved(try DocumentText.json(Array(line), file), by: index))
      } catch {
        throw Failure(
          error.code,
          error.diagnostics.map { problem in
            Diagnostic(problem.message, at: problem.place.map { moved($0, by: index) }, hint: problem.hint)
          })
      }
    }
    return rows
  }

  /// A line that was read by itself, where it stands in the file.
  private static func moved(_ node: YAMLNode, by lines: Int) -> YAMLNode {
    let content: YAMLNode.Content =
      switch node.content {
      case .scalar: node.content
      case .sequence(let elements): .sequence(elements.map { moved($0, by: lines) })
      case .mapping(let members): .mapping(members.map { ($0.key, moved($0.value, by: lines)) })
      }
    return YAMLNode(content, at: moved(node.place, by: lines))
  }

  private static func moved(_ place: Place, by lines: Int) -> Place {
    var place = place
    place.line = (place.line ?? 1) + lines
    return place
  }
}
