import Statistics

/// Rows that add up to `ClassTotals`.
package protocol ClassRows: Sendable {
  /// - Parameter distancePower: see `ClassFormula`.
  func totals(distancePower: Int) -> ClassTotals
  func totals(counts: Span<UInt8>, distancePower: Int) -> ClassTotals
  /// For each row, how much a function of the totals gains from it, its gradient being this.
  func influences(_ gradient: ClassTotals, distancePower: Int) -> [Double]
  func cells(_ formula: some ClassFormula) -> RowCells?
}

/// Rows of one class each.
package struct SingleClassRows: ClassRows {
  let labels: [Int32]
  let predictions: [Int32]
  let weights: [Double]?
  let classCount: Int

  package func totals(distancePower: Int) -> ClassTotals {
    guard let weights else {
      // Whole numbers add up without error.
      var totals = ClassTotals(classCount: classCount)
      if classCount <= Self.mostClassesInCells {
        for (cell, count) in cellCounts.enumerated() where count > 0 {
          totals.add(
            label: cell / classCount, prediction: cell % classCount, weight: Double(count),
            distancePower: distancePower)
        }
        return totals
      }
      for row in labels.indices {
        totals.add(
          label: Int(labels[row]), prediction: Int(predictions[row]), weight: 1, distancePower: distancePower)
      }
      return totals
    }
    var actual = Array(repeating: CompensatedSum(), count: classCount)
    var predicted = actual
    var hits = actual
    var rows = CompensatedSum()
    var distance = CompensatedSum()
    for row in labels.indices {
      let (label, prediction) = (Int(labels[row]), Int(predictions[row]))
      actual[label].add(weights[row])
      predicted[prediction].add(weights[row])
      if label == prediction { hits[label].add(weights[row]) }
      rows.add(weights[row])
      distance.add(weights[row] * ClassTotals.distance(label, prediction, power: distancePower))
    }
    var totals = ClassTotals(classCount: classCount)
    totals.actual = actual.map(\.value)
    totals.predicted = predicted.map(\.value)
    totals.hits = hits.map(\.value)
    totals.rows = rows.value
    totals.distance = distance.value
    return totals
  }

  /// How many rows have each label and prediction, label by label.
  private var cellCounts: [Int] {
    var cells = Array(repeating: 0, count: classCount * classCount)
    let (labels, predictions) = (labels.span, predictions.span)
    for row in labels.indices { cells[Int(labels[row]) * classCount + Int(predictions[row])] += 1 }
    return cells
  }

  package func totals(counts: Span<UInt8>, distancePower: Int) -> ClassTotals {
    guard let weights else { return totals(counts, distancePower) { _ in 1 } }
    let span = weights.span
    return totals(counts, distancePower) { span[$0] }
  }

  @inline(__always)
  private func totals(_ counts: Span<UInt8>, _ distancePower: Int, weight: (Int) -> Double) -> ClassTotals {
    let labels = labels.span
    let predictions = predictions.span
    guard classCount <= Self.mostClassesInCells else {
      var totals = ClassTotals(classCount: classCount)
      for row in counts.indices where counts[row] > 0 {
        totals.add(
          label: Int(labels[row]), prediction: Int(predictions[row]), weight: Double(counts[row]) * weight(row),
          distancePower: distancePower)
      }
      return totals
    }
    // One sum for each row, and no branch, instead of three.
    var cells = Array(repeating: 0.0, count: classCount * classCount)
    for row in counts.indices {
      cells[Int(labels[row]) * classCount + Int(predictions[row])] += Double(counts[row]) * weight(row)
    }
    return ClassTotals(cells: cells, classCount: classCount, distancePower: distancePower)
  }

  private static let mostClassesInCells = 64

  package func influences(_ gradient: ClassTotals, distancePower: Int) -> [Double] {
    labels.indices.map { row in
      let (label, prediction) = (Int(labels[row]), Int(predictions[row]))
      let hit = label == prediction ? gradient.hits[label] : 0
      let gain =
        gradient.actual[label] + gradient.predicted[prediction] + hit + gradient.rows
        + gradient.distance * ClassTotals.distance(label, prediction, power: distancePower)
      return (weights?[row] ?? 1) * gain
    }
  }

  /// Those of the confusion matrix, unless it has more of them than there are rows.
  package func cells(_ formula: some ClassFormula) -> RowCells? {
    let classCount = classCount
    guard weights == nil, classCount <= labels.count / max(classCount, 1) else { return nil }
    let codes = zip(labels, predictions).map { $0 * Int32(classCount) + $1 }
    let power = formula.distancePower
    return RowCells(codes: codes, cellCount: classCount * classCount) { counts in
      let totals = ClassTotals(cells: counts.map(Double.init), classCount: classCount, distancePower: power)
      return formula.value(totals)
    }
  }
}

/// Rows of any number of labels each, by label.
package struct LabelSetRows: ClassRows {
  let truths: [[Bool]]
  let predictions: [[Bool]]
  let weights: [Double]?

  package func totals(distancePower: Int) -> ClassTotals {
    var totals = ClassTotals(classCount: truths.count)
    totals.rows = weights?.compensatedSum ?? Double(truths.first?.count ?? 0)
    for label in truths.indices {
      let (truths, predictions) = (truths[label], predictions[label])
      func sum(_ isIn: (Int) -> Bool) -> Double { truths.indices.lazy.filter(isIn).map(weight).compensatedSum }
      totals.actual[label] = sum { truths[$0] }
      totals.predicted[label] = sum { predictions[$0] }
      totals.hits[label] = sum { truths[$0] && predictions[$0] }
    }
    return totals
  }

  private func weight(_ row: Int) -> Double { weights?[row] ?? 1 }

  package func totals(counts: Span<UInt8>, distancePower: Int) -> ClassTotals {
    var totals = ClassTotals(classCount: truths.count)
    let rowWeights = weights ?? []
    func weight(_ row: Int) -> Double { Double(counts[row]) * (rowWeights.isEmpty ? 1 : rowWeights[row]) }
    for row in counts.indices { totals.rows += weight(row) }
    for label in truths.indices {
      let (truths, predictions) = (truths[label], predictions[label])
      var (actual, predicted, hits) = (0.0, 0.0, 0.0)
      for row in counts.indices where counts[row] > 0 && (truths[row] || predictions[row]) {
        let weight = weight(row)
        if truths[row] { actual += weight }
        if predictions[row] { predicted += weight }
        if truths[row] && predictions[row] { hits += weight }
      }
      totals.actual[label] = actual
      totals.predicted[label] = predicted
      totals.hits[label] = hits
    }
    return totals
  }

  package func influences(_ gradient: ClassTotals, distancePower: Int) -> [Double] {
    (0..<(truths.first?.count ?? 0)).map { row in
      var gain = gradient.rows
      for label in truths.indices {
        let (truth, prediction) = (truths[label][row], predictions[label][row])
        if truth { gain += gradient.actual[label] }
        if prediction { gain += gradient.predicted[label] }
        if truth && prediction { gain += gradient.hits[label] }
      }
      return weight(row) * gain
    }
  }

  /// None: a row is in a cell of every label's matrix.
  package func cells(_ formula: some ClassFormula) -> RowCells? { nil }
}
