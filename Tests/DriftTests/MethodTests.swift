import Drift
import Testing

@Suite("Drift methods by name")
struct MethodTests {
  static let few = NumberSample([1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10])
  static let more = NumberSample([2, 3, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12])
  static let onNumbers = DriftMethod.allCases.filter { $0.definition.input.contains(.numbers) }
  static let onCategories = DriftMethod.allCases.filter { $0.definition.input.contains(.categories) }

  @Test("a name is a definition and a measure, and ours have no prefix")
  func names() {
    #expect(DriftMethod(rawValue: "psi") == .psi)
    #expect(DriftMethod(rawValue: "evidently.psi") == .evidentlyPSI)
    #expect(DriftMethod(rawValue: "tfdv.jensen_shannon") == .tfdvJensenShannon)
    #expect(DriftMethod(rawValue: "modelgate.psi") == nil)
    let definitions = Set(DriftMethod.allCases.compactMap { $0.name.split(separator: ".").dropLast().first })
    #expect(definitions == ["evidently", "tfdv", "deequ", "deepchecks", "whylogs"])
  }

  @Test(
    "limits and what happens on them are the source's",
    arguments: [
      (DriftMethod.psi, 0.2, false), (.evidentlyPSI, 0.1, true), (.evidentlyEnergy, 0.1, false),
      (.evidentlyKS, 0.05, true), (.evidentlyChiSquared, 0.05, false), (.deepchecksPSI, 0.2, true),
      (.deepchecksKS, 0.2, true), (.whylogsHellinger, 0.4, true), (.whylogsChiSquared, 0.05, false),
    ])
  func limits(method: DriftMethod, limit: Double, drifted: Bool) {
    #expect(method.definition.limit == limit)
    #expect(method.drifted(limit, limit: limit) == drifted)
  }

  @Test("of distances more is worse, of p-values less, and NaN is always drift", arguments: DriftMethod.allCases)
  func direction(method: DriftMethod) {
    #expect(method.drifted(0.4, limit: 0.5) == method.definition.comparison.lowerIsWorse)
    #expect(method.drifted(0.6, limit: 0.5) != method.definition.comparison.lowerIsWorse)
    #expect(method.drifted(.nan, limit: 0.5))
  }

  @Test("TFDV and Deequ have no limits of their own, and units none that fit every column")
  func noLimits() {
    let without = DriftMethod.allCases.filter { $0.definition.limit == nil }.map(\.name)
    #expect(
      without == [
        "wasserstein_absolute", "energy", "tfdv.l_infinity", "tfdv.normalized_absolute_difference",
        "tfdv.jensen_shannon", "deequ.l_infinity", "deequ.chi_squared", "deequ.psi",
      ])
  }

  @Test(
    "Evidently's own choice",
    arguments: [
      (1000, true, 6, DriftMethod.evidentlyKS), (1001, true, 6, .evidentlyWasserstein),
      (1000, true, 5, .evidentlyChiSquared), (1000, true, 2, .evidentlyZTest),
      (1001, true, 5, .evidentlyJensenShannon), (1000, false, 3, .evidentlyChiSquared),
      (1000, false, 2, .evidentlyZTest), (1001, false, 900, .evidentlyJensenShannon),
    ])
  func evidentlyDefault(rows: Int, isNumeric: Bool, distinct: Int, method: DriftMethod) {
    #expect(
      DriftMethod.evidentlyDefault(referenceRows: rows, isNumeric: isNumeric, distinct: distinct) == method)
  }

  @Test("a sample and its different values with counts are the same", arguments: onNumbers)
  func weighted(method: DriftMethod) {
    let values = zip(Self.few.values, Self.few.counts).map { (value: $0, count: $1) }
    let weighted = NumberSample(weighted: values.reversed())
    #expect(weighted == Self.few)
    let direct = method.measure(.numbers(reference: Self.few, current: Self.more))
    #expect(method.measure(.numbers(reference: weighted, current: Self.more)) == direct)
  }

  @Test("an input of another kind is refused", arguments: DriftMethod.allCases)
  func kinds(method: DriftMethod) {
    let histogram = Histogram(equalWidth: 5, of: Self.few)
    let inputs: [DriftInput] = [
      .numbers(reference: Self.few, current: Self.more), .categories(BinCounts([(20, 30), (30, 20)])),
      .histograms(reference: histogram, current: histogram),
    ]
    for input in inputs {
      let refused = method.measure(input) == .undefined(.wrongInput)
      #expect(refused == !method.definition.input.contains(input.kind))
    }
  }
}
