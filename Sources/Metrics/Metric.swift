import Core

/// A metric that a rule names, with its parameters: `f1_macro`, `recall@precision=0.9`, `precision@k=100`.
///
/// Several parameters are separated by commas: `roc_auc@group=sex,max_fpr=0.1`.
package struct Metric: Sendable {
  /// One, or several of the same name for different tasks.
  private let meanings: [(definition: MetricDefinition, arguments: MetricArguments)]
  /// As it is written in reports: the name, then the parameters that were given, in their names' order.
  package let text: String

  /// Why a text names no metric.
  package struct Unknown: Error, Sendable, Equatable {
    package let reason: String
    package let hint: String
  }

  /// The first meaning; all go in the same direction.
  package var definition: MetricDefinition { meanings[0].definition }
  package var arguments: MetricArguments { meanings[0].arguments }

  package init(_ text: String) throws(Unknown) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let name = MetricAliases.resolve(String(parts.first ?? ""))
    var given: [String: String] = [:]
    if parts.count == 2 {
      for pair in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
        guard let equals = pair.firstIndex(of: "=") else {
          throw Unknown(
            reason: "'\(pair)' in the metric '\(text)' is not NAME=VALUE", hint: "for instance recall@precision=0.9")
        }
        given[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
      }
    }
    let named = MetricCatalogue.named[name] ?? []
    guard let first = named.first else {
      throw Unknown(reason: "there is no metric '\(name)'", hint: Self.near(name, MetricCatalogue.all.map(\.name)))
    }
    let fitting = named.filter { definition in
      let known = definition.parameters.map(\.name)
      return given.keys.allSatisfy(known.contains)
        && definition.parameters.allSatisfy { given[$0.name] != nil || $0.defaultValue != nil }
    }
    if fitting.isEmpty { throw Self.misfit(given, first, named) }
    var meanings: [(definition: MetricDefinition, arguments: MetricArguments)] = []
    for definition in fitting { meanings.append((definition, try Self.arguments(definition, given, text))) }
    self.meanings = meanings
    let shown = given.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    self.text = shown.isEmpty ? name : "\(name)@\(shown)"
  }

  private static func arguments(
    _ definition: MetricDefinition, _ given: [String: String], _ text: String
  ) throws(Unknown) -> MetricArguments {
    var values: [String: String] = [:]
    for parameter in definition.parameters {
      guard let value = given[parameter.name] ?? parameter.defaultValue else { continue }
      try check(value, parameter, text)
      values[parameter.name] = value
    }
    return MetricArguments(values)
  }

  /// A metric that something else has computed: a name that only a document knows.
  package init(foreign name: String) {
    let definition = MetricDefinition(
      name, [], .unknown, range: -.infinity ... .infinity, summary: "a document's own"
    ) { _, _ in .failure(UndefinedMetric("it can only be read from a document")) }
    meanings = [(definition, MetricArguments([:]))]
    text = name
  }

  private static func misfit(
    _ given: [String: String], _ first: MetricDefinition, _ named: [MetricDefinition]
  ) -> Unknown {
    let known = named.flatMap { $0.parameters.map(\.name) }
    if let stranger = given.keys.sorted().first(where: { !known.contains($0) }) {
      return Unknown(reason: "\(first.name) has no parameter '\(stranger)'", hint: near(stranger, known))
    }
    let missing = first.parameters.filter { $0.defaultValue == nil && given[$0.name] == nil }.map(\.name)
    return Unknown(
      reason: "\(first.name) needs \(missing.joined(separator: ", "))",
      hint: "for instance \(first.name)@\(missing.map { "\($0)=…" }.joined(separator: ","))")
  }

  private static func check(
    _ value: String, _ parameter: MetricDefinition.Parameter, _ text: String
  ) throws(Unknown) {
    func wrong(_ expected: String) -> Unknown {
      Unknown(reason: "\(parameter.name) in the metric '\(text)' is '\(value)'", hint: "it has to be \(expected)")
    }
    switch parameter.kind {
    case .number(let range):
      guard let number = Double(value), range.contains(number) else {
        throw wrong("a number from \(range.lowerBound) to \(range.upperBound)")
      }
    case .numberOr(let words):
      guard words.contains(value) || Double(value)?.isFinite == true else {
        throw wrong("a number or \(words.joined(separator: ", "))")
      }
    case .count: guard let count = Int(value), count > 0 else { throw wrong("a whole number from 1 up") }
    case .text: if value.isEmpty { throw wrong("a text") }
    case .oneOf(let words):
      guard words.contains(value) else { throw wrong("one of \(words.joined(separator: ", "))") }
    }
  }
}

extension Metric: Equatable {
  package static func == (first: Metric, second: Metric) -> Bool { first.text == second.text }
}

extension Metric {
  fileprivate static func near(_ word: String, _ known: [String]) -> String {
    Spelling.nearest(to: word, among: known).map { "did you mean '\($0)'?" }
      ?? "one of: \(Set(known).sorted().joined(separator: ", "))"
  }

  /// Hands it the rows.
  package func prepare(_ rows: EvaluationRows) -> Result<any PreparedMetric, UndefinedMetric> {
    guard let meaning = meanings.first(where: { $0.definition.tasks.contains(rows.task) }) else {
      let tasks = meanings.flatMap(\.definition.tasks).map(\.rawValue).joined(separator: " or ")
      return .failure(UndefinedMetric("\(text) is for \(tasks) predictions, and these are \(rows.task.rawValue)"))
    }
    guard rows.count > 0 else { return .failure(UndefinedMetric("there are no rows")) }
    return meaning.definition.prepare(rows, meaning.arguments)
  }
}
