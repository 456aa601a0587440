import Core
import TestSupport
import Testing

@Suite("Profiles on the command line: merged, and without private values")
struct ProfileCommandTests {
  private static let contract = """
    {apiVersion: v3.1.0, kind: DataContract, id: c, version: 1.0.0, status: active, schema: [{name: t, properties: [
      {name: id}, {name: mail, classification: pii}, {name: day}]}]}
    """

  /// Two part files of a table and all of it.
  private func place() throws -> TemporaryDirectory {
    let place = TemporaryDirectory()
    let rows = (0..<60).map { "\($0),u\($0 % 7)@example.com,2024-0\(1 + $0 % 9)-10\n" }
    func write(_ name: String, _ rows: ArraySlice<String>) throws {
      try Files.replace(place(name), with: Array(("id,mail,day\n" + rows.joined()).utf8))
    }
    try write("a.csv", rows[..<20])
    try write("b.csv", rows[20...])
    try write("all.csv", rows[...])
    try Files.replace(place("contract.yaml"), with: Array(Self.contract.utf8))
    return place
  }

  private func run(_ line: String, in place: TemporaryDirectory) -> Command.Result {
    Command.run(line.split(separator: " ").map(String.init), in: place.path)
  }

  @Test("parts that are merged show what the whole shows, and serve as a reference")
  func merge() throws {
    let place = try place()
    for part in ["a", "b", "all"] {
      #expect(run("modelgate-data profile \(part).csv -o \(part).json", in: place).code == 0)
    }
    let merged = run("modelgate-data profile merge b.json a.json -o merged.json --report html=m.html", in: place)
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(merged.output.hasPrefix("profile of 2 parts: 60 rows, 3 columns\n"))
    #expect(merged.output.contains("\nwritten to merged.json; a policy names it under 'reference:'\n"))
    // So few values are all listed.
    #expect(try Files.read(place("merged.json")) == Files.read(place("all.json")))
    #expect(String(decoding: try Files.read(place("m.html")), as: UTF8.self).contains("2024-09-10"))
    let check = run("modelgate-data check all.csv --reference merged.json", in: place)
    #expect(check.code == 0, "\(check.output)\(check.errors)")
    // Several profiles are a reference too.
    let several = run("modelgate-data check all.csv --reference [ab].json", in: place)
    #expect(several.output == check.output && several.code == 0, "\(several.errors)")
  }

  @Test("what cannot be merged is said with its file and a hint")
  func refused() throws {
    let place = try place()
    #expect(run("modelgate-data profile a.csv -o a.json", in: place).code == 0)
    let bytes = try Files.read(place("a.json"))
    try Files.replace(place("cut.json"), with: Array(bytes.dropLast(40)))
    try Files.replace(place("other.csv"), with: Array("id\n1\n".utf8))
    #expect(run("modelgate-data profile other.csv -o other.json", in: place).code == 0)
    try Files.replace(
      place("old.json"),
      with: Array(
        """
        {"format": "modelgate-profile/1", "rows": 1, "columns": [{"name": "id", "kind": "text", "nulls": 0,
         "distinct": 1, "distribution": {"categories": {"a": 1}, "other": 0}}]}
        """.utf8))
    for (files, words, code) in [
      ("a.json a.csv", "a.csv: not a profile\nhint: write one with modelgate-data profile a.csv --output FILE", 65),
      ("a.json cut.json", "cut.json: not a JSON document", 65), ("a.json none.json", "none.json", 66),
      ("a.json other.json", "other.json: there is no column 'mail', which a.json has\nhint: ", 65),
      ("other.json old.json", "old.json: column 'id' does not hold what merging needs", 65),
    ] as [(String, String, Int32)] {
      let result = run("modelgate-data profile merge \(files) -o merged.json", in: place)
      #expect(result.code == code && result.errors.contains(words), "\(result.errors)")
      #expect(!Files.exists(place("merged.json")))
    }
    let filled = run("modelgate-data profile merge a.json other.json --fill-missing -o merged.json", in: place)
    #expect(filled.code == 0 && filled.output.contains("21 rows"), "\(filled.errors)")
    let twice = run("modelgate-data profile merge a.json a.json -o merged.json", in: place)
    #expect(twice.code == 0 && twice.errors.contains("counts twice"), "\(twice.errors)")
  }

  @Test(
    "no value of a private column leaves, on the console, in a report or in the file",
    arguments: [
      "profile all.csv --redact mail", "profile all.csv --contract contract.yaml",
      "profile all.csv --contract contract.yaml --reference plain.json", "profile all.csv --reference hidden.json",
      "check all.csv --contract contract.yaml --profile p.json", "profile merge hidden.json plain.json",
    ])
  func redacted(line: String) throws {
    let place = try place()
    #expect(run("modelgate-data profile all.csv -o plain.json", in: place).code == 0)
    #expect(run("modelgate-data profile all.csv -o hidden.json --redact mail", in: place).code == 0)
    let output = line.contains("--profile") ? "" : " -o p.json"
    let reports = ["html", "json", "markdown"].map { " --report \($0)=r.\($0)" }.joined()
    let result = run("modelgate-data \(line)\(output)\(reports)", in: place)
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    if line.hasPrefix("profile") { #expect(result.output.contains("redacted")) }
    var texts = [result.output, result.errors]
    for name in ["p.json", "r.html", "r.json", "r.markdown"] {
      texts.append(String(decoding: try Files.read(place(name)), as: UTF8.self))
    }
    for text in texts { #expect(!text.contains("@example.com")) }
    #expect(texts[2].contains("\"redacted\":true"))
    #expect(texts[2].contains("\"distinct\":7"))
  }

  @Test("a column to redact that the data does not have is an error, since it was to be hidden")
  func misspelt() throws {
    let result = run("modelgate-data profile a.csv --redact mial", in: try place())
    #expect(result.code == 64 && result.errors.contains("did you mean 'mail'?"), "\(result.errors)")
  }
}
