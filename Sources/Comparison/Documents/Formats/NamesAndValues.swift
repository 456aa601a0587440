import Core
import YAML

/// A table of CSV, or a list of JSON or YAML, that has a name and a value in each row.
///
/// Also read are `standard_error`, `higher_is_better` and `rows`; another column is another kind of table.
enum NamesAndValues: DocumentFormat {
  static let format = MetricDocumentFormat.namesAndValues

  private static let names = ["name", "metric"]
  private static let others: Set<String> = ["value", "standard_error", "higher_is_better", "rows"]

  static func areColumns(_ columns: [String]) -> Bool {
    columns.contains("value") && columns.count { names.contains($0) } == 1
      && columns.allSatisfy { others.contains($0) || names.contains($0) } && Set(columns).count == columns.count
  }

  static func recognises(_ root: YAMLNode) -> Bool {
    !root.elements.isEmpty
      && root.elements.allSatisfy { row in row.members.contains { $0.name.lowercased() == "value" } }
  }

  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure) {
    for row in root.elements {
      let cells = try cells(of: row)
      guard let name = names.lazy.compactMap({ cells[$0]?.text }).first else {
        throw Failure(.malformedData, "a metric has no name", at: row.place, hint: "give every metric a name")
      }
      func refused(_ key: String, _ node: YAMLNode, _ expected: String) -> Failure {
        Failure(
          .malformedData, "\(key) of '\(name)' is \(node.kind)", at: node.place,
          hint: "write \(expected), or leave it out")
      }
      var direction = DocumentBuilder.Direction.unsaid
      if let said = cells["higher_is_better"] {
        guard let isHigher = said.boolean else { throw refused("higher_is_better", said, "true or false") }
        direction = .said(isHigher)
      }
      var error: Double?
      if let said = cells["standard_error"] {
        let reading = MetricReading(said)
        guard reading.isNumeric, reading.value ?? 0 >= 0 else {
          throw refused("standard_error", said, "a number from 0 up")
        }
        error = reading.value
      }
      if let said = cells["rows"], said.count == nil { throw refused("rows", said, "a whole number") }
      let value = cells["value"]
      try builder.add(
        name, shortName: name.split(whereSeparator: { $0 == "/" || $0 == "." }).last.map(String.init) ?? name,
        value.map { MetricReading($0) } ?? .missing, standardError: error, higherIsBetter: direction,
        rows: cells["rows"]?.count, at: value ?? row)
    }
  }

  /// What is not null of a row, by key in lower case.
  private static func cells(of row: YAMLNode) throws(Failure) -> [String: YAMLNode] {
    var cells: [String: YAMLNode] = [:]
    for (key, value) in row.members {
      let known = others.union(names)
      guard known.contains(key.lowercased()) else {
        let near = Spelling.nearest(to: key, among: known.sorted()).map { "did you mean '\($0)'?" }
        throw Failure(
          .malformedData, "unknown key '\(key)'", at: value.place,
          hint: near ?? "known keys here: \(known.sorted().joined(separator: ", "))")
      }
      if !value.isNull { cells[key.lowercased()] = value }
    }
    return cells
  }
}
