import Core
import YAML

/// Collects what a format finds in a document.
struct DocumentBuilder {
  private(set) var entries: [MetricDocument.Entry] = []
  private(set) var conditions: [MetricDocument.Condition] = []
  private(set) var leftOut: [String: String] = [:]
  private var indices: [String: Int] = [:]
  private var statements: [String: Int] = [:]

  /// - Parameters:
  ///   - name: the path.
  ///   - shortName: its last step.
  ///   - metric: what the name says is measured, where that is not the path.
  ///   - node: where the value stands.
  /// - Throws: `malformedData` when the name is there already.
  mutating func add(
    _ name: String, shortName: String, metric: String? = nil, _ reading: MetricReading, standardError: Double? = nil,
    higherIsBetter: Direction = .unsaid, rows: Int? = nil, at node: YAMLNode
  ) throws(Failure) {
    if let index = indices[name] {
      let line = entries[index].place.line.map { " on line \($0)" } ?? ""
      throw Failure(
        .malformedData, "the metric '\(name)' stands in the file twice, first\(line)", at: node.place,
        hint: "keep one of the two, or give them names that differ")
    }
    indices[name] = entries.count
    let direction: Bool? =
      switch higherIsBetter {
      case .said(let isHigher): isHigher
      case .unsaid: MetricDirection.higherIsBetter(metric ?? name)
      }
    let error = (standardError ?? reading.standardError).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    entries.append(
      MetricDocument.Entry(
        name: name, value: reading.value, problem: reading.problem, standardError: reading.value == nil ? nil : error,
        higherIsBetter: direction, rows: rows, shortName: shortName, place: node.place))
  }

  enum Direction {
    /// The document says it, if only that it does not know.
    case said(Bool?)
    case unsaid
  }

  /// - Parameter scope: which entries it is about; see `MetricDocument.Condition`.
  ///   What is stated twice has both values.
  mutating func state(_ name: String, _ value: String?, of scope: String = "") {
    guard let value else { return }
    let condition = MetricDocument.Condition(scope: scope, name: name, values: [value])
    if let index = statements[condition.fullName] {
      conditions[index].values.insert(value)
    } else {
      statements[condition.fullName] = conditions.count
      conditions.append(condition)
    }
  }

  mutating func leaveOut(_ name: String, _ node: YAMLNode) { leftOut[name] = node.kind }
}
