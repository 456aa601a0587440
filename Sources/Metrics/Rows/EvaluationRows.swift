/// What a model said about the rows of an evaluation, beside what was true, column by column.
///
/// Rows stand in the order of their ids, so that no metric depends on the order of a file.
package struct EvaluationRows: Sendable {
  package enum Answers: Sendable, Equatable {
    case binary(BinaryAnswers)
    case multiclass(MulticlassAnswers)
    case multilabel(MultilabelAnswers)
    case regression(RegressionAnswers)
    case ranking(RankingAnswers)
    case items(ItemAnswers)
  }

  package var answers: Answers { didSet { rankings = RankingCache() } }
  /// How much each row counts, finite and not negative; nil when all count the same.
  package var weights: [Double]? { didSet { rankings = RankingCache() } }
  /// What else metrics need of each row, by role: the amount at stake, the account it belongs to, when it happened.
  package var amounts: [Double]?
  /// An account's number for each row, equal for rows of the same account.
  package var accounts: [Int32]?
  /// When each row happened, in seconds from any one moment.
  package var times: [Double]?
  /// By column: the groups that fairness compares.
  package var groups: [Grouping]
  /// What sorting the answers gave, with their weights.
  private(set) var rankings = RankingCache()

  package init(_ answers: Answers, weights: [Double]? = nil) {
    self.answers = answers
    self.weights = weights
    groups = []
  }

  package var count: Int {
    switch answers {
    case .binary(let answers): answers.labels.count
    case .multiclass(let answers): answers.labels.count
    case .multilabel(let answers): answers.count
    case .regression(let answers): answers.labels.count
    case .ranking(let answers): answers.relevances.count
    case .items(let answers): answers.scores.count
    }
  }

  package var task: EvaluationTask {
    switch answers {
    case .binary: .binary
    case .multiclass: .multiclass
    case .multilabel: .multilabel
    case .regression: .regression
    case .ranking: .ranking
    case .items: .items
    }
  }
}

/// What a model is asked to do.
package enum EvaluationTask: String, Sendable, CaseIterable {
  case binary, multiclass, multilabel, regression, ranking, items
}

/// Rows divided by a column of categories.
package struct Grouping: Sendable, Equatable {
  package let column: String
  /// The categories, in the order of their bytes; an empty one is "missing".
  package let names: [String]
  /// For each row, its category's place in `names`.
  package let codes: [Int32]

  package init(column: String, names: [String], codes: [Int32]) {
    self.column = column
    self.names = names
    self.codes = codes
  }
}
