import Core
import TestSupport
import Testing

@Suite("Parquet files are read as pyarrow reads them")
struct ReadingTests {
  @Test("pyarrow writes the files")
  func files() {
    #expect(Fixture.problem == "")
    // Two page versions, six codecs, five sets of encodings.
    #expect(Fixture.names(expecting: "expected").count >= 60)
  }

  @Test("every value is the one that pyarrow reads", arguments: Fixture.names(expecting: "expected"))
  func values(name: String) throws {
    let result = Fixture.dump("canonical", Fixture.path(name))
    #expect(result.errors == "")
    #expect(result.code == 0)
    #expect(Self.difference(result.output, try Fixture.expected(name, "expected")) == nil)
  }

  @Test("values are shown as people write them", arguments: Fixture.names(expecting: "text"))
  func text(name: String) throws {
    let result = Fixture.dump("text", Fixture.path(name))
    #expect(result.code == 0)
    #expect(Self.difference(result.output, try Fixture.expected(name, "text")) == nil)
  }

  @Test("what cannot be read is refused by name", arguments: Fixture.names(expecting: "refused"))
  func refusals(name: String) throws {
    let result = Fixture.dump("canonical", Fixture.path(name))
    #expect(result.code == ExitCode.malformedData.rawValue)
    #expect(result.errors.contains(try Fixture.expected(name, "refused")))
    #expect(result.errors.contains("\(name).parquet: ") && result.errors.contains("hint: "))
  }

  @Test("a small file of many values takes little memory", arguments: Fixture.names(expecting: "scanned"))
  func bounded(name: String) throws {
    let result = Fixture.dump("scan", Fixture.path(name))
    #expect(result.code == 0)
    #expect(
      result.output.split(separator: " ").dropFirst().first.map(String.init) == (try Fixture.expected(name, "scanned")))
  }

  @Test("a missing file, a directory and a file of another kind are errors of their own")
  func noFile() {
    #expect(Fixture.dump("canonical", "/no/such.parquet").code == ExitCode.missingInput.rawValue)
    #expect(Fixture.dump("canonical", "/").code == ExitCode.inputOutput.rawValue)
    #expect(Fixture.dump("canonical", #filePath).errors.contains("not a Parquet file"))
  }

  /// The first line in which two texts differ: what was read, and what was expected.
  private static func difference(_ read: String, _ expected: String) -> String? {
    if read == expected { return nil }
    let (a, b) = (
      read.split(separator: "\n", omittingEmptySubsequences: false),
      expected.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let column = zip(a, b).prefix { $0 == $1 }.last { $0.0.hasPrefix("= ") }?.0 ?? ""
    let line = zip(a, b).enumerated().first { $1.0 != $1.1 }
    return "\(column): "
      + (line.map { "line \($0.offset + 1): \($0.element.0), not \($0.element.1)" }
        ?? "\(a.count) lines, not \(b.count)")
  }
}
