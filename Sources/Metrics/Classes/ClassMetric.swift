/// A metric of predicted classes.
package struct ClassMetric<Rows: ClassRows, Formula: ClassFormula>: PreparedMetric {
  private let rows: Rows
  private let formula: Formula
  package let share: RowShare?

  init(_ rows: Rows, _ formula: Formula, share: RowShare? = nil) {
    self.rows = rows
    self.formula = formula
    self.share = share
  }

  package var value: MetricValue { formula.value(rows.totals(distancePower: formula.distancePower)) }

  package func value(counts: Span<UInt8>) -> MetricValue {
    formula.value(rows.totals(counts: counts, distancePower: formula.distancePower))
  }

  package var influences: [Double]? {
    let totals = rows.totals(distancePower: formula.distancePower)
    guard formula.value(totals).defined != nil else { return nil }
    return rows.influences(formula.gradient(totals), distancePower: formula.distancePower)
  }

  package var cells: RowCells? { rows.cells(formula) }
}
