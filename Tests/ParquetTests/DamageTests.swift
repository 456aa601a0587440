import TestSupport
import Testing

@Suite("Damaged Parquet files are refused, or read; nothing crashes, hangs or takes much memory")
struct DamageTests {
  static let small = Fixture.names(expecting: "expected").filter { $0.hasPrefix("small-") }

  @Test("there are small files in every encoding and both page versions")
  func corpus() { #expect(Self.small.count == 10) }

  @Test("no beginning of a file is taken for all of it", arguments: small)
  func truncated(name: String) {
    let result = Fixture.dump("truncate", Fixture.path(name))
    #expect(result.errors == "")
    #expect(result.output.hasSuffix(" refused, 0 read\n"))
  }

  @Test("where pages have checksums, no bit turned over before the footer changes a value", arguments: small)
  func flipped(name: String) {
    let result = Fixture.dump("flip", Fixture.path(name))
    #expect(result.errors == "")
    #expect(result.code == 0)
  }

  @Test("thousands of damaged files are read to an end", arguments: 1...4)
  func fuzzed(seed: Int) {
    let result = Fixture.dump("fuzz", "\(seed)", "400", words: Self.fuzzed.map(Fixture.path))
    #expect(result.errors == "")
    #expect(result.code == 0)
  }

  static let fuzzed =
    Fixture.names(expecting: "expected").filter { $0.hasPrefix("tiny-") } + [
      "early", "gaps", "nested", "odd-codecs", "gzip_twice", "bit-packed", "uncounted",
    ]
}
