import Drift
import Testing

@Suite("What is undefined has a name, and is never zero")
struct UndefinedTests {
  static let some = NumberSample((0..<40).map { Double($0 * 7 % 13) })
  static let bad: [(NumberSample, Undefined, Undefined)] = [
    (NumberSample([]), .empty(.reference), .empty(.current)),
    (NumberSample([], nulls: 9), .allNull(.reference), .allNull(.current)),
    (NumberSample([1, .nan, 2, 0.5]), .notANumber(.reference), .notANumber(.current)),
    (NumberSample([1, -.infinity]), .infinite(.reference), .infinite(.current)),
  ]

  @Test("numbers that are missing, NaN or infinite", arguments: MethodTests.onNumbers, 0..<4)
  func numbers(method: DriftMethod, index: Int) {
    let (sample, asReference, asCurrent) = Self.bad[index]
    let first = method.measure(.numbers(reference: sample, current: Self.some))
    let second = method.measure(.numbers(reference: Self.some, current: sample))
    if method == .tfdvJensenShannon, sample.rows > sample.nulls {
      // There, NaN and infinite mass is a mismatch.
      #expect((first.value ?? 0) > 0 && (second.value ?? 0) > 0)
      return
    }
    #expect(first == .undefined(asReference))
    #expect(second == .undefined(asCurrent))
  }

  @Test("categories without rows, or with nothing but nulls", arguments: MethodTests.onCategories)
  func categories(method: DriftMethod) {
    func measure(_ bins: [(reference: Int, current: Int)], nulls: (Int, Int) = (0, 0)) -> DriftOutcome {
      method.measure(.categories(BinCounts(bins, nulls: nulls)))
    }
    #expect(measure([]) == .undefined(.empty(.reference)))
    #expect(measure([(0, 50), (0, 10)]) == .undefined(.empty(.reference)))
    #expect(measure([(50, 0), (10, 0)]) == .undefined(.empty(.current)))
    #expect(measure([(0, 50), (0, 10)], nulls: (5, 0)) == .undefined(.allNull(.reference)))
    #expect(measure([(50, 0), (10, 0)], nulls: (0, 5)) == .undefined(.allNull(.current)))
    #expect(measure([(50, 20), (-10, 20)]) == .undefined(.invalidCounts))
  }

  @Test(
    "one value where two are needed",
    arguments: [
      (DriftMethod.chiSquared, Undefined.singleValue), (.cramersV, .singleValue), (.zTest, .singleValue),
      (.evidentlyChiSquared, .singleValue), (.wasserstein, .constantReference),
    ])
  func single(method: DriftMethod, undefined: Undefined) {
    let constant = NumberSample([3, 3, 3])
    #expect(method.measure(.numbers(reference: constant, current: constant)) == .undefined(undefined))
  }

  @Test(
    "what a definition does not cover",
    arguments: [
      (DriftMethod.zTest, [(5, 5), (4, 4), (3, 3)], Undefined.notTwoCategories),
      (.deequPSI, [(5, 5), (4, 0)], .emptyBin),
      (.deequChiSquared, [(12, 12), (3, 3)], .singleValue),
      (.deequChiSquared, [(12, 0), (0, 3)], .tooFew(minimum: 1)),
      (.deepchecksPSI, [(6, 50), (3, 50)], .tooFew(minimum: 10)),
      (.deepchecksCramersV, [(60, 50)], .singleValue),
      (.cramersV, [(1, 0), (0, 1)], .tooFew(minimum: 3)),
    ] as [(DriftMethod, [(reference: Int, current: Int)], Undefined)])
  func uncovered(method: DriftMethod, bins: [(reference: Int, current: Int)], undefined: Undefined) {
    #expect(method.measure(.categories(BinCounts(bins))) == .undefined(undefined))
  }

  @Test("a category that the reference lacks makes the goodness of fit impossible, which is a p of 0")
  func impossible() {
    let counts = BinCounts([(10, 10), (0, 1)])
    #expect(DriftMethod.evidentlyChiSquared.measure(.categories(counts)) == .measured(0))
  }

  @Test(
    "numbers so far apart that a distance, a deviation or a range is not finite",
    arguments: [
      (DriftMethod.wassersteinAbsolute, [-1.7e308], [1.7e308]), (.energy, [-1.7e308], [1.7e308]),
      (.evidentlyHellinger, [-1.7e308], [1.7e308]), (.whylogsHellinger, [-1.7e308], [1.7e308]),
      (.wasserstein, [1e200, 2e200], [1e200, 3e200]), (.evidentlyWasserstein, [1e200, 2e200], [1e200, 3e200]),
      (.deepchecksWasserstein, .init(repeating: -1.2e308, count: 9) + [0], .init(repeating: 1.2e308, count: 9) + [0]),
    ])
  func overflow(method: DriftMethod, reference: [Double], current: [Double]) {
    let input = DriftInput.numbers(reference: NumberSample(reference), current: NumberSample(current))
    #expect(method.measure(input) == .undefined(.overflow))
  }

  @Test("histograms out of order, with NaN or without mass")
  func histograms() {
    func bucket(_ low: Double, _ high: Double, _ count: Double) -> Histogram.Bucket {
      Histogram.Bucket(low: low, high: high, count: count)
    }
    let good = Histogram([bucket(0, 1, 5), bucket(1, 2, 5)])
    let cases: [(DriftMethod, Histogram, Undefined)] = [
      (.tfdvJensenShannon, Histogram([bucket(1, 2, 5), bucket(0, 1, 5)]), .invalidCounts),
      (.tfdvJensenShannon, Histogram([bucket(1, 0, 5)]), .invalidCounts),
      (.tfdvJensenShannon, Histogram([bucket(0, 1, -5)]), .invalidCounts),
      (.tfdvJensenShannon, Histogram([bucket(-1.7e308, 1.7e308, 5)]), .overflow),
      (.tfdvJensenShannon, Histogram([bucket(0, 1, 1.7e308), bucket(1, 2, 1.7e308)]), .overflow),
      (.tfdvJensenShannon, Histogram([]), .empty(.current)),
      (.psi, Histogram([bucket(0, 1, 5)], notANumber: 1), .notANumber(.current)),
      (.psi, Histogram([bucket(0, .infinity, 5)]), .infinite(.current)),
    ]
    for (method, histogram, undefined) in cases {
      #expect(method.measure(.histograms(reference: good, current: histogram)) == .undefined(undefined))
    }
  }

  @Test("every reason is a sentence for a message")
  func reasons() {
    #expect(Undefined.allNull(.current).reason == "the data has only nulls")
    #expect(Undefined.tooFew(minimum: 10).reason == "there are fewer than 10 values")
  }
}
