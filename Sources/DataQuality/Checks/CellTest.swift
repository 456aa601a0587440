import Scan

/// A test of single cells, ready to run.
enum CellTest: Sendable {
  case isNull
  case isNotNull
  case isAbsent
  case isNotOfKind(ValueKinds)
  case isMissing(CellSet)
  case isNotInteger
  case isNotOfWidth(IntegerFormat)
  case isNotNumber
  /// Of numbers that a typed source gives: those that are no integers.
  case isNotWhole
  /// Of moments that a typed source gives: those that are no dates.
  case isNotMidnight
  case isNotBoolean
  case isNotText
  case isNotOfShape(DatePattern)
  case isNotReadable(as: LogicalType)
  /// Whether a cell is among the texts and, where it reads as a number, the numbers.
  case membership(CellSet, NumberSet?, violates: Bool)
  case numberMembership(NumberSet, violates: Bool)
  case patterns([String], ContractRule.Combination, violates: Bool)
  case numberIsOutside(Bound)
  /// What is no number lies outside.
  case numberIsOutsideRange(Double, Double)
  case timeIsNotWithin(Double, Double, DatePattern)
  case textIsNotWithin([(TextBound.Kind, [UInt8])])
  case lengthIsNotWithin(Double, Double)
  /// Violated by every value.
  case never
  case timeIsOutside(Bound, DatePattern)
  case textIsOutside(TextBound, [UInt8])
  case lengthIsOutside(Bound)
  case isNotMultiple(of: Double)
  case isNotOfFormat(TextFormat)
  case isSpecial

  /// - Parameter type: the column's. What a file says of its columns replaces guesses at their text: a date is one,
  ///   whatever format the contract gives for text, and text is no number even where it reads like one.
  /// - Returns: nil for tests that are not of single cells by themselves.
  init?(_ test: ContractRule.Test, on type: ColumnType) {
    switch test {
    case .isNull: self = .isNull
    case .isNotNull: self = .isNotNull
    case .isAbsent: self = .isAbsent
    case .isNotOfKind(let kinds): self = .isNotOfKind(kinds)
    case .isMissing(let codes): self = .isMissing(CellSet(codes))
    case .isNotOfType(.integer): self = type.isNumeric ? .isNotWhole : .isNotInteger
    case .isNotOfWidth(let format): self = .isNotOfWidth(format)
    case .isNotOfType(.number): self = .isNotNumber
    case .isNotOfType(.boolean): self = .isNotBoolean
    case .isNotOfType(.string): self = .isNotText
    case .isNotOfType(.date) where type == .timestamp: self = .isNotMidnight
    case .isNotOfType(.date(let pattern)), .isNotOfType(.timestamp(let pattern)), .isNotOfType(.time(let pattern)):
      self = .isNotOfShape(pattern)
    case .isNotReadable(let wanted): self = .isNotReadable(as: wanted)
    case .isNotAmong(let values): self.init(values, violates: false, on: type)
    case .isAmong(let values): self.init(values, violates: true, on: type)
    case .doesNotMatch(let patterns, let combination): self = .patterns(patterns, combination, violates: false)
    case .matches(let patterns, let combination): self = .patterns(patterns, combination, violates: true)
    case .isOutside(let bound, .integer), .isOutside(let bound, .number): self = .numberIsOutside(bound)
    case .isOutside(let bound, .date(let pattern)), .isOutside(let bound, .timestamp(let pattern)),
      .isOutside(let bound, .time(let pattern)):
      self = type.isMoment ? .numberIsOutside(bound) : .timeIsOutside(bound, pattern)
    case .textIsOutside(let bound): self = .textIsOutside(bound, Array(bound.text.utf8))
    case .isNotWithin(let range, let wanted):
      let (low, high) = range.ends
      if let pattern = wanted.pattern, !type.isMoment {
        self = type.isNumeric ? .never : .timeIsNotWithin(low, high, pattern)
      } else {
        self = wanted.isMoment == type.isMoment ? .numberIsOutsideRange(low, high) : .never
      }
    case .textIsNotWithin(let range):
      if type.isMoment {
        self = range.moments.map { .numberIsOutsideRange($0.low, $0.high) } ?? .never
      } else {
        self = type.isNumeric ? .never : .textIsNotWithin(range.bounds.map { ($0.kind, Array($0.text.utf8)) })
      }
    case .lengthIsNotWithin(let range): self = .lengthIsNotWithin(range.ends.low, range.ends.high)
    case .lengthIsOutside(let bound): self = .lengthIsOutside(bound)
    case .isNotMultiple(let divisor): self = .isNotMultiple(of: divisor)
    case .isNotOfFormat(let format): self = .isNotOfFormat(format)
    case .isNotFinite: self = .isSpecial
    default: return nil
    }
  }

  private init(_ values: ValueSet, violates: Bool, on type: ColumnType) {
    if type.isNumeric {
      self = .numberMembership(NumberSet(values.texts), violates: violates)
    } else {
      let numbers = values.comparesNumbers ? NumberSet(values.texts) : nil
      self = .membership(CellSet(values.texts), numbers, violates: violates)
    }
  }

  /// Whether it looks at numbers, which are read once for all tests of a column.
  var looksAtNumbers: Bool {
    switch self {
    case .isNotNumber, .isNotWhole, .isNotMidnight, .numberIsOutside, .numberIsOutsideRange,
      .numberMembership,
      .isNotMultiple:
      true
    default: false
    }
  }

  /// What it looks at in a column of some type.
  func needs(_ type: ColumnType) -> ColumnNeeds {
    switch self {
    case .isNull, .isNotNull, .isAbsent: .nulls
    case _ where type.hasNumbers && verdict(onAll: type) != nil: .nulls
    case .isSpecial where type.isNumeric: .numbers
    case _ where looksAtNumbers: .numbers
    case .isNotOfKind: [.text, .nulls]
    default: .text
    }
  }

  /// Of tests of types: what they say of every value of a column that has numbers; nil for all others.
  func verdict(onAll type: ColumnType) -> Bool? {
    switch self {
    case .isNotInteger, .isNotBoolean, .isNotText: true
    case .isNotOfWidth: type.isMoment ? true : nil
    case .isNotOfKind(let kinds) where type.isMoment: !kinds.contains(.string)
    case .isNotOfKind(let kinds) where kinds.contains(type == .integer ? .integer : .number): false
    case .isNotOfKind(let kinds) where kinds.contains(.number): false
    case .isNotOfShape(let pattern): !type.fits(pattern)
    case .isNotReadable(.date(let pattern)), .isNotReadable(.timestamp(let pattern)),
      .isNotReadable(.time(let pattern)):
      type.isMoment ? !type.fits(pattern) : nil
    default: nil
    }
  }
}

extension ColumnType {
  /// Whether moments of the type have what a pattern speaks of.
  fileprivate func fits(_ pattern: DatePattern) -> Bool {
    switch self {
    case .date: pattern.hasDate && !pattern.hasTime
    case .time: !pattern.hasDate && pattern.hasTime
    case .timestamp: pattern.hasDate && pattern.hasTime
    default: false
    }
  }
}
