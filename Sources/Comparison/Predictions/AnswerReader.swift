import Core
import Metrics
import Scan

/// Makes answers of the columns of one file, as its task has them.
struct AnswerReader {
  let table: PredictionTable
  let columns: PredictionColumns
  let plan: ReadingPlan
  /// Nil for 0.5, which is for probabilities only.
  let threshold: Double?

  func answers() throws(Failure) -> EvaluationRows.Answers {
    switch try task() {
    case .binary: .binary(try binary())
    case .multiclass: .multiclass(try multiclass())
    case .multilabel: .multilabel(try multilabel())
    case .regression: .regression(try regression())
    case .ranking: .ranking(try ranking())
    case .items: .items(try items())
    }
  }

  /// Told by the values where the columns alone do not tell it.
  private func task() throws(Failure) -> EvaluationTask {
    if let task = columns.toldTask { return task }
    let (label, prediction) = (columns.labels.first ?? "", columns.predictions.first ?? "")
    let names = Set(table.codes(label).names).union(table.codes(prediction).names)
    if names.allSatisfy({ Self.truth($0) != nil }) { return .binary }
    guard table.isNumeric(label), table.isNumeric(prediction) else { return .multiclass }
    if names.contains(where: { Int($0) == nil }) { return .regression }
    throw Failure(
      .malformedData, "labels and predictions are whole numbers, which may be classes or amounts",
      at: Place(file: table.name), hint: "say which: task multiclass or regression")
  }

  // MARK: Yes or no

  private static let labelHint = "write 1 for the positive class and 0 for the other, or name its label as 'positive'"

  private func binary() throws(Failure) -> BinaryAnswers {
    let labels = try flags(try one(columns.labels, "label"), "label")
    var scores: [Double]?
    if let column = columns.scores.first {
      let hint =
        threshold == nil
        ? "a score is the predicted probability of the positive class, from 0 to 1; for other scores give a threshold"
        : "a score is a number"
      scores = try table.numbers(column, "score", hint: hint)
      if threshold == nil, let row = table.firstRow(column, outside: 0...1) {
        let text = table.source.columns.firstIndex { $0.name == column }.map { table.text(row, $0) } ?? ""
        throw Failure(.malformedData, "the score \(text) is not between 0 and 1", at: table.place(row), hint: hint)
      }
    }
    if let column = columns.predictions.first {
      return BinaryAnswers(labels: labels, predictions: try flags(column, "prediction"), scores: scores)
    }
    guard let scores else {
      throw Failure(
        .malformedData, "neither a prediction nor a score is named", at: Place(file: table.name),
        hint: "name the column of at least one")
    }
    return BinaryAnswers(labels: labels, scores: scores, threshold: threshold ?? 0.5)
  }

