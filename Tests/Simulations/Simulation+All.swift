import Glibc
import Statistics

extension Simulation {
  /// Every method that a rule can be decided by, where it is easy and where it is hard.
  package static let all: [Simulation] =
    areas + areaDifferences + shares + meanLosses + lossDifferences + cells + clusters + corners

  // MARK: Areas under the ROC curve, of normal scores: Φ(d / √2) for classes d apart

  private static var areas: [Simulation] {
    product([0.8, 0.95], [100, 300, 1000]).map { area, rows in
      Simulation(method: "DeLong, log odds", setting: "AUC \(area), \(rows) rows", truth: area) { stream in
        let data = ScoredPair(rows, areas: (area, area), &stream)
        return AreaUnderROC(labels: data.labels, scores: data.first).flatMap { DeLong.curve($0) }
      }
    }
  }

  private static var areaDifferences: [Simulation] {
    let pairs = [(0.8, 0.78), (0.95, 0.94)]
    return product(pairs, [100, 300, 1000]).map { areas, rows in
      Simulation(
        method: "DeLong, paired", setting: "AUC \(areas.0) and \(areas.1), \(rows) rows", truth: areas.0 - areas.1
      ) { stream in
        let data = ScoredPair(rows, areas: areas, &stream)
        guard let first = AreaUnderROC(labels: data.labels, scores: data.first),
          let second = AreaUnderROC(labels: data.labels, scores: data.second)
        else { return nil }
        return DeLong.differenceCurve(first, second)
      }
    }
      + product(product(BootstrapMethod.allCases, pairs), [100, 300]).map { kind, rows in
        let (method, areas) = kind
        return Simulation(
          method: "\(method.rawValue) of rows", setting: "AUC \(areas.0) and \(areas.1), \(rows) rows",
          truth: areas.0 - areas.1
        ) { stream in
          let data = ScoredPair(rows, areas: areas, &stream)
          let bootstrap = PairedAreaBootstrap(
            labels: data.labels, first: data.first, second: data.second, seed: stream.next())
          guard let first = AreaUnderROC.value(labels: data.labels, scores: data.first),
            let second = AreaUnderROC.value(labels: data.labels, scores: data.second),
            let acceleration = bootstrap.acceleration(threads: 1)
          else { return nil }
          let resampled = bootstrap.run(resamples: 1000, threads: 1).compactMap { $0 }.map { $0.first - $0.second }
          return method.curve(first - second, resampled, acceleration, rows)
        }.known(method.caveat)
      }
  }

  // MARK: Shares

  private static var shares: [Simulation] {
    product([0.75, 0.9], [100, 300, 1000]).flatMap { share, rows in
      let setting = "accuracy \(share), \(rows) rows"
      return [
        Simulation(method: "exact, mid-p", setting: setting, truth: share) { stream in
          .midP(Binomial.draw(trials: rows, success: share, from: &stream), of: rows)
        },
        Simulation(method: "Wilson", setting: setting, truth: share) { stream in
          .wilson(Binomial.draw(trials: rows, success: share, from: &stream), of: rows)
        }.known("counts are few: coverage goes up and down with the share"),
        Simulation(method: "Clopper-Pearson", setting: setting, truth: share) { stream in
          .clopperPearson(Binomial.draw(trials: rows, success: share, from: &stream), of: rows)
        }.known("never covers less than it says, so mostly more"),
      ]
    }
      + product([0.05, 0.1, 0.2], [100, 300, 1000]).map { discordance, rows in
        let shares = [0.85, 0.6 * discordance, 0.4 * discordance]
        return Simulation(
          method: "Newcombe, paired", setting: "accuracies that differ on \(percent(discordance)), \(rows) rows",
          truth: 0.2 * discordance
        ) { stream in
          let cells = draw(rows, from: [0.8 - discordance / 2] + shares.dropFirst(), &stream)
          return .newcombe(
            PairedProportions(both: cells[0], onlyFirst: cells[1], onlySecond: cells[2], neither: cells[3]))
        }.known(discordance * Double(rows) <= 10 ? "covers more where ten rows or fewer tell the two apart" : nil)
      }
  }

  // MARK: Mean log-loss, of calibrated predictions and of ones that are too sure

