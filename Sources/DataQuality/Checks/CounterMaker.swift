import Scan

/// Makes the counter that a rule takes: the one list of all kinds.
struct CounterMaker {
  let columns: [SourceColumn]
  let numeric: Set<Int>
  let preparation: CheckPreparation
  let reference: DataProfile?
  let samples: Int
  let scratch: ScratchSpace?

  /// - Returns: the counter, and under which name rules that ask for the same share it; nil where no row needs to be
  ///   looked at.
  func counter(_ rule: ContractRule, _ index: Int, _ places: [Int]) -> (counter: any RuleCounter, shares: String?)? {
    switch rule.test {
    case .isDuplicate(let occurrences):
      return (KeyCounter(places, occurrences, nulls: rule.nulls, samples: samples, scratch: scratch), nil)
    case .isRepeatedRow(let occurrences):
      return (
        KeyCounter(Array(columns.indices), occurrences, nulls: .compared, samples: samples, scratch: scratch), nil
      )
    case .isNotFound, .isFound:
      guard let keys = preparation.keys[index] else { return nil }
      let violatesFound = if case .isFound = rule.test { true } else { false }
      return (
        LookupCounter(
          places, keys, violatesFound: violatesFound, nulls: rule.nulls, samples: samples, scratch: scratch),
        nil
      )
    case .hasConflictingLabel:
      guard places.count > 1 else { return nil }
      return (LabelCounter(places, nulls: rule.nulls, samples: samples, scratch: scratch), nil)
    case .violates(let expression):
      return (ExpressionCounter(expression, places, columns: columns, nulls: rule.nulls, samples: samples), nil)
    case .value(.rowCount), .isAnomalous(.rowCount, _): return rule.condition.map { _ in (RowCounter(), "rows") }
    case .columnsDiffer, .isNotAtPosition: return nil
    default: break
    }
    guard let column = places.first else { return nil }
    let type = columns[column].type
    switch rule.test {
    case .isOutOfOrder(let order): return (OrderCounter(column, type, order, samples: samples), nil)
    case .value(let measure), .isAnomalous(let measure, _): return counter(measure, index, places, type)
    case .distinctValuesDiffer, .mostCommonIsNotAmong, .lacksCategories: return statistics(column, type)
    default:
      guard let test = cellTest(rule, index, type) else { return nil }
      return (CellCounter(column, type, test, violatesNulls: rule.nulls == .violating, samples: samples), nil)
    }
  }

  private func statistics(_ column: Int, _ type: ColumnType) -> (any RuleCounter, String?) {
    type.isNumeric || (!type.hasNumbers && numeric.contains(column))
      ? numbers(column) : (TextCounter(column, type), "texts of \(column)")
  }

  private func numbers(_ column: Int) -> (any RuleCounter, String?) {
    (NumberCounter(column), "numbers of \(column)")
  }

  private func counter(
    _ measure: Measure, _ rule: Int, _ columns: [Int], _ type: ColumnType
  ) -> (counter: any RuleCounter, shares: String?)? {
    let column = columns[0]
    switch measure {
    case .rowCount, .columnCount, .rowCountDifference, .rowCountRatio: return nil
    case .drift(let drift):
      guard case .success(let other)? = preparation.compared[drift, self.columns[column].name] else { return nil }
      return other.kind == .numbers ? numbers(column) : (TextCounter(column, type), "texts of \(column)")
    case .predictivePower:
      guard columns.count == 2 else { return nil }
      return (AssociationCounter(column, columns[1], edges: preparation.edges[rule] ?? []), nil)
    case .minimum(let of), .maximum(let of), .age(let of), .reach(let of), .largestGap(let of):
      guard let pattern = of.pattern else { return numbers(column) }
      let keepsAll = if case .largestGap = measure { true } else { false }
      return (
        MomentCounter(column, type, pattern, keeping: keepsAll ? DistinctNumbers(scratch) : nil),
        "moments of \(column), \(pattern.text)\(keepsAll ? ", all" : "")"
      )
    case .mean, .median, .quantile, .standardDeviation, .sum: return numbers(column)
    case .nullShare, .presentShare: return (CellCounter(column, type, .isNull, samples: 0), "nulls of \(column)")
    case .distinctCount, .distinctShare, .mostCommonShare: return statistics(column, type)
    case .divergence(let expected):
      if case .bins = expected.shares { return numbers(column) }
      return statistics(column, type)
    case .minimumLength, .maximumLength: return (TextCounter(column, type), "texts of \(column)")
    }
  }

  private func cellTest(_ rule: ContractRule, _ index: Int, _ type: ColumnType) -> CellTest? {
    switch rule.test {
    case .isOutlier:
      // Without one there is no value either.
      let range = preparation.ranges[index] ?? -.infinity ... .infinity
      return .numberIsOutsideRange(range.lowerBound, range.upperBound)
    case .isNotInReference:
      guard let column = rule.columns.first.flatMap({ reference?.column($0) }),
        case .categories(let categories, _) = column.distribution
      else { return nil }
      let isNumeric = column.kind == .integer || column.kind == .number
      return CellTest(.isNotAmong(ValueSet(categories.keys.sorted(), comparesNumbers: isNumeric)), on: type)
    default: return CellTest(rule.test, on: type)
    }
  }
}
