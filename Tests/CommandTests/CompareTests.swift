import Core
import TestSupport
import Testing

@Suite("modelgate-compare, as people run it")
struct CompareTests {
  /// Predictions with a slice, of a model that is right as often as told.
  private static func predictions(right: Int, rows: Int = 400, reversed: Bool = false) -> String {
    let lines = (0..<rows).map { row in
      let label = row % 2
      let isRight = (row * 37) % 100 < right
      // Scores that differ, so that areas and losses have something to tell.
      let score = 0.5 + (isRight == (label == 1) ? 1 : -1) * (0.05 + Double((row * 61) % 40) / 100)
      return "r\(row),\(label),\((score * 1000).rounded() / 1000),\(row % 4 < 2 ? "north" : "south")"
    }
    return "id,label,score,region\n" + (reversed ? lines.reversed() : lines).joined(separator: "\n") + "\n"
  }

  private static let policy = """
    model: m
    comparison:
      candidate: new.csv
      baseline: old.csv
      id: id
      label: label
      score: score
      resamples: 300
      slices: {columns: [region], discover: true}
      rules:
        - {metric: roc_auc, better_by: 0}
        - {metric: f1, no_worse_than: 5 %, slices: true}
        - {metric: ks, no_worse_than: 0.1}
        - {metric: log_loss, no_worse_than: 0.05}
    stages: {production: {requires: [comparison]}}

    """

  private func place(_ policy: String = policy) throws -> TemporaryDirectory {
    let place = TemporaryDirectory()
    try place.write("modelgate.yaml", policy)
    try place.write("new.csv", Self.predictions(right: 85))
    try place.write("old.csv", Self.predictions(right: 75))
    return place
  }

  private func run(_ flags: String, in place: TemporaryDirectory) -> Command.Result {
    Command.run(("modelgate-compare " + flags).split(separator: " ").map(String.init), in: place.path)
  }

  @Test("the evidence is the same bytes for any number of threads, and its report for any order of rows")
  func determinism() throws {
    let place = try place()
    var evidence: Set<[UInt8]> = []
    for threads in [1, 2, 5] {
      let result = run("--threads \(threads) --report json=1.json", in: place)
      #expect(result.code == 0, "\(result.output)\(result.errors)")
      evidence.insert(try Files.read(place(".modelgate/comparison.json")))
    }
    #expect(evidence.count == 1)
    // Files of other bytes have other digests, and their rows say the same.
    try place.write("new.csv", Self.predictions(right: 85, reversed: true))
    #expect(run("--report json=2.json", in: place).code == 0)
    #expect(try Files.read(place("1.json")) == Files.read(place("2.json")))
  }

  @Test("without a policy, by flags; and the metrics of one file without any")
  func flags() throws {
    let place = try place()
    let columns = "--id id --label label --score score"
    let passed = Command.run(
      "modelgate-compare --candidate new.csv --baseline old.csv \(columns)".split(separator: " ").map(String.init)
        + ["--rule", "accuracy no_worse_than 2 %", "--slice", "region"], in: place.path)
    #expect(passed.code == 0, "\(passed.output)\(passed.errors)")
    #expect(passed.output.contains("accuracy no_worse_than 2 % [region=north]"))
    let metrics = run("metrics new.csv", in: place)
    #expect(metrics.code == 0, "\(metrics.errors)")
    #expect(metrics.output.contains("roc_auc") && metrics.output.contains("DeLong"))
    #expect(metrics.output.contains("the rows have no accounts"), "undefined, with its reason")
  }

  @Test(
    "what is not right names itself, and the nearest that is",
    arguments: [
      ("rocauc at_least 0.8", "there is no metric 'rocauc'"), ("accuracy atleast 0.8", "did you mean 'at_least'?"),
      ("accuracy at_least x", "is not METRIC LIMIT VALUE"), ("recall@precisionn=0.9 at_least 0.1", "precision"),
      ("mean better_by 0", "nobody knows whether a higher 'mean' is better"),
    ])
  func wrongRules(rule: String, problem: String) throws {
    let place = try place()
    let result = Command.run(["modelgate-compare", "--candidate", "new.csv", "--rule", rule], in: place.path)
    #expect(result.code == 64)
    #expect(result.errors.contains(problem), "\(result.errors)")
  }

  @Test(
    "documents of metrics are compared where there are no rows: by standard errors, or by the values with a warning")
  func documents() throws {
    let place = TemporaryDirectory()
    try place.write("new.json", "{\"accuracy\": 0.81, \"auc\": 0.9}")
    try place.write("old.json", "{\"accuracy\": 0.80, \"auc\": 0.91}")
    func rule(_ text: String) -> Command.Result {
      Command.run(
        ["modelgate-compare", "--candidate", "new.json", "--baseline", "old.json", "--rule", text], in: place.path)
    }
    let warned = rule("accuracy better_by 0")
    #expect(warned.code == 0 && warned.output.hasPrefix("WARN"), "\(warned.output)\(warned.errors)")
    #expect(warned.output.contains("nobody recorded its standard error"))
    #expect(rule("auc no_worse_than 0.001").code == 1)
    #expect(rule("recall at_least 0.1").code == 2, "a metric that is missing is on hold")
  }

