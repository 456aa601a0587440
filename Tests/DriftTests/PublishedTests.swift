import Drift
import Testing

@Suite("Values that the peers' own tests expect")
struct PublishedTests {
  /// Deequ 2.0.21, KLLDistanceTest.scala: the data's counts, the baseline's, and the p-value; nil where it is NaN.
  @Test(
    "Deequ's chi-squared",
    arguments: [
      (
        ["a": 207, "b": 20, "c": 25, "d": 14, "e": 25, "g": 13],
        ["a": 223, "b": 20, "c": 25, "d": 12, "e": 13, "f": 15], 3.3640191298478506e-5
      ),
      (
        ["a": 207, "b": 20, "c": 25, "d": 14, "e": 25], ["a": 223, "b": 20, "c": 25, "d": 12, "e": 13],
        0.013227994814265176
      ),
      (["a": 30], ["a": 20, "b": 20], 4.3204630539861455e-8),
      (["a": 10, "b": 20], ["b": 20], nil),
      (["a": 15, "b": 20], ["c": 20, "d": 20], nil),
    ] as [([String: Int], [String: Int], Double?)])
  func deequChiSquared(data: [String: Int], baseline: [String: Int], expected: Double?) {
    let counts = BinCounts(reference: baseline, current: data)
    #expect(agrees(DriftMethod.deequChiSquared.measure(.categories(counts)).value, expected))
  }

  @Test("Deequ's distances and its population stability index")
  func deequ() {
    let (first, second) = (NumberSample([1, 2, 3, 4]), NumberSample([2, 3, 4, 5]))
    #expect(DriftMethod.ks.measure(.numbers(reference: first, current: second)) == .measured(0.25))
    #expect(DriftMethod.deequLInfinity.measure(.numbers(reference: first, current: second)) == .measured(0))
    let expected = [428, 425, 414, 427, 440, 447, 380, 386, 444, 386]
    let actual = [426, 437, 429, 391, 469, 433, 360, 443, 371, 418]
    let counts = BinCounts(zip(expected, actual).map { (reference: $0, current: $1) })
    #expect(agrees(DriftMethod.deequPSI.measure(.categories(counts)).value, 0.007406694184014186))
  }

  /// TensorFlow Data Validation 1.21, metrics_test.cc: buckets (low, high, count) and NaN of both sides.
  @Test(
    "TFDV's Jensen–Shannon divergence of histograms",
    arguments: [
      ([(1, 2, 2), (2, 3, 2)], 0, [(2, 4, 2), (4, 6, 2)], 0, 0.65563906222),
      ([(1, 2, 3)], 1, [(1, 2, 4)], 0, 0.13792538096),
      ([], 1, [], 1, 1),
      ([(10, 10, 21)], 0, [(0, 4, 150), (4, 12, 200), (12, 20, 20)], 0, 1),
      ([(0, 0, 1), (1, 1, 1)], 0, [(0, 0, 1), (2, 2, 1)], 0, 0.5),
      ([(0, 0, 1), (1, 2, 1)], 0, [(1, 1, 1), (2, 2, 1)], 0, 1),
      (
        [(-.infinity, 0, 1), (.infinity, .infinity, 1)], 0, [(-.infinity, 0, 1), (.infinity, .infinity, 1)], 0, 1
      ),
      ([], 0, [(0, 4, 10)], 0, nil),
      ([(0, 4, 10)], 0, [(0, 4, 0)], 0, nil),
    ] as [([(Double, Double, Double)], Double, [(Double, Double, Double)], Double, Double?)])
  func tfdv(
    left: [(Double, Double, Double)], leftNaN: Double, right: [(Double, Double, Double)], rightNaN: Double,
    expected: Double?
  ) {
    func histogram(_ buckets: [(Double, Double, Double)], _ notANumber: Double) -> Histogram {
      Histogram(buckets.map { Histogram.Bucket(low: $0, high: $1, count: $2) }, notANumber: notANumber)
    }
    let input = DriftInput.histograms(reference: histogram(left, leftNaN), current: histogram(right, rightNaN))
    #expect(agrees(DriftMethod.tfdvJensenShannon.measure(input).value, expected))
  }

  @Test("TFDV's Jensen–Shannon divergence of categories")
  func tfdvCategories() {
    let counts = BinCounts(reference: ["b": 2, "a": 2, "c": 1], current: ["a": 2, "Z": 1, "Y": 1, "X": 1])
    #expect(agrees(DriftMethod.tfdvJensenShannon.measure(.categories(counts)).value, 0.6))
  }

  /// To the digits that are published.
  private func agrees(_ value: Double?, _ expected: Double?) -> Bool {
    guard let value, let expected else { return value == nil && expected == nil }
    return (value - expected).magnitude <= 1e-10 * max(expected, 1e-4)
  }
}
