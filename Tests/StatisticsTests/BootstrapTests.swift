import Statistics
import Testing

@Suite("The bootstrap")
struct BootstrapTests {
  let values = (0..<500).map { Double($0 * 37 % 500) / 500 }

  @Test("the same seed gives the same resamples, another seed others")
  func seeds() {
    let first = Bootstrap.means(of: [values], resamples: 20, seed: 1)
    #expect(first == Bootstrap.means(of: [values], resamples: 20, seed: 1))
    #expect(first != Bootstrap.means(of: [values], resamples: 20, seed: 2))
  }

  @Test("a resample does not depend on how many there are")
  func prefix() {
    let few = Bootstrap.means(of: [values], resamples: 5, seed: 1)[0]
    let many = Bootstrap.means(of: [values], resamples: 50, seed: 1)[0]
    #expect(few == Array(many.prefix(5)))
  }

  @Test("every resample has as many rows as there are, all of them from the data", arguments: [1, 2, 3, 4, 5, 1001])
  func sizes(rows: Int) {
    var resamples = 0
    Bootstrap.resampleRows(rows, resamples: 3, seed: 1) { indices in
      #expect(indices.count == rows)
      for position in 0..<indices.count { #expect(indices[position] < rows) }
      resamples += 1
    }
    #expect(resamples == 3)
  }

  @Test("resampled cells add up to the rows, and a cell without rows stays empty")
  func cells() {
    let counts = [0, 120, 3, 0, 877, 0]
    var means = [Double](repeating: 0, count: counts.count)
    Bootstrap.resampleCells(counts, resamples: 4000, seed: 1) { drawn in
      #expect(drawn.reduce(0, +) == 1000)
      for cell in drawn.indices { means[cell] += Double(drawn[cell]) / 4000 }
    }
    for (mean, count) in zip(means, counts) {
      #expect((mean - Double(count)).magnitude < 5 * (Double(count) / 4000).squareRoot() + 1e-9)
    }
  }

  @Test("no rows give no resamples")
  func empty() {
    Bootstrap.resampleRows(0, resamples: 3, seed: 1) { _ in Issue.record("there is nothing to draw from") }
    Bootstrap.resampleCells([0, 0], resamples: 3, seed: 1) { _ in Issue.record("there is nothing to draw from") }
    #expect(Bootstrap.percentileInterval(of: [], confidence: 0.95) == nil)
  }

  @Test("a mean's percentile interval is close to the one that the central limit theorem gives")
  func calibration() throws {
    let means = Bootstrap.means(of: [values], resamples: 4000, seed: 5)[0]
    let interval = try #require(Bootstrap.percentileInterval(of: means, confidence: 0.95))
    // The values are 0, 1/500, ..., 499/500: mean 0.499, variance 1/12.
    let half = 1.96 * (1.0 / 12 / 500).squareRoot()
    #expect((interval.lower - (0.499 - half)).magnitude < 0.1 * half)
    #expect((interval.upper - (0.499 + half)).magnitude < 0.1 * half)
  }

  /// numpy.percentile([1, 2, 4, 8], [5, 95]) of numpy 2.4.6.
  @Test("quantiles are linear between neighbours, as numpy has them")
  func quantiles() throws {
    let interval = try #require(Bootstrap.percentileInterval(of: [8, 1, 4, 2], confidence: 0.9))
    #expect(close(interval.lower, 1.15, relative: 1e-14))
    #expect(close(interval.upper, 7.4, relative: 1e-14))
  }
}