  @Test("a metric of a document that nobody knows has to be told which way is better")
  func direction() throws {
    let place = TemporaryDirectory()
    try place.write("new.json", "{\"zorp\": 3}")
    try place.write("old.json", "{\"zorp\": 2}")
    func rule(_ text: String) -> Command.Result {
      Command.run(
        ["modelgate-compare", "--candidate", "new.json", "--baseline", "old.json", "--rule", text], in: place.path)
    }
    let refused = rule("zorp better_by 0")
    #expect(refused.code == 65 && refused.errors.contains("nobody knows whether a higher 'zorp' is better"))
    #expect(rule("zorp better_by 0 higher").code == 0)
    #expect(rule("zorp better_by 0 lower").code == 1)
  }

  @Test("earlier releases set the noise that a candidate may have, and too few of them are a hold")
  func history() throws {
    let place = try place(
      Self.policy.replacing(
        "    - {metric: roc_auc, better_by: 0}\n", with: "    - {metric: accuracy, within_noise_of: 3}\n"
      ).replacing("  id: id\n", with: "  id: id\n  history: history.csv\n"))
    try place.write("history.csv", "release,accuracy\n1,0.84\n2,0.85\n3,0.86\n4,0.85\n5,0.84\n")
    let passed = run("", in: place)
    #expect(passed.code == 0, "\(passed.output)\(passed.errors)")
    #expect(passed.output.contains("accuracy within_noise_of 3"))
    try place.write("history.csv", "release,accuracy\n1,0.84\n2,0.85\n")
    #expect(run("", in: place).code == 2)
    try place.write("history.csv", "release,accuracy\n1,0.94\n2,0.95\n3,0.96\n4,0.95\n5,0.94\n")
    #expect(run("", in: place).code == 1)
  }

  @Test("SageMaker's constraints become rules, whose operators name the violation")
  func constraints() throws {
    let place = try place(Self.policy.replacing("  id: id\n", with: "  id: id\n  constraints: constraints.json\n"))
    try place.write(
      "constraints.json",
      """
      {"version": 0.0, "binary_classification_constraints":
        {"recall": {"threshold": 0.95, "comparison_operator": "LessThanThreshold"}}}
      """)
    let result = run("", in: place)
    #expect(result.code == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("recall at_least 0.95"))
  }

  @Test("the ledger's evidence of what holds the stage is a baseline: unpaired, by its standard errors")
  func ledgerBaseline() throws {
    let story = try Story { $0 }
    story.prepare()
    story.play("modelgate-release plan 2.0.0 --stage staging", "modelgate-release promote --stage staging")
    let policy = String(decoding: try Files.read(story.directory("modelgate.yaml")), as: UTF8.self)
    try story.directory.write(
      "modelgate.yaml",
      policy.replacing("  baseline: predictions/1.0.0.csv\n", with: "  baseline: {ledger: staging}\n").replacing(
        "candidate: predictions/2.0.0.csv", with: "candidate: predictions/1.9.0.csv"))
    let result = story.run("modelgate-compare --report json=report.json")
    // The version before the one that holds the stage is worse, and 3,522 rows show it even unpaired.
    #expect(result.code == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("roc_auc better_by 0"))
    let report = try JSON(parsing: Files.read(story.directory("report.json")), file: "report.json")
    let outcome = try #require(report["metrics"]?.array?.first { $0["rule"]?.string == "roc_auc better_by 0" })
    #expect(outcome["method"]?.string == "standard errors, unpaired")
    let recorded = try #require(outcome["baseline"]?.number)
    #expect((recorded - 0.8343351889021414).magnitude < 1e-12)
    #expect(outcome["verdict"]?.string == "fail")
    // What was adopted without a comparison has none on record.
    try story.directory.write(
      "modelgate.yaml",
      policy.replacing("  baseline: predictions/1.0.0.csv\n", with: "  baseline: {ledger: production}\n"))
    let adopted = story.run("modelgate-compare")
    #expect(adopted.code == 65)
    #expect(adopted.errors.contains("version 1.0.0 holds production, and was released without a comparison on record"))
  }

  @Test("the page draws the curves of both models and the intervals of all slices, in one file")
  func page() throws {
    let place = try place()
    #expect(run("--report html=page.html", in: place).code == 0)
    let page = try String(decoding: Files.read(place("page.html")), as: UTF8.self)
    for part in ["ROC", "Precision and recall", "Calibration", "Intervals beside their limits", "region=north"] {
      #expect(page.contains(part))
    }
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + other + self[range.upperBound...]
  }

  private func firstRange(of part: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
