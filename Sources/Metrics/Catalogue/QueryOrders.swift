/// What the order of documents is worth, query by query, averaged over queries. A query weighs what its first row weighs,
/// and stands as often as that row when queries are drawn anew: its rows are drawn together or not at all.
enum QueryOrders {
  static let definitions: [MetricDefinition] =
    [false, true].flatMap { hasK in gains(hasK ? [.init("k", .count, "how many places count")] : []) } + [
      MetricDefinition(
        "map", [.ranking], parameters: [noRelevant],
        summary: "average_precision of each query, relevant being a relevance above 0, averaged over queries"
      ) { rows, arguments in
        prepare(rows, noneRelevant, arguments.zeroDivision, \.averagePrecision)
      },
      MetricDefinition(
        "mrr", [.ranking], parameters: [noRelevant],
        summary: "1 over the place of each query's first document with a relevance above 0, averaged over queries; the "
          + "place counts all documents that score at least as much"
      ) { rows, arguments in
        prepare(rows, noneRelevant, arguments.zeroDivision) { $0.firstRelevant.map { 1 / Double($0) } }
      },
      MetricDefinition(
        "precision", [.ranking], parameters: [.init("k", .count, "how many places count")],
        summary:
          "how many of each query's first k documents have a relevance above 0, over k even where there are fewer, "
          + "averaged over queries; documents tied at the cut count by their chance to be taken"
      ) { rows, arguments in
        let k = arguments.count("k")
        return prepare(rows, "", nil) { $0.relevant(inFirst: k) / Double(k) }
      },
    ]

  private static let noRelevant = MetricDefinition.Parameter(
    "zero_division", .oneOf(["undefined", "0"]), default: "undefined",
    "what to take for a query without a relevant document")
  private static let noneRelevant = "has no relevant document"

  private static func gains(_ parameters: [MetricDefinition.Parameter]) -> [MetricDefinition] {
    let places = parameters.isEmpty ? "over all places" : "over the first k places"
    return [
      MetricDefinition(
        "dcg", [.ranking, .multilabel], range: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude,
        parameters: parameters,
        summary: "Σ relevance / log₂(place + 1) \(places), tied documents sharing the places they have, averaged over "
          + "queries; with several labels a row is a query and its labels are the documents"
      ) { rows, arguments in
        let k = parameters.isEmpty ? nil : arguments.count("k")
        return prepare(rows, "", nil) { $0.discountedGain(k: k) }
      },
      MetricDefinition(
        "ndcg", [.ranking, .multilabel], parameters: parameters + [noRelevant],
        summary:
          "dcg \(places) over the most that any order could gain, averaged over queries; undefined with a negative "
          + "relevance, or where a query has no relevant document"
      ) { rows, arguments in
        let k = parameters.isEmpty ? nil : arguments.count("k")
        if case .ranking(let answers) = rows.answers, answers.relevances.contains(where: { $0 < 0 }) {
          return .failure(UndefinedMetric("a relevance is negative"))
        }
        return prepare(rows, noneRelevant, arguments.zeroDivision) { documents in
          let largest = documents.largestGain(k: k)
          return largest > 0 ? documents.discountedGain(k: k) / largest : nil
        }
      },
    ]
  }

  /// - Parameters:
  ///   - whenNone: why a query may have no score, said of it.
  ///   - emptyValue: takes the place of none.
  private static func prepare(
    _ rows: EvaluationRows, _ whenNone: String, _ emptyValue: Double?, _ score: (RankedDocuments) -> Double?
  ) -> Result<any PreparedMetric, UndefinedMetric> {
    if case .multilabel = rows.answers {
      return rows.scoreColumns.flatMap { columns in
        RowScores.prepare(rows, "has no label", emptyValue) { row in
          score(
            RankedDocuments(
              relevances: columns.scores.indices.map { columns.isPositive($0, row) ? 1 : 0 },
              scores: columns.scores.map { $0[row] }))
        }
      }
    }
    return rows.ranking.flatMap { answers in
      var numerators = Array(repeating: 0.0, count: rows.count)
      var denominators = numerators
      for query in answers.rowsByQuery {
        let first = query[0]
        denominators[first] = 1
        if rows.weights?[first] == 0 { continue }
        let documents = RankedDocuments(
          relevances: query.map { answers.relevances[$0] }, scores: query.map { answers.scores[$0] })
        guard let value = score(documents) ?? emptyValue else {
          return .failure(UndefinedMetric("query \(answers.queries[first]) \(whenNone)"))
        }
        numerators[first] = value
      }
      return .success(
        RatioMetric(
          numerators: numerators, denominators: denominators, weights: rows.weights,
          whenEmpty: "no query has a weight"))
    }
  }
}

extension RankingAnswers {
  /// Each query's rows, at least one, in the order of their first rows.
  fileprivate var rowsByQuery: [[Int]] {
    var places: [Int32: Int] = [:]
    var result: [[Int]] = []
    for (row, query) in queries.enumerated() {
      if let place = places[query] {
        result[place].append(row)
      } else {
        places[query] = result.count
        result.append([row])
      }
    }
    return result
  }
}
