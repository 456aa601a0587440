import Statistics

extension Simulation {
  /// One model's F1, and two models' difference, from counts in the eight cells of label and predictions.
  static var cells: [Simulation] {
    product(["F1", "difference of F1"], [100, 300, 1000]).flatMap { name, rows in
      let models = name == "F1" ? [2] : [2, 1]
      let truth = CellF1.value(CellF1.shares, models) ?? .nan
      let setting = "\(name), \(rows) rows"
      return [
        Simulation(method: "t, corrected for skewness", setting: setting, truth: truth) { stream in
          let counts = draw(rows, from: Array(CellF1.shares.dropLast()), &stream)
          guard let estimate = CellF1.value(counts.map(Double.init), models) else { return nil }
          let influences = zip(CellF1.influences(counts.map(Double.init), models), counts)
            .flatMap { Array(repeating: $0, count: $1) }
          return Linearised(influences)?.skewedCurve(estimate, in: -1...1)
        }
      ]
        + BootstrapMethod.allCases.map { method in
          Simulation(method: "\(method.rawValue) of cells", setting: setting, truth: truth) { stream in
            let counts = draw(rows, from: Array(CellF1.shares.dropLast()), &stream)
            let bootstrap = CellBootstrap(counts: counts, seed: stream.next())
            guard let estimate = CellF1.value(counts.map(Double.init), models),
              let acceleration = bootstrap.acceleration({ CellF1.value($0.map(Double.init), models) })
            else { return nil }
            let resampled = bootstrap.run(resamples: 2000, threads: 1) {
              CellF1.value($0.map(Double.init), models)
            }
            return method.curve(estimate, resampled.compactMap { $0 }, acceleration, rows)
          }.known(method.caveat)
        }
    }
  }
}

/// F1 of cells whose number has the bits 4 for a positive, 2 for the first model's yes and 1 for the second's.
private enum CellF1 {
  static let shares = [0.60, 0.03, 0.04, 0.03, 0.05, 0.03, 0.05, 0.17]

  /// - Parameter models: the bit of one model, or those of two whose difference is asked for.
  static func value(_ cells: [Double], _ models: [Int]) -> Double? {
    var values: [Double] = []
    for model in models {
      let (hits, total) = sums(cells, model)
      if total == 0 { return nil }
      values.append(hits / total)
    }
    return values[0] - (values.count > 1 ? values[1] : 0)
  }

  /// Of a row in each cell: (a − F1 · b) / Σ b for F1 = Σ a / Σ b.
  static func influences(_ cells: [Double], _ models: [Int]) -> [Double] {
    cells.indices.map { cell in
      var influence = 0.0
      for (sign, model) in zip([1.0, -1.0], models) {
        let (hits, total) = sums(cells, model)
        let own = terms(cell, model)
        influence += sign * (own.hits - hits / total * own.total) / total
      }
      return influence
    }
  }

  private static func sums(_ cells: [Double], _ model: Int) -> (hits: Double, total: Double) {
    var (hits, total) = (0.0, 0.0)
    for (cell, count) in cells.enumerated() {
      hits += count * terms(cell, model).hits
      total += count * terms(cell, model).total
    }
    return (hits, total)
  }

  /// Twice the true positives, and positives and predicted ones together.
  private static func terms(_ cell: Int, _ model: Int) -> (hits: Double, total: Double) {
    let (isPositive, isPredicted) = (cell & 4 != 0, cell & model != 0)
    return (isPositive && isPredicted ? 2 : 0, (isPositive ? 1 : 0) + (isPredicted ? 1 : 0))
  }
}
