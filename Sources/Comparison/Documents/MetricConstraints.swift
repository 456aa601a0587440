package import Core
import YAML

/// The constraints that the model quality monitor of SageMaker suggests or is given.
package struct MetricConstraints: Sendable, Equatable {
  /// What a metric has to be.
  package struct Constraint: Sendable, Equatable {
    /// As `MetricDocument` names it in the statistics file.
    package let metric: String
    /// Whether it has to be at least the threshold, else at most.
    package let isAtLeast: Bool
    package let threshold: Double
    /// Whether the threshold itself is a violation.
    package let isStrict: Bool
  }

  /// In the order of the file.
  package let constraints: [Constraint]

  static func recognises(_ root: YAMLNode) -> Bool { !groups(of: root).isEmpty }

  private static func groups(of root: YAMLNode) -> [YAMLNode] {
    root.members.filter { name, node in
      name.hasSuffix("_constraints") && node.members.contains { $0.value["comparison_operator"] != nil }
    }.map(\.value)
  }

  /// Reads a constraints file.
  ///
  /// The operator there names the violation: a metric with `LessThanThreshold` is wrong when it is below, so it has to
  /// be at least the threshold.
  ///
  /// - Throws: `malformedData`: no constraint, an unknown operator or key, a threshold that is no number, a metric
  ///   twice.
  package init(parsing bytes: [UInt8], name file: String) throws(Failure) {
    let root = try DocumentText(bytes, file: file).root
    let groups = Self.groups(of: root)
    guard !groups.isEmpty else {
      throw Failure(
        .malformedData, "there are no constraints of SageMaker in the file", at: root.place,
        hint: "for instance {\"regression_constraints\": {\"mse\": {\"threshold\": 1, "
          + "\"comparison_operator\": \"GreaterThanThreshold\"}}}")
    }
    var constraints: [Constraint] = []
    for (metric, node) in groups.flatMap(\.members) {
      if constraints.contains(where: { $0.metric == metric }) {
        throw Failure(
          .malformedData, "the metric '\(metric)' has two constraints", at: node.place, hint: "keep one of the two")
      }
      constraints.append(try Self.constraint(metric, node))
    }
    self.constraints = constraints
  }

  private static let operators: [(name: String, isAtLeast: Bool, isStrict: Bool)] = [
    ("LessThanThreshold", true, false), ("LessThanOrEqualToThreshold", true, true),
    ("GreaterThanThreshold", false, false), ("GreaterThanOrEqualToThreshold", false, true),
  ]

  private static func constraint(_ metric: String, _ node: YAMLNode) throws(Failure) -> Constraint {
    var place = node.place
    place.key = metric
    let known = ["threshold", "comparison_operator"]
    if let stranger = node.members.first(where: { !known.contains($0.name) && $0.name != "additional_properties" }) {
      let near = Spelling.nearest(to: stranger.name, among: known)
      throw Failure(
        .malformedData, "unknown key '\(stranger.name)'", at: place,
        hint: near.map { "did you mean '\($0)'?" } ?? "known keys here: \(known.joined(separator: ", "))")
    }
    guard let threshold = node["threshold"].flatMap({ MetricReading($0).value }) else {
      throw Failure(
        .malformedData, "the threshold is \(node["threshold"]?.kind ?? "missing")", at: place, hint: "write a number")
    }
    let text = node["comparison_operator"]?.text ?? ""
    guard let violation = operators.first(where: { $0.name == text }) else {
      throw Failure(
        .malformedData, "the comparison operator '\(text)' is not known", at: place,
        hint: "one of: \(operators.map(\.name).joined(separator: ", "))")
    }
    return Constraint(
      metric: metric, isAtLeast: violation.isAtLeast, threshold: threshold, isStrict: violation.isStrict)
  }
}
