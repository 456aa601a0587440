import ArgumentParser
import CommandSupport
import Comparison
import Core
import Metrics
import Scan

/// What the columns of predictions mean, without a policy.
struct ColumnOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The id column; several are one id together.", valueName: "column"))
  var id: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The true label; several where rows can have several labels.", valueName: "column"))
  var label: [String] = []

  @Option(name: .long, help: ArgumentHelp("The predicted label, one for each label.", valueName: "column"))
  var prediction: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("The probability of the positive class, or an item's own score.", valueName: "column"))
  var score: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("What columns of class probabilities begin with, such as p_.", valueName: "prefix"))
  var probabilities: String?

  @Option(name: .long, help: ArgumentHelp("How much each row counts.", valueName: "column"))
  var weight: String?

  @Option(name: .long, help: ArgumentHelp("Rows of the same cluster depend on each other.", valueName: "column"))
  var cluster: String?

  @Option(
    name: .long, help: ArgumentHelp("The query a document was found for: rows are a ranking.", valueName: "column"))
  var query: String?

  @Option(name: .long, help: ArgumentHelp("What a row is worth.", valueName: "column"))
  var amount: String?

  @Option(name: .long, help: ArgumentHelp("The account a row belongs to.", valueName: "column"))
  var account: String?

  @Option(name: .long, help: ArgumentHelp("When a row happened.", valueName: "column"))
  var time: String?

  @Option(name: .long, help: ArgumentHelp("How often an item was tried.", valueName: "column"))
  var attempts: String?

  @Option(name: .long, help: ArgumentHelp("The label of the positive class. (default: 1 or true)", valueName: "label"))
  var positive: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the model does: \(EvaluationTask.allCases.map(\.rawValue).joined(separator: ", ")). (default: found out)",
      valueName: "task"))
  var task: String?

  @Option(
    name: .long,
    help: ArgumentHelp("From which score on a row is predicted positive. (default: 0.5)", valueName: "score"))
  var threshold: Double?

  @Option(
    name: .long, help: ArgumentHelp("A column whose groups fairness compares. May be repeated.", valueName: "column"))
  var group: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("How many threads; the result is the same for any number. (default: one each processor)"))
  var threads: Int?

  /// - Throws: `usage` for a task that does not exist.
  func columns(of source: (any RowSource)?) throws(Failure) -> PredictionColumns {
    var columns = PredictionColumns(ids: id, labels: label, scores: score)
    columns.predictions = prediction
    columns.probabilities = probabilities
    columns.weight = weight
    columns.cluster = cluster
    columns.query = query
    columns.amount = amount
    columns.account = account
    columns.time = time
    columns.attempts = attempts
    columns.positive = positive
    if let task {
      guard let known = EvaluationTask(rawValue: task) else {
        let tasks = EvaluationTask.allCases.map(\.rawValue)
        let near = Spelling.nearest(to: task, among: tasks).map { "did you mean '\($0)'?" }
        throw Failure(.usage, "there is no task '\(task)'", hint: near ?? "one of: \(tasks.joined(separator: ", "))")
      }
      columns.task = known
    }
    return source.map { columns.completed(by: $0.columns.map(\.name)) } ?? columns
  }

  func apply(to settings: inout ComparisonSettings) throws(Failure) {
    settings.threshold = threshold
    settings.groupColumns = group
    settings.threads = try count()
  }

  /// - Throws: `usage` when the number makes no sense.
  func count() throws(Failure) -> Int {
    guard let threads else { return Parallel.processors }
    guard (1...256).contains(threads) else {
      throw Failure(.usage, "--threads \(threads) makes no sense", hint: "give a number from 1 to 256")
    }
    return threads
  }
}

extension PredictionColumns {
  /// Columns that nobody named, where they are called what everybody calls them.
  fileprivate func completed(by names: [String]) -> PredictionColumns {
    func first(_ usual: [String]) -> [String] {
      usual.first { word in names.contains { $0.lowercased() == word } }
        .flatMap { word in names.first { $0.lowercased() == word } }.map { [$0] } ?? []
    }
    var columns = self
    if ids.isEmpty { columns.ids = first(["id", "row_id", "doc_id", "uuid"]) }
    if !labels.isEmpty || !predictions.isEmpty || !scores.isEmpty || probabilities != nil { return columns }
    columns.labels = first(["label", "target", "y_true", "truth", "actual", "y"])
    columns.predictions = first(["prediction", "predicted", "y_pred", "pred"])
    columns.scores = first(["score", "probability", "y_score", "proba", "prob"])
    if columns.scores.isEmpty, names.count(where: { $0.hasPrefix("p_") }) > 1 { columns.probabilities = "p_" }
    return columns
  }
}
