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
    /// Before any row.
    let counter: any RuleCounter
  }

  let columns: [SourceColumn]
  let planned: [Planned]
  let drift: [DriftBins]
  /// The columns whose statistics are gathered.
  let profiled: [Int]
  /// By column.
  let needs: [ColumnNeeds]

  /// - Parameters:
  ///   - drift: by column.
  ///   - profiled: the columns whose statistics are gathered.
  ///   - samples: how many violating rows are kept for each rule.
  init(_ rules: [ContractRule], columns: [SourceColumn], drift: [DriftBins], profiled: [Int], samples: Int) {
    self.columns = columns
    self.profiled = profiled
    let places = Dictionary(columns.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    var planned: [Planned] = []
    for (index, rule) in rules.enumerated() {
      let found = rule.columns.compactMap { places[$0] }
      guard found.count == rule.columns.count else { continue }
      if case .isDuplicate = rule.test {
        planned.append(Planned(rule: index, columns: found, counter: KeyCounter(found, samples: samples)))
      } else if let column = found.first, let test = CellTest(rule.test, on: columns[column].type) {
        let counter = CellCounter(column, columns[column].type, test, samples: samples)
        planned.append(Planned(rule: index, columns: [column], counter: counter))
      }
    }
    // Tests of one column side by side, so that its cells are read from memory once.
    self.planned = planned.sorted { ($0.columns.first ?? -1, $0.rule) < ($1.columns.first ?? -1, $1.rule) }
    self.drift = drift
    var needs = ProfileVisitor.needs(columns, profiled)
    for (column, need) in planned.flatMap(\.counter.needs) { needs[column].insert(need) }
    for bins in drift { needs[bins.column].insert(bins.needs) }
    self.needs = needs
  }
}
