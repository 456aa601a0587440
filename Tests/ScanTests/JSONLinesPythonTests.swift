import Core
import TestSupport
import Testing

@Suite("JSON Lines are read as Python's json module reads them")
struct JSONLinesPythonTests {
  private func judge(_ words: String...) -> Command.Result {
    let script = "set -o pipefail; \"$@\" | python3 Tests/Fixtures/json/judge.py"
    return Command.run(["/bin/bash", "-c", script, "bash", Command.tool("scan-dump")] + words, in: Repository.root)
  }

  @Test("drawn documents, half of them damaged: the same rows, values and types, or refused as well", arguments: 1...4)
  func drawn(seed: Int) {
    let result = judge("judge", "\(seed)", "5000")
    #expect(result.errors == "")
    #expect(result.code == 0)
  }

  @Test("every document of the tables: Python reads what we read, and refuses what we refuse")
  func tables() throws {
    let accepted =
      JSONLinesAcceptedTests.structure + JSONLinesAcceptedTests.keys + JSONLinesAcceptedTests.strings
      + JSONLinesAcceptedTests.lines
    let refused =
      JSONLinesRefusedTests.structure + JSONLinesRefusedTests.twins + JSONLinesRefusedTests.strings
      + JSONLinesRefusedTests.marks
    var documents = (accepted + refused).map(\.document)
    documents += JSONLinesAcceptedTests.numbers.map { Array("{\"a\":\($0)}".utf8) }
    documents += JSONLinesRefusedTests.numbers.map { Array("{\"a\":\($0.0)}".utf8) }
    documents += JSONLinesRefusedTests.encodings.map { JSONLinesCase.inString($0.1) }
    let lines = documents.map { bytes in bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n" }
    let directory = TemporaryDirectory()
    let result = try judge("judge-file", directory.write("documents", lines.joined()))
    #expect(result.errors == "")
    // Each in pieces of two sizes.
    let (no, yes) = (
      2 * (refused.count + JSONLinesRefusedTests.numbers.count + JSONLinesRefusedTests.encodings.count),
      2 * (accepted.count + JSONLinesAcceptedTests.numbers.count)
    )
    #expect(result.output == "\(no) refused, \(yes) read\n")
  }
}
