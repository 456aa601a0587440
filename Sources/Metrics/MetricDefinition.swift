/// A kind of metric: its name, what it applies to, and how it is computed.
package struct MetricDefinition: Sendable {
  package enum Direction: String, Sendable {
    case higherIsBetter = "higher"
    case lowerIsBetter = "lower"
    /// It depends on what the number is of, as a mean does: the rule has to say.
    case unknown

    /// Nil when it is not known.
    package var higherIsBetter: Bool? {
      switch self {
      case .higherIsBetter: true
      case .lowerIsBetter: false
      case .unknown: nil
      }
    }
  }

  /// A number or a word that a metric's name carries: `recall@precision=0.9`.
  package struct Parameter: Sendable {
    package enum Kind: Sendable {
      /// A finite number in the range.
      case number(ClosedRange<Double>)
      /// A finite number, or one of the words, for instance a column that holds it.
      case numberOr([String])
      /// A whole number from 1 up.
      case count
      /// Any text, for instance a class or a column.
      case text
      case oneOf([String])
    }

    package let name: String
    package let kind: Kind
    /// Nil when it has to be given.
    package let defaultValue: String?
    /// What it means, a few words.
    package let summary: String

    package init(_ name: String, _ kind: Kind, default defaultValue: String? = nil, _ summary: String) {
      self.name = name
      self.kind = kind
      self.defaultValue = defaultValue
      self.summary = summary
    }
  }

  /// As scikit-learn's scorers are called, where it has one, without `neg_`.
  package let name: String
  /// A sentence: what it measures, its conventions, its source.
  package let summary: String
  package let tasks: [EvaluationTask]
  package let direction: Direction
  /// The values it can take.
  package let range: ClosedRange<Double>
  package let parameters: [Parameter]
  /// Hands it the rows; a failure when they lack what it needs, for instance scores.
  package let prepare: @Sendable (EvaluationRows, MetricArguments) -> Result<any PreparedMetric, UndefinedMetric>

  package init(
    _ name: String, _ tasks: [EvaluationTask], _ direction: Direction = .higherIsBetter,
    range: ClosedRange<Double> = 0...1, parameters: [Parameter] = [], summary: String,
    prepare: @escaping @Sendable (EvaluationRows, MetricArguments) -> Result<any PreparedMetric, UndefinedMetric>
  ) {
    self.name = name
    self.summary = summary
    self.tasks = tasks
    self.direction = direction
    self.range = range
    self.parameters = parameters
    self.prepare = prepare
  }
}

/// The values of a metric's parameters, checked against their kinds.
package struct MetricArguments: Sendable, Equatable {
  /// By name, those given and those left at their default.
  private let values: [String: String]

  package init(_ values: [String: String]) { self.values = values }

  /// 0 where the definition has no such parameter.
  package func number(_ name: String) -> Double { values[name].flatMap(Double.init) ?? 0 }
  package func count(_ name: String) -> Int { values[name].flatMap { Int($0) } ?? 0 }
  /// Nil when it was not given and has no default.
  package func text(_ name: String) -> String? { values[name] }
}
