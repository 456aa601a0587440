import Core
import Statistics

/// Failures held against the number of comparisons that were made.
enum Adjusted {
  /// A failure that may be chance among so many is a hold.
  static func outcomes(
    _ outcomes: [ComparisonReport.Outcome], _ settings: ComparisonSettings
  ) -> [ComparisonReport.Outcome] {
    let tested = outcomes.indices.filter { outcomes[$0].missP != nil }
    let level = (1 - settings.confidence) / 2
    var outcomes = outcomes
    for (index, p) in zip(tested, settings.multiplicity.adjusted(tested.compactMap { outcomes[$0].missP })) {
      outcomes[index].adjustedP = p
      guard outcomes[index].verdict == .fail, p > level else { continue }
      outcomes[index].verdict = .hold
      outcomes[index].reason += "; among \(tested.count) comparisons that may be chance (adjusted p \(Digits.text(p)))"
    }
    return outcomes
  }
}

extension Adjustment {
  fileprivate func adjusted(_ p: [Double]) -> [Double] {
    switch self {
    case .holm: Multiplicity.holm.adjusted(p)
    case .benjaminiHochberg: Multiplicity.benjaminiHochberg.adjusted(p)
    case .none: p
    }
  }
}
