import Core
import Metrics

extension EvaluationRows {
  /// Reads a case of the list.
  init(_ json: JSON) throws(Failure) {
    guard let task = json["task"]?.string.flatMap(EvaluationTask.init) else {
      throw Failure(.malformedData, "a case has no task")
    }
    self.init(try Self.answers(json, task), weights: json.numbers("weights"))
    amounts = json.numbers("amounts")
    accounts = json.codes("accounts")
    times = json.numbers("times")
    for (column, values) in (json["groups"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      let cells = values.array?.compactMap(\.string) ?? []
      let names = Set(cells).sorted()
      groups.append(
        Grouping(column: column, names: names, codes: cells.map { Int32(names.firstIndex(of: $0) ?? -1) }))
    }
  }

  private static func answers(_ json: JSON, _ task: EvaluationTask) throws(Failure) -> Answers {
    switch task {
    case .binary:
      let labels = json.flags("labels") ?? []
      if let predictions = json.flags("predictions") {
        return .binary(BinaryAnswers(labels: labels, predictions: predictions, scores: json.numbers("scores")))
      }
      return .binary(
        BinaryAnswers(
          labels: labels, scores: json.numbers("scores") ?? [], threshold: json["threshold"]?.number ?? 0.5))
    case .multiclass:
      return .multiclass(
        MulticlassAnswers(
          classes: json["classes"]?.array?.compactMap(\.string) ?? [], labels: json.codes("labels") ?? [],
          predictions: json.codes("predictions") ?? [], probabilities: json.columns("probabilities")))
    case .multilabel:
      return .multilabel(
        MultilabelAnswers(
          names: json["names"]?.array?.compactMap(\.string) ?? [],
          truths: json.columns("truths")?.map { $0.map { $0 == 1 } } ?? [],
          predictions: json.columns("predictions")?.map { $0.map { $0 == 1 } } ?? [],
          scores: json.columns("scores")))
    case .regression:
      return .regression(
        RegressionAnswers(labels: json.numbers("labels") ?? [], predictions: json.numbers("predictions") ?? []))
    case .ranking:
      return .ranking(
        RankingAnswers(
          queries: json.codes("queries") ?? [], relevances: json.numbers("relevances") ?? [],
          scores: json.numbers("scores") ?? []))
    case .items:
      return .items(
        ItemAnswers(scores: json.numbers("scores") ?? [], attempts: json.codes("attempts")?.map { Int($0) }))
    }
  }
}

extension JSON {
  /// A member that is a list of numbers; infinity is written as a text.
  fileprivate func numbers(_ key: String) -> [Double]? {
    self[key]?.array?.map { $0.number ?? $0.string.flatMap(Double.init) ?? .nan }
  }
  fileprivate func codes(_ key: String) -> [Int32]? { self[key]?.array?.map { Int32($0.integer ?? -1) } }
  fileprivate func flags(_ key: String) -> [Bool]? { self[key]?.array?.map { $0.number == 1 || $0.bool == true } }
  fileprivate func columns(_ key: String) -> [[Double]]? {
    self[key]?.array?.map { $0.array?.map { $0.number ?? .nan } ?? [] }
  }
}
