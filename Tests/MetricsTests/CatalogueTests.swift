import Metrics
import Testing

@Suite("The catalogue is one of names")
struct CatalogueTests {
  @Test("no text names two metrics of a task")
  func unambiguous() {
    for (index, first) in MetricCatalogue.all.enumerated() {
      for second in MetricCatalogue.all.dropFirst(index + 1)
      where second.name == first.name && first.tasks.contains(where: second.tasks.contains) {
        let known = Set(first.parameters.map(\.name)).intersection(second.parameters.map(\.name))
        let needed = (first.parameters + second.parameters).filter { $0.defaultValue == nil }.map(\.name)
        #expect(!known.isSuperset(of: needed), "\(first.name) with \(needed)")
      }
    }
  }

  @Test("metrics of one name go in the same direction")
  func directions() {
    for (name, definitions) in Dictionary(grouping: MetricCatalogue.all, by: \.name) {
      #expect(Set(definitions.map(\.direction)).count == 1, "\(name)")
    }
  }

  @Test("parameters' defaults are values that they take")
  func defaults() throws {
    for definition in MetricCatalogue.all {
      let needed = definition.parameters.filter { $0.defaultValue == nil }.map { "\($0.name)=\($0.kind.anyValue)" }
      let text = needed.isEmpty ? definition.name : "\(definition.name)@\(needed.joined(separator: ","))"
      #expect(throws: Never.self, "\(text)") { try Metric(text) }
    }
  }

  @Test(
    "other libraries' names of groups' metrics are understood",
    arguments: [
      ("true_positive_rate_difference@group=sex", "recall_difference@group=sex"),
      ("accuracy_score_group_min@group=sex", "accuracy_group_min@group=sex"),
    ])
  func aliases(theirs: String, ours: String) throws {
    #expect(try Metric(theirs).text == ours)
  }
}

extension MetricDefinition.Parameter.Kind {
  fileprivate var anyValue: String {
    switch self {
    case .number(let range): "\(range.contains(0.5) ? 0.5 : range.lowerBound)"
    case .numberOr: "1"
    case .count: "1"
    case .text: "any"
    case .oneOf(let words): words.first ?? ""
    }
  }
}
