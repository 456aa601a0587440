/// How many items are solved.
enum Successes {
  static let definitions: [MetricDefinition] = [
    MetricDefinition(
      "success_rate", [.items],
      parameters: [
        .init(
          "at_least", .number(-.greatestFiniteMagnitude ... .greatestFiniteMagnitude), default: "1",
          "the score that is a success")
      ],
      summary: "the share of items whose score is at least this"
    ) { rows, arguments in
      let least = arguments.number("at_least")
      return rows.items.map { items in
        RatioMetric(
          RowShare(among: items.scores.map { _ in true }, counts: items.scores.map { $0 >= least }),
          weights: rows.weights, whenEmpty: "no row has a weight")
      }
    },
    MetricDefinition(
      "pass", [.items], parameters: [.init("k", .count, "how many attempts are allowed")],
      summary: "the chance that any of k attempts at an item succeeds, 1 − C(n − c, k) / C(n, k) of c successes in n "
        + "attempts, averaged over items (Chen et al. 2021); undefined where an item has fewer than k attempts"
    ) { rows, arguments in
      rows.items.flatMap { chances($0, k: arguments.count("k")) }
        .map { RatioMetric(meanOf: $0, weights: rows.weights) }
    },
  ]

  private static func chances(_ items: ItemAnswers, k: Int) -> Result<[Double], UndefinedMetric> {
    guard let attempts = items.attempts else {
      return .failure(UndefinedMetric("the items have no attempts, of which scores count the successful ones"))
    }
    var chances: [Double] = []
    chances.reserveCapacity(attempts.count)
    for (score, attempts) in zip(items.scores, attempts) {
      guard let successes = Int(exactly: score), (0...max(0, attempts)).contains(successes) else {
        return .failure(UndefinedMetric("an item's score \(score) is no number of its \(attempts) attempts"))
      }
      guard attempts >= k else {
        return .failure(UndefinedMetric("an item has \(attempts) attempts, fewer than \(k)"))
      }
      chances.append(1 - missAll(k, successes, attempts))
    }
    return .success(chances)
  }

  /// C(n − c, k) / C(n, k), as a product of k or of c quotients, whichever is shorter.
  private static func missAll(_ k: Int, _ successes: Int, _ attempts: Int) -> Double {
    if attempts - successes < k { return 0 }
    let (few, many) = (min(k, successes), max(k, successes))
    var chance = 1.0
    for step in 0..<few { chance *= Double(attempts - many - step) / Double(attempts - step) }
    return chance
  }
}
