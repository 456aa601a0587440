import YAML

// Expectations on the values of one column.
extension Expectation {
  static let cells: [String: Make] = [
    "expect_column_values_to_not_be_null": { e throws(Refused) in try e.cells(.isNull) },
    "expect_column_values_to_be_null": { e throws(Refused) in try e.cells(.isNotNull) },
    "expect_column_values_to_be_unique": { e throws(Refused) in try e.cells(.isDuplicate(.all)) },
    "expect_column_values_to_be_in_set": { e throws(Refused) in try e.cells(.isNotAmong(e.members().set)) },
    "expect_column_values_to_not_be_in_set": { e throws(Refused) in try e.cells(.isAmong(e.members().set)) },
    "expect_column_values_to_be_between": { e throws(Refused) in try e.between() },
    "expect_column_values_to_be_of_type": { e throws(Refused) in try e.ofType([e.required("type_")]) },
    "expect_column_values_to_be_in_type_list": { e throws(Refused) in
      let reader = try e.required("type_list")
      return try e.ofType(e.read(reader, reader.list()))
    },
    "expect_column_values_to_match_regex": { e throws(Refused) in
      try e.patterns([e.required("regex")], .any) { .doesNotMatch($0, $1) }
    },
    "expect_column_values_to_not_match_regex": { e throws(Refused) in
      try e.patterns([e.required("regex")], .any) { .matches($0, $1) }
    },
    "expect_column_values_to_match_regex_list": { e throws(Refused) in
      try e.patterns(e.list("regex_list"), e.choice("match_on", default: .any)) { .doesNotMatch($0, $1) }
    },
    "expect_column_values_to_not_match_regex_list": { e throws(Refused) in
      try e.patterns(e.list("regex_list"), .any) { .matches($0, $1) }
    },
    "expect_column_values_to_match_like_pattern": { e throws(Refused) in
      try e.likePatterns([e.required("like_pattern")], .any) { .doesNotMatch($0, $1) }
    },
    "expect_column_values_to_not_match_like_pattern": { e throws(Refused) in
      try e.likePatterns([e.required("like_pattern")], .any) { .matches($0, $1) }
    },
    "expect_column_values_to_match_like_pattern_list": { e throws(Refused) in
      try e.likePatterns(e.list("like_pattern_list"), e.choice("match_on", default: .any)) { .doesNotMatch($0, $1) }
    },
    "expect_column_values_to_not_match_like_pattern_list": { e throws(Refused) in
      try e.likePatterns(e.list("like_pattern_list"), .any) { .matches($0, $1) }
    },
    "expect_column_values_to_match_strftime_format": { e throws(Refused) in
      let reader = try e.required("strftime_format")
      let format = try e.read(reader, reader.string())
      switch StrftimePattern.regularExpression(format) {
      case .success(let pattern): return try e.cells(.doesNotMatch([pattern], .any), wording: "a time as \(format)")
      case .failure(let problem): throw e.refused(reader, "the directive '\(problem.directive)'")
      }
    },
    "expect_column_values_to_be_json_parseable": { e throws(Refused) in try e.cells(.isNotOfFormat(.json)) },
    "expect_column_value_lengths_to_be_between": { e throws(Refused) in try e.cells(.lengthIsNotWithin(e.range())) },
    "expect_column_value_lengths_to_equal": { e throws(Refused) in
      let value = Double(try e.count("value"))
      return try e.cells(.lengthIsNotWithin(ValueRange(lower: value, upper: value)), wording: "length \(Int(value))")
    },
    "expect_column_values_to_be_increasing": { e throws(Refused) in try e.ordered(.increasing) },
    "expect_column_values_to_be_decreasing": { e throws(Refused) in try e.ordered(.decreasing) },
    "expect_column_value_z_scores_to_be_less_than": { e throws(Refused) in
      let reader = try e.required("threshold")
      let limit = try e.read(reader, reader.double())
      let isTwoSided = try e.flag("double_sided")
      return try e.cells(
        .isOutlier(
          OutlierMethod(
            .zScore(limit: isTwoSided ? limit.magnitude : limit, isTwoSided: isTwoSided), excludesLimit: true)))
    },
    "expect_column_values_to_not_be_outliers": { e throws(Refused) in
      let multiplier = try e.number("multiplier") ?? 1.5
      if multiplier < 0 { throw e.wrong(try e.required("multiplier"), "expected a number from 0 up") }
      switch try e.choice("method", default: OutlierRule.iqr) {
      case .iqr: return try e.cells(.isOutlier(OutlierMethod(.interquartile(factor: multiplier))))
      case .std:
        let kind = OutlierMethod.Kind.zScore(limit: multiplier, isTwoSided: true)
        return try e.cells(.isOutlier(OutlierMethod(kind, excludesLimit: multiplier > 0)))
      }
    },
  ]

