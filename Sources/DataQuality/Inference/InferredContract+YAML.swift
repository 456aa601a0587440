import YAML

extension InferredContract {
  /// The contract as an Open Data Contract Standard v3.1 document.
  ///
  /// - Parameter source: the file it was inferred from, for the comment on top.
  package func yaml(source: String) -> String {
    var lines = [
      "# What data set \(YAMLText.comment(name)) must satisfy, as an Open Data Contract Standard v3.1 contract",
      "# (https://bitol-io.github.io/open-data-contract-standard).",
      "# Inferred from \(YAMLText.comment(source)), \(rows) row\(rows == 1 ? "" : "s"). It says what is so, not what must be so:",
      "# read it, loosen what may change, tighten what may not.",
      "apiVersion: v3.1.0", "kind: DataContract", "id: \(YAMLText.scalar("urn:modelgate:\(name)"))",
      "name: \(YAMLText.scalar(name))", "version: 1.0.0", "status: draft", "schema:",
      "  - name: \(YAMLText.scalar(name))", "    logicalType: object", "    physicalType: file", "    quality:",
      "      - {metric: rowCount, mustBeBetween: [\(rowLimits.lowerBound), \(rowLimits.upperBound)]}",
      "    properties:",
    ]
    for column in columns { lines += column.lines.enumerated().map { ($0 == 0 ? "      - " : "        ") + $1 } }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension InferredContract.Column {
  fileprivate var lines: [String] {
    var lines = ["name: \(YAMLText.scalar(name))", "logicalType: \(type.name)"]
    if isRequired { lines.append("required: true") }
    if isUnique { lines.append("unique: true") }
    if let bounds { lines.append("logicalTypeOptions: {minimum: \(bounds.minimum), maximum: \(bounds.maximum)}") }
    if let format { lines.append("logicalTypeOptions: {format: \(YAMLText.scalar(format))}") }
    var quality: [String] = []
    if !values.isEmpty {
      let list = values.map { type == .integer ? $0 : YAMLText.scalar($0) }.joined(separator: ", ")
      quality += ["- metric: invalidValues", "  arguments: {validValues: [\(list)]}", "  mustBe: 0"]
    }
    if let maximumNulls, maximumNulls < 100 {
      quality.append("- {metric: nullValues, unit: percent, mustBeLessOrEqualTo: \(maximumNulls)}")
    }
    return quality.isEmpty ? lines : lines + ["quality:"] + quality.map { "  " + $0 }
  }

  /// The date's or time's shape, where it is not the standard's own.
  private var format: String? {
    switch type {
    case .date(let pattern) where pattern != .date: pattern.text
    case .timestamp(let pattern) where pattern != .timestamp: pattern.text
    case .time(let pattern) where pattern != .time: pattern.text
    default: nil
    }
  }
}
