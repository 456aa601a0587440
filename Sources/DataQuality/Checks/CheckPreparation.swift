import Core
import Scan

/// What rules need to know before the pass over the data: other tables' keys, and statistics of the data themselves.
struct CheckPreparation {
  /// By rule: what is no outlier.
  private(set) var ranges: [Int: ClosedRange<Double>] = [:]
  /// By rule: between the bins of its first column.
  private(set) var edges: [Int: [Double]] = [:]
  /// By rule: of the other table.
  private(set) var keys: [Int: OtherKeys] = [:]
  /// By rule: why it cannot be decided.
  private(set) var problems: [Int: String] = [:]
  /// By the other table's name.
  private(set) var otherRows: [String: Int] = [:]
  /// What columns are compared with.
  private(set) var compared = ComparedColumns()

  /// - Parameters:
  ///   - rules: whose columns the source has.
  ///   - scratch: where keys of other tables go that are too many for memory.
  init(
    _ rules: [ContractRule], _ source: any RowSource, _ settings: DataCheckSettings, _ reference: DataProfile?,
    _ plan: (columns: [[Int]], threads: Int), _ scratch: ScratchSpace?
  ) throws(Failure) {
    for (index, rule) in rules.enumerated() { checkExpressions(rule, index, source.columns) }
    try readTables(rules, settings, plan.threads, scratch)
    for (index, rule) in rules.enumerated() { readReference(rule, index, reference) }
    try readCompared(rules, source, settings, reference, plan.threads)
    try readStatistics(rules, source, plan.columns, plan.threads)
  }

  /// Whether the columns are of types that the rule's expressions can read.
  private mutating func checkExpressions(_ rule: ContractRule, _ index: Int, _ columns: [SourceColumn]) {
    var expressions = [rule.condition].compactMap { $0 }
    if case .violates(let expression) = rule.test { expressions.append(expression) }
    for expression in expressions {
      do throws(Failure) {
        try expression.check(columns: columns)
      } catch {
        problems[index] = error.diagnostics.map(\.message).joined(separator: ", ")
      }
    }
  }

