import Scan

/// The first and the last moment of a column, and the gaps between them where these are asked for. A moment without a zone
/// counts as UTC; where a value is none, nothing is known.
struct MomentCounter: RuleCounter {
  let column: Int
  let type: ColumnType
  private let pattern: DatePattern
  private var checked = 0
  /// Values that are no moments.
  private var others = 0
  private var minimum = Double.infinity
  private var maximum = -Double.infinity
  /// Where all are asked for.
  private var moments: DistinctNumbers?

  init(_ column: Int, _ type: ColumnType, _ pattern: DatePattern, keeping moments: DistinctNumbers?) {
    self.column = column
    self.type = type
    self.pattern = pattern
    self.moments = moments
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { [(column, type.isMoment ? .numbers : .text)] }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    var found: [Double] = []
    var others = 0
    if type.isMoment {
      numbers.read(column, batch, bytes, firstRow)
      for (index, value) in numbers.values.enumerated() where filter.admits(numbers.row(of: index)) {
        if value.isNaN { others += 1 } else { found.append(value) }
      }
    } else {
      let pattern = pattern
      batch.forEachValue(column, bytes) { row, bytes, range, _ in
        guard filter.admits(row) else { return }
        if let value = pattern.parse(bytes, range) { found.append(value) } else { others += 1 }
      }
    }
    self.others += others
    checked += found.count
    for value in found {
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }
    moments?.insert(found)
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? MomentCounter else { return }
    checked += next.checked
    others += next.others
    minimum = min(minimum, next.minimum)
    maximum = max(maximum, next.maximum)
    if let more = next.moments { moments?.append(more) }
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    var count = RuleCount(checked: checked + others)
    if others > 0 {
      count.problem = "\(others) of \(checked + others) values are not of the form \(pattern.text)"
      return count
    }
    guard checked > 0, let measure = rule.test.measure else { return count }
    switch measure {
    case .minimum: count.value = minimum
    case .maximum: count.value = maximum
    case .age: count.value = context.now.map { $0 - maximum }
    case .reach: count.value = context.now.map { $0 - minimum }
    case .largestGap:
      var before = minimum
      var largest = 0.0
      let isRead = moments?.forEachAscending { moment in
        largest = max(largest, moment - before)
        before = moment
      }
      if isRead != true {
        count.problem = Self.unreadable
      } else if minimum < maximum {
        count.value = largest
      } else {
        count.problem = "it takes two moments"
      }
    default: count.problem = "nothing is known of it"
    }
    if count.value == nil, count.problem == nil { count.problem = "it is not known what time it is" }
    return count
  }
}