  private static var meanLosses: [Simulation] {
    product(LossMethod.allCases, [100, 300, 1000]).map { method, rows in
      Simulation(
        method: method.rawValue, setting: "mean log-loss, \(rows) rows", truth: Losses.mean { $0.first }
      ) { stream in
        let losses = (0..<rows).map { _ in Losses(&stream).first }
        return method.curve(losses, &stream)
      }.known(method.caveat)
    }
  }

  private static var lossDifferences: [Simulation] {
    product(LossMethod.allCases, [100, 300, 1000]).map { method, rows in
      Simulation(
        method: method.rawValue, setting: "difference of log-losses, \(rows) rows",
        truth: Losses.mean { $0.second - $0.first }
      ) { stream in
        let losses = (0..<rows).map { _ in
          let losses = Losses(&stream)
          return losses.second - losses.first
        }
        return method.curve(losses, &stream)
      }.known(method.caveat)
    }
  }

  // MARK: Rows in clusters of one to nine, each with its own shift

  private static var clusters: [Simulation] {
    [20, 50, 200].flatMap { count in
      [
        Simulation(method: "t, clusters", setting: "mean, \(count) clusters", truth: 0) { stream in
          var values: [Double] = []
          var clusters: [Int32] = []
          for cluster in 0..<Int32(count) {
            let shift = stream.normal()
            for _ in 0...Int(stream.uniform() * 9) {
              values.append(shift + stream.normal())
              clusters.append(cluster)
            }
          }
          let mean = values.compensatedSum / Double(values.count)
          return Linearised(values.map { ($0 - mean) / Double(values.count) }, clusters: clusters)?
            .curve(mean, in: -100...100)
        },
        Simulation(
          method: "t, clusters", setting: "AUC 0.8 and 0.78, \(count) clusters of 5 rows", truth: 0.02
        ) { stream in
          let data = ScoredPair(5 * count, areas: (0.8, 0.78), cluster: 5, &stream)
          guard let first = AreaUnderROC(labels: data.labels, scores: data.first),
            let second = AreaUnderROC(labels: data.labels, scores: data.second)
          else { return nil }
          let influences = zip(first.influences, second.influences).map { $0 - $1 }
          return Linearised(influences, clusters: (0..<Int32(5 * count)).map { $0 / 5 })?
            .curve(first.value - second.value, in: -1...1)
        },
      ]
    }
  }
}

enum BootstrapMethod: String, CaseIterable, Sendable {
  case percentile = "percentile bootstrap"
  case bca = "BCa bootstrap"

  func curve(_ estimate: Double, _ resampled: [Double], _ acceleration: Double, _ rows: Int) -> ConfidenceCurve? {
    switch self {
    case .percentile: .percentile(estimate, resampled: resampled, units: rows)
    case .bca: .bca(estimate, resampled: resampled, acceleration: acceleration)
    }
  }

  var caveat: String? { self == .bca ? "its corrections are estimates, which few rows make noisy" : nil }
}

/// How the mean of a loss gets its interval.
private enum LossMethod: String, CaseIterable, Sendable {
  case t
  case skewed = "t, corrected for skewness"
  case studentised = "bootstrap-t"

  var caveat: String? { self == .t ? "leaves the skewness of the rows in" : nil }

  func curve(_ losses: [Double], _ stream: inout PhiloxStream) -> ConfidenceCurve? {
    let count = Double(losses.count)
    let mean = losses.compensatedSum / count
    let influences = losses.map { ($0 - mean) / count }
    guard let linearised = Linearised(influences) else { return nil }
    switch self {
    case .t: return linearised.curve(mean, in: -100...100)
    case .skewed: return linearised.skewedCurve(mean, in: -100...100)
    case .studentised:
      return linearised.studentisedCurve(
        mean, influences: influences, in: -100...100, resamples: 1000, seed: stream.next(), threads: 1)
    }
  }
}

func product<A, B>(_ first: [A], _ second: [B]) -> [(A, B)] {
  first.flatMap { a in second.map { (a, $0) } }
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

/// Counts of rows in cells: those listed, and a last one with what is left.
func draw(_ rows: Int, from shares: [Double], _ stream: inout PhiloxStream) -> [Int] {
  var counts = [Int](repeating: 0, count: shares.count + 1)
  for _ in 0..<rows {
    var u = stream.uniform()
    var cell = 0
    while cell < shares.count, u >= shares[cell] {
      u -= shares[cell]
      cell += 1
    }
    counts[cell] += 1
  }
  return counts
}