  /// One pass over each other table.
  private mutating func readTables(
    _ rules: [ContractRule], _ settings: DataCheckSettings, _ threads: Int, _ scratch: ScratchSpace?
  ) throws(Failure) {
    var wanted: [String: [(rule: Int, key: TableKey?)]] = [:]
    for (index, rule) in rules.enumerated() {
      switch rule.test {
      case .isNotFound(let key), .isFound(let key): wanted[key.table, default: []].append((index, key))
      case .value(.rowCountDifference(let table)): wanted[table, default: []].append((index, nil))
      case .value(.rowCountRatio(let table?)), .isAnomalous(.rowCountRatio(let table?), _):
        wanted[table, default: []].append((index, nil))
      default: continue
      }
    }
    for (name, asked) in wanted.sorted(by: { $0.key < $1.key }) {
      guard let table = settings.tables[name] else {
        for (rule, _) in asked { problems[rule] = "the table '\(name)' is not given" }
        continue
      }
      let places = Dictionary(table.columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
      var keyed: [(rule: Int, columns: [Int], nulls: ContractRule.Nulls)] = []
      for (rule, key) in asked {
        guard let key else { continue }
        let columns = key.columns.compactMap { places[$0] }
        if columns.count == key.columns.count {
          // Of the other table a row with a null is none that could be referred to.
          let nulls = rules[rule].nulls
          keyed.append((rule, columns, nulls == .violating ? .ignored : nulls))
        } else {
          let missing = key.columns.filter { places[$0] == nil }.joined(separator: ", ")
          problems[rule] = "the table '\(name)' has no column \(missing)"
        }
      }
      var needs = [ColumnNeeds](repeating: [], count: table.columns.count)
      for column in keyed.flatMap(\.columns) { needs[column] = [.text, .nulls] }
      let collected = keyed.map { ($0.columns, $0.nulls) }
      let found = try table.run(needs: needs, threads: threads, progress: nil) { _ in
        KeyVisitor(collected, scratch)
      }
      otherRows[name] = found.rows
      for (keyed, keys) in zip(keyed, found.visitor.found) { self.keys[keyed.rule] = keys }
    }
  }

  /// One pass over each table that columns are compared with.
  private mutating func readCompared(
    _ rules: [ContractRule], _ source: any RowSource, _ settings: DataCheckSettings, _ reference: DataProfile?,
    _ threads: Int
  ) throws(Failure) {
    let types = Dictionary(source.columns.map { ($0.name, $0.type) }) { first, _ in first }
    let open = rules.enumerated().filter { problems[$0.offset] == nil }.map(\.element)
    compared = try ComparedColumns(open, settings, reference, types: types, threads: threads)
    for (index, rule) in rules.enumerated() where problems[index] == nil {
      guard case .drift(let measure)? = rule.test.measure, let column = rule.columns.first else { continue }
      switch compared[measure, column] {
      case .success: continue
      case .failure(let problem): problems[index] = problem.reason
      case nil: problems[index] = "there is nothing to compare with"
      }
    }
  }

  private mutating func readReference(_ rule: ContractRule, _ index: Int, _ reference: DataProfile?) {
    guard let column = rule.columns.first else { return }
    let known = reference?.column(column)
    switch rule.test {
    case .isOutlier(let method) where method.basis == .reference:
      guard let known else {
        problems[index] = "there is no reference to compare with"
        return
      }
      guard case .zScore(let limit, let isTwoSided) = method.kind else {
        problems[index] = "a reference does not tell its quartiles"
        return
      }
      guard known.isNumeric, let numbers = known.numbers, let deviation = numbers.standardDeviation else {
        problems[index] = "the reference has no spread"
        return
      }
      ranges[index] = Self.range(numbers.mean, deviation, limit, isTwoSided)
    case .isNotInReference:
      guard let known else {
        problems[index] = "there is no reference to compare with"
        return
      }
      guard !known.hasOtherTexts else {
        problems[index] = "the reference tells its moments, not how they are written"
        return
      }
      guard case .categories(_, other: 0) = known.distribution else {
        problems[index] = "the reference does not hold every value"
        return
      }
    default: return
    }
  }

  /// One more pass over the data, where a rule needs their statistics before it can tell rows apart.
  private mutating func readStatistics(
    _ rules: [ContractRule], _ source: any RowSource, _ places: [[Int]], _ threads: Int
  ) throws(Failure) {
    var wanted: [(rule: Int, column: Int)] = []
    for (index, rule) in rules.enumerated() {
      guard let column = places[index].first else { continue }
      switch rule.test {
      case .isOutlier(let method) where method.basis == .data: wanted.append((index, column))
      case .value(.predictivePower), .isAnomalous(.predictivePower, _): wanted.append((index, column))
      default: continue
      }
    }
    wanted.removeAll { problems[$0.rule] != nil }
    if wanted.isEmpty { return }
    // One for each rule: few need this.
    let empty = StatisticsVisitor(
      wanted.map { ($0.column, rules[$0.rule].condition) }, columns: source.columns)
    var needs = [ColumnNeeds](repeating: [], count: source.columns.count)
    for (column, need) in empty.needs { needs[column].insert(need) }
    let found = try source.run(needs: needs, threads: threads, progress: nil) { _ in empty }
    for ((rule, _), counter) in zip(wanted, found.visitor.counters) {
      let summary = counter.summary
      guard summary.values > 0 else { continue }
      if case .isOutlier(let method) = rules[rule].test {
        switch Self.range(summary, method) {
        case .success(let range): ranges[rule] = range
        case .failure(let problem): problems[rule] = problem.message
        }
      } else if let numbers = summary.numbers, numbers.distinct > DataProfile.maximumDiscrete {
        edges[rule] = numbers.deciles
      }
    }
  }

  private struct Problem: Error { let message: String }

  private static func range(_ summary: ColumnSummary, _ method: OutlierMethod) -> Result<ClosedRange<Double>, Problem> {
    guard let numbers = summary.numbers else { return .failure(Problem(message: "not all values are numbers")) }
    switch method.kind {
    case .zScore(let limit, let isTwoSided):
      guard let spread = summary.spread else { return .failure(Problem(message: "it takes two values")) }
      let range = range(spread.mean, spread.deviation, limit, isTwoSided)
      // Without a spread nothing is at the limit, or all is: then nothing is far.
      if spread.deviation == 0 { return .success(spread.mean...spread.mean) }
      return .success(method.excludesLimit ? range.withoutEnds : range)
    case .interquartile(let factor):
      guard let first = numbers.quantile(0.25), let third = numbers.quantile(0.75) else {
        return .failure(Problem(message: "it takes two values"))
      }
      let range = first - factor * (third - first)...third + factor * (third - first)
      return .success(method.excludesLimit ? range.withoutEnds : range)
    }
  }

  private static func range(
    _ mean: Double, _ deviation: Double, _ limit: Double, _ isTwoSided: Bool
  ) -> ClosedRange<Double> {
    (isTwoSided ? mean - limit * deviation : -.infinity)...(mean + limit * deviation)
  }
}

extension ClosedRange<Double> {
  /// The same without its ends, where there is something between them.
  fileprivate var withoutEnds: Self {
    lowerBound.nextUp <= upperBound.nextDown ? lowerBound.nextUp...upperBound.nextDown : self
  }
}

/// Gathers the statistics of some columns, each of the rows that meet a condition.
private struct StatisticsVisitor: ChunkVisitor {
  private(set) var counters: [NumberCounter]
  private var filters: RowFilters
  /// By counter, among the filters.
  private var places: [Int?] = []
  private var numbers = ColumnNumbers()

  init(_ wanted: [(column: Int, condition: RowExpression?)], columns: [SourceColumn]) {
    counters = wanted.map { NumberCounter($0.column) }
    var conditions: [RowExpression] = []
    for (_, condition) in wanted {
      places.append(condition.map { _ in conditions.count })
      if let condition { conditions.append(condition) }
    }
    filters = RowFilters(conditions, columns: columns)
  }

  var needs: [(column: Int, needs: ColumnNeeds)] { counters.flatMap(\.needs) + filters.needs }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    let filters = filters.evaluate(batch, bytes, &numbers, firstRow: firstRow)
    for index in counters.indices {
      let filter = places[index].map { filters[$0] } ?? .all
      counters[index].add(batch, bytes, &numbers, firstRow: firstRow, where: filter)
    }
  }

  mutating func merge(_ next: StatisticsVisitor, after before: ScanPosition) {
    for index in counters.indices { counters[index].merge(next.counters[index], after: before) }
  }
}
