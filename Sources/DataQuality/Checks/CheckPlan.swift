import Core
import Scan

/// What one pass has to look at, worked out before it: each rule with the place of its columns and its values in the
/// form that the pass compares with.
struct CheckPlan: Sendable {
  /// One of the contract's rules.
  struct Planned: Sendable {
    /// Among the contract's rules.
    let rule: Int
    /// The columns whose values are shown as samples.
    let columns: [Int]
    /// Among the counters.
    let counter: Int
  }

  /// What looks at a batch.
  enum Turn: Sendable {
    case counter(Int)
    case profile(Int)
    case drift(Int)
  }

  let columns: [SourceColumn]
  private(set) var planned: [Planned] = []
  /// Before any row.
  private(set) var counters: [any RuleCounter] = []
  /// Of rules, each once.
  private(set) var conditions: [RowExpression] = []
  /// By counter, the condition of the rows that it counts.
  private(set) var filters: [Int?] = []
  let drift: [DriftBins]
  /// The columns whose statistics are gathered.
  let profiled: [Int]
  /// By column.
  let needs: [ColumnNeeds]
  /// In the order of the columns.
  let turns: [Turn]

  /// - Parameters:
  ///   - places: by rule, of its columns.
  ///   - numeric: the columns that hold numbers, as the contract has it.
  ///   - drift: by column.
  ///   - profiled: the columns whose statistics are gathered.
  ///   - samples: how many violating rows are kept for each rule.
  ///   - scratch: where what a counter remembers goes once it is too much for memory.
  init(
    _ rules: [ContractRule], _ places: [[Int]], columns: [SourceColumn], _ preparation: CheckPreparation,
    numeric: Set<Int>, reference: DataProfile?, drift: [DriftBins], profiled: [Int], samples: Int,
    scratch: ScratchSpace?
  ) {
    self.columns = columns
    self.profiled = profiled
    // Tests of one column side by side, so that its cells are read from memory once.
    let order = rules.indices.sorted { (places[$0].first ?? -1, $0) < (places[$1].first ?? -1, $1) }
    let maker = CounterMaker(
      columns: columns, numeric: numeric, preparation: preparation, reference: reference, samples: samples,
      scratch: scratch)
    var shared: [String: Int] = [:]
    var turns: [(column: Int, turn: Turn)] = []
    for rule in order where preparation.problems[rule] == nil {
      guard let made = maker.counter(rules[rule], rule, places[rule]) else { continue }
      var filter: Int?
      if let condition = rules[rule].condition {
        filter = conditions.firstIndex(of: condition)
        if filter == nil {
          filter = conditions.count
          conditions.append(condition)
        }
      }
      let name = made.shares.map { "\($0) where \(filter ?? -1)" }
      let known = name.flatMap { shared[$0] }
      if let name, known == nil { shared[name] = counters.count }
      let shown = rules[rule].test.isOfWholeRows ? Array(columns.indices) : places[rule]
      planned.append(Planned(rule: rule, columns: shown, counter: known ?? counters.count))
      if known == nil {
        turns.append((places[rule].first ?? -1, .counter(counters.count)))
        counters.append(made.counter)
        filters.append(filter)
      }
    }
    self.drift = drift
    var needs = ProfileVisitor.needs(columns, profiled)
    let asked = counters.flatMap(\.needs) + RowFilters(conditions, columns: columns).needs
    for (column, need) in asked { needs[column].insert(need) }
    for bins in drift { needs[bins.column].insert(bins.needs) }
    self.needs = needs
    turns += profiled.enumerated().map { ($1, .profile($0)) }
    turns += drift.enumerated().map { ($1.column, .drift($0)) }
    let places = turns.enumerated().sorted { ($0.element.column, $0.offset) < ($1.element.column, $1.offset) }
    self.turns = places.map(\.element.turn)
  }
}

extension ContractRule.Test {
  /// Whether what has to be remembered grows with the rows.
  var remembersRows: Bool {
    switch self {
    case .isDuplicate, .isRepeatedRow, .hasConflictingLabel, .isFound, .isNotFound: true
    case .value(.largestGap), .isAnomalous(.largestGap, _): true
    default: false
    }
  }

  fileprivate var isOfWholeRows: Bool { if case .isRepeatedRow = self { true } else { false } }
}
