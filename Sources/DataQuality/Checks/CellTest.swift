import Scan

/// A test of single cells, ready to run.
enum CellTest: Sendable {
  case isNull
  case isMissing(CellSet)
  case isNotInteger
  case isNotNumber
  case isNotOfType(LogicalType)
  case isNotAmong(CellSet)
  case doesNotMatch(String)
  case numberIsOutside(Bound)
  case measureIsOutside(Bound, LogicalType)
  case lengthIsOutside(Bound)
  case isNotMultiple(of: Double)

  /// Nil for tests that are not of single cells, and for those that no cell can break.
  init?(_ test: ContractRule.Test) {
    switch test {
    case .isNull: self = .isNull
    case .isMissing(let codes): self = .isMissing(CellSet(codes))
    case .isNotOfType(.integer): self = .isNotInteger
    case .isNotOfType(.number): self = .isNotNumber
    case .isNotOfType(let type): self = .isNotOfType(type)
    case .isNotAmong(let values): self = .isNotAmong(CellSet(values))
    case .doesNotMatch(let pattern): self = .doesNotMatch(pattern)
    case .isOutside(let bound, .integer), .isOutside(let bound, .number): self = .numberIsOutside(bound)
    case .isOutside(let bound, let type): self = .measureIsOutside(bound, type)
    case .lengthIsOutside(let bound): self = .lengthIsOutside(bound)
    case .isNotMultiple(let divisor): self = .isNotMultiple(of: divisor)
    case .isDuplicate, .rowCount: return nil
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
