import Glibc

/// Documents of one query, from the highest score down, equal scores together.
struct RankedDocuments {
  /// For each distinct score, how many documents have it and how many places come before them.
  struct Tie {
    let relevances: [Double]
    let start: Int
  }

  let ties: [Tie]
  let count: Int

  init(relevances: [Double], scores: [Double]) {
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var ties: [Tie] = []
    var start = 0
    while start < order.count {
      let end = order[start...].firstIndex { scores[$0] != scores[order[start]] } ?? order.count
      ties.append(Tie(relevances: order[start..<end].map { relevances[$0] }, start: start))
      start = end
    }
    self.ties = ties
    count = order.count
  }

  /// Σ relevance / log₂(place + 1) over the first k places, tied documents sharing the places that they have (McSherry
  /// and Najork 2008).
  func discountedGain(k: Int?) -> Double {
    ties.reduce(0) { sum, tie in
      let places = tie.start..<(tie.start + tie.relevances.count)
      let discounts = places.lazy.filter { $0 < k ?? .max }.reduce(0) { $0 + Self.discount($1) }
      return sum + tie.relevances.reduce(0, +) / Double(tie.relevances.count) * discounts
    }
  }

  /// The most that any order could gain.
  func largestGain(k: Int?) -> Double {
    let sorted = ties.flatMap(\.relevances).sorted(by: >).prefix(k ?? .max)
    return sorted.enumerated().reduce(0) { $0 + $1.element * Self.discount($1.offset) }
  }

  /// - Parameter place: from 0.
  private static func discount(_ place: Int) -> Double { log(2) / log(Double(place) + 2) }

  /// How many documents score at least as much as the best relevant one; nil without a relevant one.
  var firstRelevant: Int? {
    ties.first { $0.relevances.contains { $0 > 0 } }.map { $0.start + $0.relevances.count }
  }

  /// The step sum of average precision; nil without a relevant document.
  var averagePrecision: Double? {
    var steps = PrecisionSteps()
    for tie in ties {
      let relevant = tie.relevances.count { $0 > 0 }
      steps.add(positives: Double(relevant), negatives: Double(tie.relevances.count - relevant))
    }
    return steps.value.defined
  }

  /// How many relevant documents to expect in the first k places, tied ones being in any order.
  func relevant(inFirst k: Int) -> Double {
    ties.reduce(0) { sum, tie in
      let taken = min(max(k - tie.start, 0), tie.relevances.count)
      return sum + Double(tie.relevances.count { $0 > 0 } * taken) / Double(tie.relevances.count)
    }
  }
}
