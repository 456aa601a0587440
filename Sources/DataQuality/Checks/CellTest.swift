import Scan

/// A test of single cells, ready to run.
enum CellTest: Sendable {
  case isNull
  case isMissing(CellSet)
  case isNotInteger
  case isNotNumber
  case isNotBoolean
  case isNotOfShape(DatePattern)
  case isNotAmong(CellSet)
  case doesNotMatch(String)
  case numberIsOutside(Bound)
  case timeIsOutside(Bound, DatePattern)
  case lengthIsOutside(Bound)
  case isNotMultiple(of: Double)
  /// What no cell can break: every text is a string.
  case nothing

  /// Nil for tests that are not of single cells.
  init?(_ test: ContractRule.Test) {
    switch test {
    case .isNull: self = .isNull
    case .isMissing(let codes): self = .isMissing(CellSet(codes))
    case .isNotOfType(.integer): self = .isNotInteger
    case .isNotOfType(.number): self = .isNotNumber
    case .isNotOfType(.boolean): self = .isNotBoolean
    case .isNotOfType(.date(let pattern)), .isNotOfType(.timestamp(let pattern)), .isNotOfType(.time(let pattern)):
      self = .isNotOfShape(pattern)
    case .isNotAmong(let values): self = .isNotAmong(CellSet(values))
    case .doesNotMatch(let pattern): self = .doesNotMatch(pattern)
    case .isOutside(let bound, .integer), .isOutside(let bound, .number): self = .numberIsOutside(bound)
    case .isOutside(let bound, .date(let pattern)), .isOutside(let bound, .timestamp(let pattern)),
      .isOutside(let bound, .time(let pattern)):
      self = .timeIsOutside(bound, pattern)
    case .lengthIsOutside(let bound): self = .lengthIsOutside(bound)
    case .isNotMultiple(let divisor): self = .isNotMultiple(of: divisor)
    case .isNotOfType(.string), .isOutside: self = .nothing
    case .isDuplicate, .rowCount: return nil
    }
  }

  /// Whether it looks at numbers, which are read once for all tests of a column.
  var looksAtNumbers: Bool {
    switch self {
    case .isNotNumber, .numberIsOutside, .isNotMultiple: true
    default: false
    }
  }

  /// Whether null cells are looked at too.
  var looksAtNulls: Bool {
    switch self {
    case .isNull, .isMissing: true
    default: false
    }
  }
}

/// A set of texts.
struct CellSet: Sendable {
  private let texts: Set<[UInt8]>
  /// The same as bytes side by side, for the few that most sets have.
  private let few: [[UInt8]]
  let containsEmpty: Bool

  init(_ texts: [String]) {
    self.texts = Set(texts.map { Array($0.utf8) })
    few = self.texts.count <= 16 ? self.texts.sorted { $0.count < $1.count } : []
    containsEmpty = self.texts.contains([])
  }

  @inline(__always) func contains(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    if few.isEmpty { return texts.contains(range.map { bytes[$0] }) }
    for text in few where text.count == range.count {
      var index = 0
      while index < text.count, text[index] == bytes[range.lowerBound + index] { index += 1 }
      if index == text.count { return true }
    }
    return false
  }
}
