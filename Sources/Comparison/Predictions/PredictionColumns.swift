package import Metrics

/// What the columns of a predictions file mean.
package struct PredictionColumns: Sendable, Equatable {
  /// Rows of the two sides are joined by it; different for every row. Several columns are one id together; without any,
  /// rows keep the order of their file, and nothing can be joined.
  package var ids: [String]
  /// What was true: a class, a number, a document's relevance; several columns of 0 and 1 where a row can have several
  /// labels; none where rows are items that were scored already.
  package var labels: [String]
  /// What was predicted, one for each label.
  package var predictions: [String] = []
  /// How sure the model is, from 0 to 1 for a probability: of the positive class, of each label, of each document; or an
  /// item's own score.
  package var scores: [String] = []
  /// Columns of probabilities begin with this, the class follows: `p_` for `p_setosa` and `p_virginica`.
  package var probabilities: String?
  package var weight: String?
  /// Rows of the same cluster depend on each other: a patient's visits, a user's sessions.
  package var cluster: String?
  /// The documents of a query.
  package var query: String?
  /// What a row is worth, for metrics of fraud and cost.
  package var amount: String?
  package var account: String?
  /// When a row happened, as a number of seconds or as a date and time.
  package var time: String?
  /// How many attempts an item's score counts the successful ones of.
  package var attempts: String?
  /// The label of the positive class; nil for 1 or true.
  package var positive: String?
  /// Nil to tell it from the columns.
  package var task: EvaluationTask?

  package init(ids: [String] = [], labels: [String] = [], scores: [String] = []) {
    self.ids = ids
    self.labels = labels
    self.scores = scores
  }

  /// Of a binary classifier.
  package init(id: String, label: String, score: String) { self.init(ids: [id], labels: [label], scores: [score]) }

  /// What the model is asked to do, as far as the columns tell it: with a prediction and a label only, their values do.
  var toldTask: EvaluationTask? {
    if let task { return task }
    if query != nil { return .ranking }
    if labels.count > 1 { return .multilabel }
    if labels.isEmpty { return .items }
    if probabilities != nil { return .multiclass }
    if positive != nil || predictions.isEmpty { return .binary }
    return nil
  }
}
