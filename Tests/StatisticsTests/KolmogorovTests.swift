import Statistics
import Testing

@Suite("Distances between distribution functions")
struct KolmogorovTests {
  @Test(
    "one sample's tails are those of scipy 1.17.1, kstwo.sf",
    arguments: [
      (0.3, 1, 1.0), (0.7, 1, 0.6000000000000001), (0.2, 4, 0.98785), (0.6, 4, 0.06740000000000002),
      (0.05, 100, 0.9532159710635725), (0.08, 100, 0.5182193645480672), (0.15, 100, 0.019839242125643017),
      (0.25, 100, 5.408871776434847e-06), (0.005, 140, 1.0), (0.02, 200, 0.9999948480179858),
      (0.06, 200, 0.45015844138021865), (0.09, 200, 0.07358925139953587), (0.2, 200, 1.7317874617308334e-07),
      (0.003, 5000, 0.9999999999740126), (0.011, 5000, 0.576731142062301), (0.015, 5000, 0.20846142096186204),
      (0.03, 5000, 0.00024159234422666817), (0.0012, 500_000, 0.4671992770600679),
      (0.0018, 500_000, 0.07822910081897916), (0.0126, 50_000, 2.5252822387411525e-07),
      (0.0008, 2_000_000, 0.15445575917381638), (0.5, 3000, 0.0),
    ])
  func oneSample(distance: Double, n: Int, expected: Double) {
    #expect(close(Kolmogorov.upperTail(distance, n: n), expected, relative: 1e-10))
  }

  @Test("far tails of more than a million values are close to scipy's")
  func large() {
    #expect(close(Kolmogorov.upperTail(0.0015, n: 2_000_000), 0.00024657290508461606, relative: 1e-5))
  }

  @Test(
    "two samples' tails are those of scipy 1.17.1, exact up to 10,000 values and asymptotic beyond",
    arguments: [
      (1, 1, 1, 1.0), (2, 3, 3, 0.6), (6, 3, 2, 0.2), (3, 2, 3, 0.9), (1, 10, 10, 1.0),
      (5, 10, 10, 0.16782134274394334), (9, 10, 4, 0.49950049950049946), (20, 4, 10, 0.0019980019980019984),
      (50, 50, 50, 1.9823306042836678e-29), (90, 100, 30, 0.025094594161976326),
      (60, 1000, 1000, 0.05462666510701526), (60000, 1000, 999, 0.051349233288280394),
      (300000, 999, 1000, 2.9621985973084236e-40), (999000, 999, 1000, 0.0), (2000, 5000, 5000, 0.0),
      (600, 20000, 15000, 0.35577624429321764), (15000, 20000, 1, 0.5),
    ])
  func twoSamples(distance: Int, first: Int, second: Int, expected: Double) {
    let p = Smirnov.upperTail(distance, first, second)
    // Below 1e-300 a number has no digits left to compare.
    #expect(close(p, expected, relative: 1e-11) || max(p, expected) < 1e-300)
  }

  @Test(
    "all orders of two small samples, counted one by one, give the same", arguments: [(3, 2), (4, 4), (5, 3), (6, 4)])
  func counted(first: Int, second: Int) {
    let divisor = Smirnov.greatestCommonDivisor(first, second)
    let (up, down) = (second / divisor, first / divisor)
    var largest: [Int: Int] = [:]
    var orders = 0
    for bits in 0..<(1 << (first + second)) where bits.nonzeroBitCount == first {
      var (difference, most) = (0, 0)
      for place in 0..<(first + second) {
        difference += bits >> place & 1 == 1 ? up : -down
        most = max(most, abs(difference))
      }
      largest[most, default: 0] += 1
      orders += 1
    }
    for distance in 0...(first * up) {
      let count = largest.reduce(0) { $0 + ($1.key >= distance ? $1.value : 0) }
      let p = Smirnov.upperTail(distance, first, second)
      #expect((p - Double(count) / Double(orders)).magnitude < 1e-14)
    }
  }
}
