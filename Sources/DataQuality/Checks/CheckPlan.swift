import Core
import Scan
import Tables

/// What one pass has to look at, worked out before it: each rule with the place of its columns and its values in the
/// form that the pass compares with.
struct CheckPlan: Sendable {
  /// A rule on single cells.
  struct CellRule: Sendable {
    /// Among the contract's rules.
    let rule: Int
    let column: Int
    let test: CellTest
  }

  /// A rule on rows that must differ.
  struct UniqueRule: Sendable {
    let rule: Int
    let columns: [Int]
  }

  let cells: [CellRule]
  let unique: [UniqueRule]
  let drift: [DriftBins]
  /// How many violating rows are kept for each rule.
  let samples: Int
  let ruleCount: Int

  /// - Parameter drift: by column.
  init(_ rules: [ContractRule], columns: [String], drift: [DriftBins], samples: Int) {
    let places = Dictionary(columns.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    var cells: [CellRule] = []
    var unique: [UniqueRule] = []
    for (index, rule) in rules.enumerated() {
      let found = rule.columns.compactMap { places[$0] }
      guard found.count == rule.columns.count else { continue }
      if case .isDuplicate = rule.test {
        unique.append(UniqueRule(rule: index, columns: found))
      } else if let column = found.first, let test = CellTest(rule.test) {
        cells.append(CellRule(rule: index, column: column, test: test))
      }
    }
    // Tests of one column side by side, so that its cells are read from memory once.
    self.cells = cells.sorted { ($0.column, $0.rule) < ($1.column, $1.rule) }
    self.unique = unique
    self.drift = drift
    self.samples = samples
    ruleCount = rules.count
  }
}
