extension MetricDefinition.Parameter {
  /// For peers' numbers where ours is undefined.
  static let zeroDivision = Self(
    "zero_division", .oneOf(["undefined", "0", "1"]), default: "undefined", "what to take for 0 / 0")
}

extension MetricArguments {
  /// Nil where 0 / 0 is undefined.
  var zeroDivision: Double? { text("zero_division").flatMap(Double.init) }
}
