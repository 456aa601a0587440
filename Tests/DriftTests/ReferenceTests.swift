import Drift
import Testing

@Suite("Drift measures are those of the reference implementations")
struct ReferenceTests {
  @Test("on numbers, to 1e-9", arguments: ReferenceCase.numbers)
  func numbers(example: ReferenceCase) { compare(example) }

  @Test("on categories, to 1e-9", arguments: ReferenceCase.categories)
  func categories(example: ReferenceCase) { compare(example) }

  @Test("on histograms, to 1e-9", arguments: ReferenceCase.histograms)
  func histograms(example: ReferenceCase) { compare(example) }

  @Test("every measure is among them, on every kind of input it takes but histograms")
  func complete() {
    #expect(ReferenceCase.numbers.count > 50 && ReferenceCase.categories.count > 20)
    let numbers = Set(ReferenceCase.numbers.flatMap(\.expected.keys))
    let categories = Set(ReferenceCase.categories.flatMap(\.expected.keys))
    for method in DriftMethod.allCases {
      let kinds = method.definition.input
      #expect(kinds.contains(.numbers) == numbers.contains(method.name), "\(method.name) on numbers")
      #expect(kinds.contains(.categories) == categories.contains(method.name), "\(method.name) on categories")
    }
  }

  private func compare(_ example: ReferenceCase) {
    for (name, expected) in example.expected {
      guard let method = DriftMethod(rawValue: name) else {
        Issue.record("there is no method \(name)")
        continue
      }
      let outcome = method.measure(example.input)
      if let expected {
        guard let value = outcome.value else {
          Issue.record("\(name) is \(outcome), and \(expected) is expected")
          continue
        }
        // A distance that is zero but for rounding; a p-value keeps its digits down to the smallest numbers.
        let rounding = method.definition.comparison.lowerIsWorse ? 1e-300 : 1e-15
        let close = (value - expected).magnitude <= 1e-9 * expected.magnitude + rounding
        #expect(close, "\(name) is \(value), and \(expected) is expected")
      } else {
        #expect(outcome.value == nil, "\(name) is \(outcome), and has to be undefined")
      }
    }
  }
}