  private enum OutlierRule: String, CaseIterable {
    case iqr
    case std
  }

  private func cells(_ test: ContractRule.Test, wording: String? = nil) throws(Refused) -> [ContractRule] {
    [rule(test, [try column], limit: try mostly, wording: wording)]
  }

  private func list(_ key: String) throws(Refused) -> [YAMLReader] {
    let reader = try required(key)
    let list = try read(reader, reader.list())
    if list.isEmpty { throw wrong(reader, "the list is empty") }
    return list
  }

  private func between() throws(Refused) -> [ContractRule] {
    let readsMoments = try flag("parse_strings_as_datetimes")
    switch try limits() {
    case .numbers(let range): return try cells(.isNotWithin(range, .number))
    case .texts(let range) where readsMoments:
      let (seconds, type) = try moments(range)
      return try cells(.isNotWithin(seconds, type), wording: range.text)
    case .texts(let range): return try cells(.textIsNotWithin(range))
    }
  }

  private func ordered(_ direction: ValueOrder.Direction) throws(Refused) -> [ContractRule] {
    // Dates as ISO 8601 writes them are in order where their texts are.
    return try cells(.isOutOfOrder(ValueOrder(direction, isStrict: flag("strictly"), type: nil)))
  }

  private func ofType(_ readers: [YAMLReader]) throws(Refused) -> [ContractRule] {
    var types: [LogicalType] = []
    for reader in readers {
      let name = try read(reader, reader.string())
      guard let type = TypeName.type(name) else { throw refused(reader, "the type '\(name)'") }
      if !types.contains(type) { types.append(type) }
    }
    // What is whole is a number too.
    if types.contains(.number) { types.removeAll { $0 == .integer } }
    guard let type = types.first else { throw wrong(arguments.reader, "the list of types is empty") }
    if types.count > 1 {
      throw refused(arguments.reader, "a choice of types: \(types.map(\.name).joined(separator: " or "))")
    }
    return try cells(.isNotOfType(type))
  }

  private func patterns(
    _ readers: [YAMLReader], _ combination: ContractRule.Combination,
    _ test: ([String], ContractRule.Combination) -> ContractRule.Test
  ) throws(Refused) -> [ContractRule] {
    var (compiled, written): ([String], [String]) = ([], [])
    for reader in readers {
      let text = try read(reader, reader.string())
      let pattern = PythonPattern.translated(text)
      if let problem = RegularExpression.problem(with: pattern) {
        throw wrong(reader, "the pattern does not compile: \(problem)")
      }
      compiled.append(pattern)
      written.append(text)
    }
    return try cells(
      test(compiled, combination), wording: Self.wording(written, combination, test(compiled, combination)))
  }

  private func likePatterns(
    _ readers: [YAMLReader], _ combination: ContractRule.Combination,
    _ test: ([String], ContractRule.Combination) -> ContractRule.Test
  ) throws(Refused) -> [ContractRule] {
    var escape: Character?
    if let reader = try argument("escape") {
      let text = try read(reader, reader.string())
      guard text.count == 1 else { throw wrong(reader, "expected one character") }
      escape = text.first
    }
    var (compiled, written): ([String], [String]) = ([], [])
    for reader in readers {
      let text = try read(reader, reader.string())
      guard let pattern = LikePattern.regularExpression(text, escape: escape) else {
        throw wrong(reader, "the pattern ends in its escape character")
      }
      compiled.append(pattern)
      written.append("like \(text)")
    }
    return try cells(
      test(compiled, combination), wording: Self.wording(written, combination, test(compiled, combination)))
  }

  /// What a person wrote, not what is compiled of it.
  private static func wording(
    _ written: [String], _ combination: ContractRule.Combination, _ test: ContractRule.Test
  ) -> String {
    let text = written.joined(separator: combination == .any ? " or " : " and ")
    if case .matches = test { return "not \(text)" }
    return text
  }
}
