/// Yes or no.
package struct BinaryAnswers: Sendable, Equatable {
  /// True for the positive class.
  package let labels: [Bool]
  /// What was predicted: the file's own predictions, or whether the score reaches the threshold.
  package let predictions: [Bool]
  /// Predicted probabilities or other scores of the positive class; nil when there are predictions only.
  package let scores: [Double]?

  package init(labels: [Bool], predictions: [Bool], scores: [Double]?) {
    precondition(labels.count == predictions.count && labels.count == scores?.count ?? labels.count)
    self.labels = labels
    self.predictions = predictions
    self.scores = scores
  }

  /// - Parameter threshold: a row is predicted positive when its score is at least this.
  package init(labels: [Bool], scores: [Double], threshold: Double = 0.5) {
    self.init(labels: labels, predictions: scores.map { $0 >= threshold }, scores: scores)
  }
}

/// One of several classes.
package struct MulticlassAnswers: Sendable, Equatable {
  /// In the order that scikit-learn gives them: numbers by value, else by bytes.
  package let classes: [String]
  /// For each row, the true class's place in `classes`.
  package let labels: [Int32]
  package let predictions: [Int32]
  /// By class: each row's probability of it; nil when there are predictions only.
  package let probabilities: [[Double]]?

  package init(classes: [String], labels: [Int32], predictions: [Int32], probabilities: [[Double]]?) {
    self.classes = classes
    self.labels = labels
    self.predictions = predictions
    self.probabilities = probabilities
  }
}

/// Any number of labels at once.
package struct MultilabelAnswers: Sendable, Equatable {
  package let names: [String]
  /// By label: whether each row has it.
  package let truths: [[Bool]]
  /// By label: whether each row was predicted to have it.
  package let predictions: [[Bool]]
  /// By label: each row's score for it; nil when there are predictions only.
  package let scores: [[Double]]?

  package init(names: [String], truths: [[Bool]], predictions: [[Bool]], scores: [[Double]]?) {
    self.names = names
    self.truths = truths
    self.predictions = predictions
    self.scores = scores
  }

  package var count: Int { truths.first?.count ?? 0 }
}

/// A number.
package struct RegressionAnswers: Sendable, Equatable {
  package let labels: [Double]
  package let predictions: [Double]

  package init(labels: [Double], predictions: [Double]) {
    self.labels = labels
    self.predictions = predictions
  }
}

/// Documents to be put in order, for each query.
package struct RankingAnswers: Sendable, Equatable {
  /// A query's number for each row, equal for the documents of the same query.
  package let queries: [Int32]
  /// What each document is worth.
  package let relevances: [Double]
  package let scores: [Double]

  package init(queries: [Int32], relevances: [Double], scores: [Double]) {
    self.queries = queries
    self.relevances = relevances
    self.scores = scores
  }
}

/// Items that something else has scored already: answers of a language model, latencies, costs.
package struct ItemAnswers: Sendable, Equatable {
  package let scores: [Double]
  /// Of how many attempts each score counts the successful ones, for `pass@k`; nil where scores are no such counts.
  package let attempts: [Int]?

  package init(scores: [Double], attempts: [Int]? = nil) {
    self.scores = scores
    self.attempts = attempts
  }
}
