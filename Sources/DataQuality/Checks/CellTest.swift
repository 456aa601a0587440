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
  /// By hash; what has the same one is compared.
  private let texts: [CellHash: [UInt8]]
  /// The hashes of the few that most sets have, in a row.
  private let few: [CellHash]
  let containsEmpty: Bool

  init(_ texts: [String]) {
    var known: [CellHash: [UInt8]] = [:]
    for text in texts {
      let bytes = Array(text.utf8)
      known[CellHash(of: bytes)] = bytes
    }
    self.texts = known
    few = known.count <= 12 ? known.keys.sorted { $0.high < $1.high } : []
    containsEmpty = texts.contains("")
  }

  @inline(__always) func contains(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    var hash = CellHash()
    hash.add(bytes, range)
    if !few.isEmpty {
      var index = 0
      while index < few.count, few[index] != hash { index &+= 1 }
      if index == few.count { return false }
    }
    guard let text = texts[hash], text.count == range.count else { return false }
    for index in 0..<text.count where text[index] != bytes[range.lowerBound + index] { return false }
    return true
  }
}
