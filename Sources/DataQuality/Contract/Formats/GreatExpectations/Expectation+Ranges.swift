import YAML

extension Expectation {
  /// What `min_value` and `max_value` with `strict_min` and `strict_max` say.
  enum Limits {
    case numbers(ValueRange)
    case texts(TextRange)
  }

  func limits() throws(Refused) -> Limits {
    let (lower, upper) = (try argument("min_value"), try argument("max_value"))
    let (isLowerStrict, isUpperStrict) = (try flag("strict_min"), try flag("strict_max"))
    guard let some = lower ?? upper else {
      throw wrong(
        arguments.reader, "neither min_value nor max_value is given", hint: "the expectation asks for nothing")
    }
    let areTexts = [lower, upper].compactMap { $0.map(Self.isText) }
    guard Set(areTexts).count == 1 else {
      throw wrong(some, "min_value and max_value are of different kinds", hint: "give two numbers or two texts")
    }
    if areTexts[0] {
      let (low, high) = (
        try lower.map { reader throws(Refused) in try read(reader, reader.string()) },
        try upper.map { reader throws(Refused) in try read(reader, reader.string()) }
      )
      if let low, let high, high.utf8.lexicographicallyPrecedes(low.utf8) { throw inverted(some) }
      return .texts(
        TextRange(
          [
            low.map { TextBound(isLowerStrict ? .above : .atLeast, $0) },
            high.map { TextBound(isUpperStrict ? .below : .atMost, $0) },
          ].compactMap { $0 }))
    }
    let low = try lower.map { reader throws(Refused) in try read(reader, reader.double()) }
    let high = try upper.map { reader throws(Refused) in try read(reader, reader.double()) }
    if let low, let high, low > high { throw inverted(some) }
    return .numbers(
      ValueRange(lower: low, isLowerIncluded: !isLowerStrict, upper: high, isUpperIncluded: !isUpperStrict))
  }

  /// A range of numbers.
  func range() throws(Refused) -> ValueRange {
    switch try limits() {
    case .numbers(let range): return range
    case .texts: throw wrong(try bound, "expected a number")
    }
  }

  /// The first of the two that is given.
  private var bound: YAMLReader {
    get throws(Refused) {
      if let lower = try argument("min_value") { return lower }
      return try required("max_value")
    }
  }

  private func inverted(_ reader: YAMLReader) -> Refused {
    wrong(reader, "min_value is greater than max_value")
  }

  /// Whether a value is in quotation marks.
  private static func isText(_ reader: YAMLReader) -> Bool {
    if case .scalar(_, plain: false) = reader.node.content { true } else { false }
  }

  /// A range of texts that are dates or timestamps of ISO 8601, in seconds since 1970-01-01T00:00:00Z.
  func moments(_ range: TextRange) throws(Refused) -> (range: ValueRange, type: LogicalType) {
    for type in [LogicalType.date(.date), .timestamp(.timestamp)] {
      let values = range.bounds.map { type.measure(Array($0.text.utf8)[...]) }
      if values.contains(nil) { continue }
      var ends: (low: Double?, high: Double?)
      var areIncluded = (low: true, high: true)
      for (bound, value) in zip(range.bounds, values) {
        switch bound.kind {
        case .atLeast, .above: (ends.low, areIncluded.low) = (value, bound.kind == .atLeast)
        case .atMost, .below: (ends.high, areIncluded.high) = (value, bound.kind == .atMost)
        }
      }
      return (
        ValueRange(
          lower: ends.low, isLowerIncluded: areIncluded.low, upper: ends.high, isUpperIncluded: areIncluded.high),
        type
      )
    }
    throw refused(try bound, "a bound that is neither a number nor a date")
  }
}
