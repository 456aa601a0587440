/// Precision, recall, F-beta and Jaccard's index: of one class, and averaged over classes or over rows.
enum ClassScores {
  static let definitions: [MetricDefinition] = families.flatMap(\.definitions)

  private static let families = [
    Family("precision", "precision, the share of a class's predictions that are right") { _ in .precision },
    Family("recall", "recall, the share of a class's rows that are found") { _ in .recall },
    Family("f1", isBinary: true, "F1, the harmonic mean of precision and recall") { _ in .f(beta: 1) },
    Family(
      "fbeta", isBinary: true,
      parameters: [.init("beta", .number(0...1_000_000), "how much recall counts to precision's 1")],
      "F-beta, the harmonic mean of precision and recall with recall counting beta² times"
    ) { .f(beta: $0.number("beta")) },
    Family(
      "jaccard", isBinary: true,
      "Jaccard's index, the share of right ones among the rows that are of a class or predicted to be"
    ) { _ in .jaccard },
  ]

  private struct Family: Sendable {
    let name: String
    /// Whether there is one for the positive class here: other shares of binary rows are in `BinaryShares`.
    let isBinary: Bool
    let parameters: [MetricDefinition.Parameter]
    let summary: String
    let score: @Sendable (MetricArguments) -> ClassScore

    init(
      _ name: String, isBinary: Bool = false, parameters: [MetricDefinition.Parameter] = [], _ summary: String,
      score: @escaping @Sendable (MetricArguments) -> ClassScore
    ) {
      self.name = name
      self.isBinary = isBinary
      self.parameters = parameters + [.zeroDivision]
      self.summary = summary
      self.score = score
    }

    var definitions: [MetricDefinition] {
      let all: [EvaluationTask] = [.binary, .multiclass, .multilabel]
      return [
        average("micro", all, "\(summary), of all classes counted together") { .micro },
        average("macro", all, "\(summary), averaged over the classes that occur in labels or predictions") { .macro },
        average("weighted", all, "\(summary), averaged over classes by their number of rows") { .weighted },
        ofClass, ofRows,
      ] + (isBinary ? [ofPositives] : [])
    }

    private func average(
      _ suffix: String, _ tasks: [EvaluationTask], _ summary: String, over: @escaping @Sendable () -> ClassAverage.Over
    ) -> MetricDefinition {
      MetricDefinition("\(name)_\(suffix)", tasks, parameters: parameters, summary: summary) { rows, arguments in
        prepare(rows, arguments, over())
      }
    }

    private var ofPositives: MetricDefinition {
      MetricDefinition(
        name, [.binary], parameters: parameters, summary: "\(summary), of the positive class"
      ) { rows, arguments in prepare(rows, arguments, .one(1)) }
    }

    private var ofClass: MetricDefinition {
      MetricDefinition(
        name, [.multiclass, .multilabel],
        parameters: [.init("class", .text, "the class, or the label")] + parameters,
        summary: "\(summary), of the class with that name"
      ) { rows, arguments in
        rows.place(of: arguments.text("class") ?? "").flatMap { prepare(rows, arguments, .one($0)) }
      }
    }

    private var ofRows: MetricDefinition {
      MetricDefinition(
        "\(name)_samples", [.multilabel], parameters: parameters,
        summary: "\(summary): of each row's labels, averaged over rows"
      ) { rows, arguments in
        rows.multilabel.flatMap { answers in
          let score = score(arguments)
          return RowScores.prepare(rows, score.whenRowEmpty, arguments.zeroDivision) { row in
            var counts = ClassScore.Triple(hits: 0, predicted: 0, actual: 0)
            for (truths, predictions) in zip(answers.truths, answers.predictions) {
              if truths[row] { counts.actual += 1 }
              if predictions[row] { counts.predicted += 1 }
              if truths[row] && predictions[row] { counts.hits += 1 }
            }
            let denominator = score.denominator(counts)
            return denominator > 0 ? score.scale * counts.hits / denominator : nil
          }
        }
      }
    }

    private func prepare(
      _ rows: EvaluationRows, _ arguments: MetricArguments, _ over: ClassAverage.Over
    ) -> Result<any PreparedMetric, UndefinedMetric> {
      let score = score(arguments)
      func formula(_ names: [String], everyClass: Bool) -> ClassAverage {
        ClassAverage(
          score: score, over: over, zeroDivision: arguments.zeroDivision, names: names, everyClass: everyClass)
      }
      if let classes = rows.classes {
        return .success(
          ClassMetric(
            classes.rows, formula(classes.names, everyClass: false), share: classes.rows.share(score, over)))
      }
      guard let sets = rows.labelSets else { return rows.wrongTask() }
      return .success(ClassMetric(sets.rows, formula(sets.names, everyClass: true)))
    }
  }
}

extension SingleClassRows {
  /// Precision and recall of one class, and of all together, are shares of rows.
  fileprivate func share(_ score: ClassScore, _ over: ClassAverage.Over) -> RowShare? {
    guard weights == nil, score.hits == 0, score.scale == 1 else { return nil }
    switch over {
    case .one(let place):
      let (isActual, isPredicted) = (labels.map { $0 == place }, predictions.map { $0 == place })
      if score.actual == 0 { return RowShare(among: isPredicted, counts: isActual) }
      return score.predicted == 0 ? RowShare(among: isActual, counts: isPredicted) : nil
    case .micro:
      guard score.actual == 0 || score.predicted == 0 else { return nil }
      return RowShare(among: labels.map { _ in true }, counts: zip(labels, predictions).map(==))
    case .macro, .weighted: return nil
    }
  }
}
