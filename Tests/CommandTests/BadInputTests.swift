import Core
import Glibc
import TestSupport
import Testing

@Suite("Bad input gets a message of its own, the right exit code, and nothing is written")
struct BadInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let content: [UInt8]?
    let command: String
    let code: Int32
    let message: String
    var testDescription: String { name }

    init(_ name: String, _ file: String, _ content: String?, _ command: String, _ code: Int32, _ message: String) {
      self.init(name, file, bytes: content.map { Array($0.utf8) }, command, code, message)
    }

    init(_ name: String, _ file: String, bytes: [UInt8]?, _ command: String, _ code: Int32, _ message: String) {
      self.name = name
      self.file = file
      content = bytes
      self.command = command
      self.code = code
      self.message = message
    }
  }

  private static let header = "customer,churn,score,contract,senior_citizen\n"
  private static let compare = "modelgate-compare --candidate x.csv --baseline y.csv"

  static let cases = [
    Case("an empty file", "x.csv", "", compare, 65, "x.csv: the file is empty"),
    Case("a header without rows", "x.csv", header, compare, 65, "x.csv: the file has a header but no rows"),
    Case("a ragged row", "x.csv", header + "C1,0,0.5,a\n", compare, 65, "x.csv:2: the row has 4 cells, the header 5"),
    Case("a repeated header", "x.csv", "customer,customer\n", compare, 65, "names the column 'customer' twice"),
    Case(
      "a repeated id", "x.csv", header + "C1,0,0.5,a,0\nC1,1,0.5,a,0\n", compare, 65, "'C1' stands on line 2 already"),
    Case("a label outside {0,1}", "x.csv", header + "C1,2,0.5,a,0\n", compare, 65, "x.csv:2: the label '2' is neither"),
    Case("a NaN score", "x.csv", header + "C1,0,nan,a,0\n", compare, 65, "x.csv:2: the score is NaN"),
    Case("a score outside [0,1]", "x.csv", header + "C1,0,1.5,a,0\n", compare, 65, "not between 0 and 1"),
    Case("an unknown column", "x.csv", "customer,churned,score\nC1,0,0.5\n", compare, 65, "did you mean 'churned'?"),
    Case("an id set that differs", "x.csv", header + "C2,0,0.5,a,0\n", compare, 65, "the two files have different ids"),
    Case("a label that differs", "x.csv", header + "C1,1,0.5,a,0\n", compare, 65, "1 label differ"),
    Case(
      "bytes that are not UTF-8", "x.csv", bytes: Array((header + "C1,0,0.5,").utf8) + [0xFF] + Array(",0\n".utf8),
      compare, 65, "x.csv:2: not UTF-8"),
    Case(
      "a quote that is never closed", "x.csv", header + "\"C1", compare, 65, "x.csv:2: a quoted cell is never closed"),
    Case("a missing file", "other", "", compare, 66, "x.csv: no such file"),
    Case(
      "a wrong type in the policy", "modelgate.yaml", "model: [a]\nstages: {}\n", "modelgate-gate", 78,
      "modelgate.yaml:1:8"),
    Case(
      "an unknown key in the policy", "modelgate.yaml", "model: a\nstagse: {}\nstages: {p: {requires: []}}\n",
      "modelgate-gate lint", 78, "did you mean 'stages'?"),
    Case("a policy that is no YAML", "modelgate.yaml", "model: 'a\n", "modelgate-gate", 78, "modelgate.yaml:"),
    Case(
      "a contract with an unknown metric", "contract.yaml",
      "apiVersion: v3.1.0\nkind: DataContract\nschema: [{name: a, properties: [], quality: [{metric: rowCuont, mustBe: 1}]}]\n",
      "modelgate-data check", 78, "did you mean 'rowCount'?"),
  ]

  @Test("each names its place", arguments: cases)
  func badInput(_ bad: Case) throws {
    let story = try Story()
    try story.directory.write("y.csv", Self.header + "C1,0,0.5,a,0\n")
    if let content = bad.content { try Files.replace(story.directory(bad.file), with: content) }
    let result = story.run(bad.command)
    #expect(result.code == bad.code, "\(result.errors)")
    #expect(result.errors.contains(bad.message), "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(!Files.exists(story.directory(".modelgate")), "nothing is written")
  }

  @Test("a directory in place of a file, a file in place of a directory, a wrong flag, no policy")
  func surroundings() throws {
    let story = try Story()
    #expect(story.run("modelgate-data check data/churn.csv --contract data").code == 74)
    let flag = story.run("modelgate-gate --stgae production")
    #expect(flag.code == 64)
    #expect(flag.errors.contains("hint:"))
    #expect(story.run("modelgate-gate --policy nowhere.yaml").code == 66)
    #expect(story.run("modelgate-gate --stage prodution").errors.contains("did you mean 'production'?"))
    // A place that is a file.
    #expect(story.run("modelgate-compare --evidence-dir contract.yaml").code >= 64)
  }

  @Test("a directory that may not be read")
  func unreadable() throws {
    let place = TemporaryDirectory()
    _ = unsafe chmod(place.path, 0o755)
    let copy = Command.run(["/bin/cp", "-L", "\(Command.directory)/modelgate-data", place("modelgate-data")], in: "/")
    #expect(copy.code == 0, "\(copy.errors)")
    try place.write("locked/data.csv", "a\n1\n")
    _ = unsafe chmod(place("locked"), 0)
    // Root may read anything, so it becomes nobody.
    let asNobody = geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups"] : []
    let result = Command.run(asNobody + [place("modelgate-data"), "profile", place("locked/data.csv")], in: place.path)
    _ = unsafe chmod(place("locked"), 0o755)
    #expect(result.code == 74)
    #expect(result.errors.contains("locked/data.csv: cannot read: permission denied"), "\(result.errors)")
    #expect(result.errors.contains("hint: check who may read and write it"))
    #expect(result.output.isEmpty)
    #expect(try Files.list(place.path) == ["locked", "modelgate-data"], "nothing is written")
  }
}
