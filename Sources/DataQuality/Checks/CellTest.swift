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
  /// The texts, where there are as few as in most sets, and the lower half of each one's hash in the same order.
  private let few: [[UInt8]]
  private let fewHashes: [UInt64]
  /// The texts of larger sets.
  private let many: Set<[UInt8]>
  let containsEmpty: Bool

  init(_ texts: [String]) {
    let known = Set(texts.map { Array($0.utf8) })
    few = known.count <= 12 ? known.sorted { $0.lexicographicallyPrecedes($1) } : []
    fewHashes = few.map { CellHash(of: $0).low }
    many = known.count <= 12 ? [] : known
    containsEmpty = known.contains([])
  }

  @inline(__always) func contains(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    if !many.isEmpty { return many.contains(range.map { bytes[$0] }) }
    var hash = CellHash()
    hash.add(bytes, range)
    let low = hash.low
    // What has the same hash is compared.
    for (index, known) in fewHashes.enumerated() where known == low {
      let text = few[index]
      if text.count == range.count, text.indices.allSatisfy({ text[$0] == bytes[range.lowerBound + $0] }) {
        return true
      }
    }
    return false
  }
}
