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
      && root.elements.allSatisfy { row in areColumns(row.members.map { $0.name.lowercased() }) }
  }

  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure) {
    for row in root.elements {
      let cells = Dictionary(row.members.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
      guard let name = names.lazy.compactMap({ cells[$0]?.text }).first else {
        throw Failure(.malformedData, "a metric has no name", at: row.place, hint: "give every metric a name")
      }
      var direction = DocumentBuilder.Direction.unsaid
      if let said = cells["higher_is_better"], !said.isNull {
        guard let isHigher = said.boolean else {
          throw Failure(
            .malformedData, "higher_is_better of '\(name)' is \(said.kind)", at: said.place,
            hint: "write true or false, or leave it out")
        }
        direction = .said(isHigher)
      }
      let value = cells["value"] ?? row
      try builder.add(
        name, shortName: String(name.split(whereSeparator: { $0 == "/" || $0 == "." }).last ?? Substring(name)),
        MetricReading(value), standardError: cells["standard_error"].flatMap { MetricReading($0).value },
        higherIsBetter: direction, rows: cells["rows"]?.count, at: value)
    }
  }
}