  /// A column of two values; nil for a text that is neither 1 nor 0.
  private static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true": true
    case "false": false
    default:
      switch Double(text) {
      case 1: true
      case 0: false
      default: nil
      }
    }
  }

  private func flags(_ column: String, _ what: String) throws(Failure) -> [Bool] {
    try table.requireComplete(column, what, hint: Self.labelHint)
    let (names, codes) = table.codes(column)
    var meanings: [Bool] = []
    for (code, name) in names.enumerated() {
      if let positive = columns.positive {
        meanings.append(name == positive)
        continue
      }
      guard let truth = Self.truth(name) else {
        let row = table.firstRow(column, code: Int32(truncatingIfNeeded: code)) ?? 0
        throw Failure(
          .malformedData, "the \(what) '\(name)' is neither 0 nor 1", at: table.place(row), hint: Self.labelHint)
      }
      meanings.append(truth)
    }
    if let positive = columns.positive, names.count > 2 {
      throw Failure(
        .malformedData,
        "the column '\(column)' has \(names.count) different values, so '\(positive)' has several others",
        at: Place(file: table.name), hint: "say: task multiclass, or leave two")
    }
    return codes.map { meanings[Int($0)] }
  }

  // MARK: Classes

  private func multiclass() throws(Failure) -> MulticlassAnswers {
    let label = try one(columns.labels, "label")
    try table.requireComplete(label, "label", hint: "every row needs its true class")
    let (labelNames, labelCodes) = table.codes(label)
    let prediction = columns.predictions.first
    var names = Set(labelNames).union(plan.probabilities.map(\.name))
    if let prediction {
      try table.requireComplete(prediction, "prediction", hint: "every row needs a predicted class")
      names.formUnion(table.codes(prediction).names)
    }
    if columns.probabilities != nil {
      guard !plan.probabilities.isEmpty else {
        throw Failure(
          .malformedData, "no column begins with '\(columns.probabilities ?? "")'", at: Place(file: table.name),
          hint: "a column for each class: \(columns.probabilities ?? "")\(labelNames.first ?? "CLASS")")
      }
      let without = names.subtracting(plan.probabilities.map(\.name)).sorted()
      if let first = without.first {
        throw Failure(
          .malformedData, "the class '\(first)' has no column of probabilities", at: Place(file: table.name),
          hint: "add '\(columns.probabilities ?? "")\(first)'")
      }
    }
    let classes = Self.sorted(names)
    let places = Dictionary(classes.enumerated().map { ($0.element, Int32(truncatingIfNeeded: $0.offset)) }) { a, _ in a
    }
    func coded(_ names: [String], _ codes: [Int32]) -> [Int32] {
      let meanings = names.map { places[$0] ?? 0 }
      return codes.map { meanings[Int($0)] }
    }
    let probabilities = try probabilities(of: classes)
    let predictions: [Int32]
    if let prediction {
      let (names, codes) = table.codes(prediction)
      predictions = coded(names, codes)
    } else if let probabilities {
      predictions = Self.likeliest(probabilities)
    } else {
      throw Failure(
        .malformedData, "neither a prediction nor probabilities are named", at: Place(file: table.name),
        hint: "name the column of predictions, or what columns of probabilities begin with")
    }
    return MulticlassAnswers(
      classes: classes, labels: coded(labelNames, labelCodes), predictions: predictions, probabilities: probabilities)
  }

  private func probabilities(of classes: [String]) throws(Failure) -> [[Double]]? {
    if plan.probabilities.isEmpty { return nil }
    let hint = "a probability is a number from 0 to 1"
    var found: [[Double]] = []
    for name in classes {
      guard let column = plan.probabilities.first(where: { $0.name == name })?.column else { continue }
      found.append(try table.numbers(column, "probability of '\(name)'", hint: hint))
      if let row = table.firstRow(column, outside: 0...1) {
        throw Failure(
          .malformedData, "the probability of '\(name)' is not between 0 and 1", at: table.place(row), hint: hint)
      }
    }
    return found
  }

  /// Numbers by value, else by bytes: as scikit-learn orders classes.
  static func sorted(_ names: Set<String>) -> [String] {
    if names.allSatisfy({ Double($0) != nil }) {
      return names.sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The first of the likeliest classes of each row.
  private static func likeliest(_ probabilities: [[Double]]) -> [Int32] {
    guard let first = probabilities.first else { return [] }
    var best = first
    var classes = [Int32](repeating: 0, count: first.count)
    for (index, column) in probabilities.enumerated().dropFirst() {
      for row in column.indices where column[row] > best[row] {
        best[row] = column[row]
        classes[row] = Int32(truncatingIfNeeded: index)
      }
    }
    return classes
  }

  // MARK: Several labels, numbers, documents, items

  private func multilabel() throws(Failure) -> MultilabelAnswers {
    let names = columns.labels
    let truths = try names.map { name throws(Failure) in try flags(name, "label '\(name)'") }
    func checked(_ named: [String], _ what: String) throws(Failure) {
      if !named.isEmpty, named.count != names.count {
        throw Failure(
          .malformedData, "there are \(names.count) labels and \(named.count) \(what)", at: Place(file: table.name),
          hint: "name one for each label, in the same order")
      }
    }
    try checked(columns.predictions, "predictions")
    try checked(columns.scores, "scores")
    var scores: [[Double]]?
    if !columns.scores.isEmpty {
      scores = try columns.scores.map { name throws(Failure) in
        try table.numbers(name, "score '\(name)'", hint: "a score is a number")
      }
    }
    let predictions: [[Bool]]
    if columns.predictions.isEmpty {
      guard let scores else {
        throw Failure(
          .malformedData, "neither predictions nor scores are named", at: Place(file: table.name),
          hint: "name one column for each label")
      }
      predictions = scores.map { $0.map { $0 >= threshold ?? 0.5 } }
    } else {
      predictions = try columns.predictions.map { name throws(Failure) in try flags(name, "prediction '\(name)'") }
    }
    return MultilabelAnswers(names: names, truths: truths, predictions: predictions, scores: scores)
  }

  private func regression() throws(Failure) -> RegressionAnswers {
    RegressionAnswers(
      labels: try table.numbers(try one(columns.labels, "label"), "label", hint: "a label is a number"),
      predictions: try table.numbers(
        try one(columns.predictions.isEmpty ? columns.scores : columns.predictions, "prediction"), "prediction",
        hint: "a prediction is a number"))
  }

  private func ranking() throws(Failure) -> RankingAnswers {
    RankingAnswers(
      queries: table.grouping(columns.query ?? "").codes,
      relevances: try table.numbers(try one(columns.labels, "label"), "relevance", hint: "a relevance is a number"),
      scores: try table.numbers(try one(columns.scores, "score"), "score", hint: "a score is a number"))
  }

  private func items() throws(Failure) -> ItemAnswers {
    let scores = try table.numbers(try one(columns.scores, "score"), "score", hint: "a score is a number")
    guard let column = columns.attempts else { return ItemAnswers(scores: scores) }
    let attempts = try table.numbers(column, "number of attempts", hint: "a whole number from 1 up")
    if let row = table.firstRow(column, outside: 1...1e9) ?? attempts.firstIndex(where: { $0 != $0.rounded() }) {
      throw Failure(
        .malformedData, "the number of attempts is not a whole number from 1 up", at: table.place(row),
        hint: "it says how many times the item was tried")
    }
    return ItemAnswers(scores: scores, attempts: attempts.map { Int($0) })
  }

  private func one(_ named: [String], _ what: String) throws(Failure) -> String {
    if let column = named.first { return column }
    throw Failure(
      .malformedData, "no column of \(what)s is named", at: Place(file: table.name), hint: "name it: \(what): COLUMN")
  }
}
