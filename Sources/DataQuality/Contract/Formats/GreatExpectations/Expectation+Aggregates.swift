import YAML

// Expectations on a number that a column comes to, and on its distinct values.
extension Expectation {
  static let aggregates: [String: Make] = [
    "expect_column_min_to_be_between": { e throws(Refused) in try e.extreme { .minimum($0) } },
    "expect_column_max_to_be_between": { e throws(Refused) in try e.extreme { .maximum($0) } },
    "expect_column_mean_to_be_between": { e throws(Refused) in try e.value(.mean) },
    "expect_column_median_to_be_between": { e throws(Refused) in try e.value(.median) },
    "expect_column_stdev_to_be_between": { e throws(Refused) in try e.value(.standardDeviation) },
    "expect_column_sum_to_be_between": { e throws(Refused) in try e.value(.sum) },
    "expect_column_unique_value_count_to_be_between": { e throws(Refused) in try e.value(.distinctCount) },
    "expect_column_proportion_of_unique_values_to_be_between": { e throws(Refused) in try e.value(.distinctShare) },
    "expect_column_proportion_of_non_null_values_to_be_between": { e throws(Refused) in try e.value(.presentShare) },
    "expect_column_quantile_values_to_be_between": { e throws(Refused) in try e.quantiles() },
    "expect_column_most_common_value_to_be_in_set": { e throws(Refused) in
      [e.rule(.mostCommonIsNotAmong(try e.members().set, allowingTies: try e.flag("ties_okay")), [try e.column])]
    },
    "expect_column_distinct_values_to_be_in_set": { e throws(Refused) in
      [e.rule(.distinctValuesDiffer(.within, try e.members().set), [try e.column])]
    },
    "expect_column_distinct_values_to_equal_set": { e throws(Refused) in
      [e.rule(.distinctValuesDiffer(.equal, try e.exactSet()), [try e.column])]
    },
    "expect_column_distinct_values_to_contain_set": { e throws(Refused) in
      [e.rule(.distinctValuesDiffer(.containing, try e.exactSet()), [try e.column])]
    },
    "expect_column_kl_divergence_to_be_less_than": { e throws(Refused) in try e.divergence() },
  ]

  private func value(_ measure: Measure) throws(Refused) -> [ContractRule] {
    [rule(.value(measure), [try column], limit: CountLimit(condition: .within(try range()), unit: .value))]
  }

  private func extreme(_ measure: (LogicalType) -> Measure) throws(Refused) -> [ContractRule] {
    // How it is shown.
    _ = try argument("output_strftime_format")
    let (range, type): (ValueRange, LogicalType)
    switch try limits() {
    case .numbers(let numbers): (range, type) = (numbers, .number)
    case .texts(let texts): (range, type) = try moments(texts)
    }
    return [rule(.value(measure(type)), [try column], limit: CountLimit(condition: .within(range), unit: .value))]
  }

  private func quantiles() throws(Refused) -> [ContractRule] {
    let reader = try required("quantile_ranges")
    let ranges = try read(reader, reader.mapping())
    defer { ranges.finish() }
    guard let quantiles = ranges.required("quantiles"), let values = ranges.required("value_ranges"),
      let positions = quantiles.list(), let pairs = values.list()
    else { throw Refused() }
    guard positions.count == pairs.count, !pairs.isEmpty else {
      throw wrong(reader, "there are \(positions.count) quantiles and \(pairs.count) ranges")
    }
    let interpolation = try interpolation()
    let column = try column
    var rules: [ContractRule] = []
    for (position, pair) in zip(positions, pairs) {
      let q = try read(position, position.double())
      guard (0...1).contains(q) else { throw wrong(position, "expected a share from 0 to 1") }
      let ends = try read(pair, pair.list())
      guard ends.count == 2 else { throw wrong(pair, "expected two numbers, either of which may be null") }
      var bounds: [Double?] = []
      for end in ends { bounds.append(end.node.isNull ? nil : try read(end, end.double())) }
      if let low = bounds[0], let high = bounds[1], low > high { throw wrong(pair, "the lower number comes first") }
      rules.append(
        rule(
          .value(.quantile(q, interpolation)), [column],
          limit: CountLimit(condition: .within(ValueRange(lower: bounds[0], upper: bounds[1])), unit: .value)))
    }
    return rules
  }

  /// `allow_relative_error`, which is false or, for pandas, a way to interpolate.
  private func interpolation() throws(Refused) -> Measure.Interpolation {
    guard let reader = try argument("allow_relative_error") else { return .nearest }
    if reader.node.boolean == false { return .nearest }
    if reader.node.boolean != nil || Double(reader.string() ?? "") != nil {
      throw refused(reader, "an error that quantiles may have")
    }
    return try read(reader, reader.oneOf(Measure.Interpolation.self))
  }

  private func divergence() throws(Refused) -> [ContractRule] {
    guard let threshold = try number("threshold") else {
      throw wrong(arguments.reader, "no threshold is given", hint: "the expectation asks for nothing")
    }
    guard let reader = try argument("partition_object") else {
      throw refused(arguments.reader, "a partition of the data themselves")
    }
    let partition = try PartitionObject(reader, self)
    let limit = CountLimit(condition: .within(ValueRange(lower: nil, upper: threshold)), unit: .value)
    return [rule(.value(.divergence(partition.distribution)), [try column], limit: limit)]
  }
}
