import Statistics
import Testing

@Suite("Random numbers")
struct PhiloxTests {
  struct Vector: Sendable {
    let counter: [UInt32]
    let key: [UInt32]
    let words: [UInt32]
  }

  @Test(
    "Philox4x32-10 gives the known answers of Random123, kat_vectors",
    arguments: [
      Vector(
        counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      Vector(
        counter: [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], key: [0xffff_ffff, 0xffff_ffff],
        words: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
      Vector(
        counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], key: [0xa409_3822, 0x299f_31d0],
        words: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
    ])
  func knownAnswers(vector: Vector) {
    let c = vector.counter
    let words = Philox4x32.block((c[0], c[1], c[2], c[3]), key: (vector.key[0], vector.key[1]))
    #expect([words.0, words.1, words.2, words.3] == vector.words)
  }

  @Test("a stream is the same numbers each time, and another stream or purpose is other numbers")
  func streams() {
    func numbers(_ stream: UInt32, _ purpose: UInt32) -> [UInt64] {
      var stream = PhiloxStream(seed: 7, stream: stream, purpose: purpose)
      return (0..<5).map { _ in stream.next() }
    }
    #expect(numbers(1, 0) == numbers(1, 0))
    #expect(numbers(1, 0) != numbers(2, 0))
    #expect(numbers(1, 0) != numbers(1, 1))
  }

  /// Both ways of drawing: by inversion below ten expected successes, by rejection above.
  @Test(
    "binomial draws have the mean and variance of the distribution", arguments: [(20, 0.1), (3500, 0.29), (400, 0.9)])
  func binomialMoments(trials: Int, p: Double) {
    var stream = PhiloxStream(seed: 42, stream: 0, purpose: 0)
    let draws = (0..<40_000).map { _ in Double(Binomial.draw(trials: trials, success: p, from: &stream)) }
    let mean = draws.reduce(0, +) / 40_000
    let variance = draws.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 40_000
    let expected = Double(trials) * p * (1 - p)
    // Four standard errors of a mean of 40,000.
    #expect((mean - Double(trials) * p).magnitude < 4 * (expected / 40_000).squareRoot())
    #expect(close(variance, expected, relative: 0.03))
  }

  @Test("binomial draws follow the distribution, not only its moments", arguments: [(30, 0.2), (60, 0.4)])
  func binomialShape(trials: Int, p: Double) {
    var stream = PhiloxStream(seed: 3, stream: 9, purpose: 0)
    let count = 50_000
    var seen = [Int](repeating: 0, count: trials + 1)
    for _ in 0..<count { seen[Binomial.draw(trials: trials, success: p, from: &stream)] += 1 }
    for (k, number) in seen.enumerated() {
      let expected = Double(count) * Binomial.probability(of: k, trials: trials, success: p)
      #expect((Double(number) - expected).magnitude < 4.5 * max(expected, 1).squareRoot(), "k = \(k)")
    }
  }
}
