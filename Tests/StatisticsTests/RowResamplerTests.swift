import Statistics
import Synchronization
import Testing

@Suite("Drawing rows again")
struct RowResamplerTests {
  private static func counts(rows: Int, clusters: [Int32]? = nil, seed: UInt64 = 1, threads: Int = 1) -> [[UInt8]] {
    RowResampler(rows: rows, clusters: clusters, seed: seed).run(resamples: 12, threads: threads) { counts in
      counts.indices.map { counts[$0] }
    }
  }

  @Test("any number of threads draws the same", arguments: [100, RowResampler.largestExact + 77])
  func threads(rows: Int) {
    let one = Self.counts(rows: rows)
    #expect(one.count == 12)
    #expect(one == Self.counts(rows: rows, threads: 3))
    #expect(one != Self.counts(rows: rows, seed: 2))
    #expect(one[0] != one[1])
  }

  @Test(
    "up to a bound, a resample has as many rows as there are", arguments: [1, 2, 3, 6, 1001, RowResampler.largestExact])
  func exact(rows: Int) {
    for counts in Self.counts(rows: rows) { #expect(counts.reduce(0) { $0 + Int($1) } == rows) }
  }

  @Test("beyond it, counts follow the Poisson distribution with mean 1")
  func poisson() {
    let rows = 200_000
    var seen = [Int](repeating: 0, count: 30)
    for counts in Self.counts(rows: rows) { for count in counts { seen[Int(count)] += 1 } }
    var expected = 12 * Double(rows) * 0.36787944117144233
    for k in 0..<9 {
      #expect((Double(seen[k]) - expected).magnitude < 4.5 * expected.squareRoot(), "\(k)")
      expected /= Double(k + 1)
    }
    #expect(seen[12...].allSatisfy { $0 <= 1 })
  }

  @Test("beyond it, a row's counts do not depend on how many rows there are")
  func prefix() {
    let few = Self.counts(rows: RowResampler.largestExact + 1)
    let more = Self.counts(rows: RowResampler.largestExact + 50)
    for (few, more) in zip(few, more) { #expect(few == Array(more.prefix(few.count))) }
  }

  @Test("rows of a cluster come and go together, whatever numbers name the clusters")
  func clusters() {
    let drawn = Self.counts(rows: 60, clusters: (0..<60).map { Int32($0 % 6) * 5 + 2 })
    for counts in drawn {
      for row in 6..<60 { #expect(counts[row] == counts[row % 6]) }
      #expect(counts[..<6].reduce(0, +) == 6)
    }
    #expect(drawn == Self.counts(rows: 60, clusters: (0..<60).map { Int32($0 % 6) }))
  }

  @Test("no rows give no resamples, and progress reaches their number")
  func progress() {
    #expect(Self.counts(rows: 0).isEmpty)
    let told = Told()
    _ = RowResampler(rows: 5, seed: 1).run(resamples: 7, threads: 2, progress: { told.note($0) }) { $0.count }
    #expect(told.values.sorted() == Array(1...7))
  }

  @Test("the jackknife of a mean has the acceleration of its rows")
  func jackknife() throws {
    let values = (0..<150).map { Double($0 * $0 % 211) }
    let mean = values.compensatedSum / 150
    let acceleration = RowResampler(rows: 150, seed: 1).acceleration(threads: 2) { counts in
      let total = values.indices.map { Double(counts[$0]) * values[$0] }.reduce(0, +)
      return total / values.indices.map { Double(counts[$0]) }.reduce(0, +)
    }
    let expected = try #require(Linearised(values.map { ($0 - mean) / 150 })).acceleration
    #expect(close(try #require(acceleration), expected, relative: 1e-9))
    #expect(RowResampler(rows: 150, seed: 1).acceleration(threads: 2) { $0[3] == 0 ? nil : 1 } == nil)
    #expect(RowResampler(rows: 1, seed: 1).acceleration(threads: 2) { _ in 1 } == nil)
  }

  @Test("cells have the jackknife of their rows")
  func cells() throws {
    let codes = (0..<90).map { $0 * 7 % 11 % 4 }
    let counts = (0..<4).map { cell in codes.count { $0 == cell } }
    @Sendable func ratio(_ cells: [Int]) -> Double? { Double(cells[0] + 1) / Double(cells[1] + 2 * cells[2] + 1) }
    let rows = RowResampler(rows: 90, seed: 1).acceleration(threads: 1) { counts in
      var cells = [0, 0, 0, 0]
      for row in codes.indices { cells[codes[row]] += Int(counts[row]) }
      return ratio(cells)
    }
    let cells = CellBootstrap(counts: counts, seed: 1).acceleration(ratio)
    #expect(close(try #require(cells), try #require(rows), relative: 1e-10))
  }

  @Test("cells are drawn alike on any number of threads")
  func cellThreads() {
    let cells = CellBootstrap(counts: [30, 0, 400, 1], seed: 9)
    let one = cells.run(resamples: 50, threads: 1) { $0 }
    #expect(one == cells.run(resamples: 50, threads: 4) { $0 })
    #expect(one.allSatisfy { $0.reduce(0, +) == 431 && $0[1] == 0 })
    #expect(CellBootstrap(counts: [0, 0], seed: 9).run(resamples: 5, threads: 1) { $0 }.isEmpty)
  }

  @Test("resampled areas are the areas of rows that weigh their counts", arguments: [false, true])
  func areas(tied: Bool) throws {
    let labels = (0..<300).map { $0 * 7 % 10 < 4 }
    let first = (0..<300).map { (Double($0 * 37 % 300) / (tied ? 30 : 1)).rounded() }
    let second = (0..<300).map { (Double($0 * 41 % 300) / (tied ? 50 : 1)).rounded() + (labels[$0] ? 1 : 0) }
    // Each row a cluster of its own: counts then belong to rows.
    let clusters = (0..<300).map { Int32($0) }
    let areas = PairedAreaBootstrap(labels: labels, first: first, second: second, clusters: clusters, seed: 3)
      .run(resamples: 20, threads: 2)
    let weights = RowResampler(rows: 300, clusters: clusters, seed: 3).run(resamples: 20, threads: 1) { counts in
      counts.indices.map { Double(counts[$0]) }
    }
    for (areas, weights) in zip(areas, weights) {
      let pair = try #require(areas)
      let expected = try #require(AreaUnderROC(labels: labels, scores: first, weights: weights))
      #expect(close(pair.first, expected.value, relative: 1e-13))
      #expect(
        close(
          pair.second, try #require(AreaUnderROC(labels: labels, scores: second, weights: weights)).value,
          relative: 1e-13))
    }
  }

  @Test("the bootstrap's standard error of a difference is close to DeLong's")
  func standardError() throws {
    let labels = (0..<2000).map { $0 * 7 % 10 < 4 }
    var stream = PhiloxStream(seed: 5, stream: 0, purpose: 0)
    let first = labels.map { Normal.quantile(stream.uniform()) + ($0 ? 1.2 : 0) }
    let second = first.map { $0 + 0.5 * Normal.quantile(stream.uniform()) }
    let areas = PairedAreaBootstrap(labels: labels, first: first, second: second, seed: 3)
      .run(resamples: 1000, threads: 2).compactMap { $0 }
    let curve = try #require(ConfidenceCurve.percentile(0, resampled: areas.map { $0.first - $0.second }))
    let a = try #require(AreaUnderROC(labels: labels, scores: first))
    let b = try #require(AreaUnderROC(labels: labels, scores: second))
    let expected = try #require(DeLong.compare(a, b, confidence: 0.95)).variance.squareRoot()
    // Four standard errors of a standard deviation of 1,000 values.
    #expect(close(try #require(curve.standardError), expected, relative: 4 / 2000.0.squareRoot()))
  }

  @Test("resamples of one class have no area")
  func oneClass() {
    let areas = PairedAreaBootstrap(labels: [true, false], first: [1, 0], second: [0, 1], seed: 1)
      .run(resamples: 100, threads: 1)
    #expect(areas.count { $0 == nil } > 25)
    #expect(areas.allSatisfy { $0.map { $0.first == 1 && $0.second == 0 } ?? true })
  }
}

private final class Told: Sendable {
  private let noted = Mutex<[Int]>([])
  var values: [Int] { noted.withLock { $0 } }
  func note(_ value: Int) { noted.withLock { $0.append(value) } }
}
