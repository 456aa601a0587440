import Comparison
import Core
import DataSources
import Metrics
import Scan
import TestSupport
import Testing

@Suite("Predictions are read, checked and joined by id")
struct ReadingTests {
  let folder = TemporaryDirectory()

  func source(_ text: String, _ name: String = "a.csv") throws -> any RowSource {
    let path = Path.join(folder.path, name)
    try Files.replace(path, with: Array(text.utf8))
    return try DataSource(path).rows
  }

  static let columns = PredictionColumns(id: "id", label: "label", score: "score")
  static let good = "id,label,score\na,1,0.9\nb,0,0.2\nc,1,0.4\n"

  @Test(
    "a cell that is not what its column is for is an error with its line",
    arguments: [
      ("id,label,score\na,1,NaN\n", "the score is NaN"), ("id,label,score\na,1,inf\n", "the score is infinite"),
      ("id,label,score\na,1,x\n", "the score 'x' is not a number"), ("id,label,score\na,1,\n", "the score is missing"),
      ("id,label,score\na,1,1.5\n", "the score 1.5 is not between 0 and 1"),
      ("id,label,score\na,2,0.5\n", "the label '2' is neither 0 nor 1"),
      ("id,label,score\na,,0.5\n", "the label is missing"), ("id,label,score\n,1,0.5\n", "the id is missing"),
    ])
  func badCells(text: String, problem: String) throws {
    let source = try source(text)
    #expect {
      _ = try PairedPredictions(candidate: source, baseline: nil, columns: Self.columns)
    } throws: { error in
      let text = (error as? Failure)?.description ?? ""
      return text.contains(problem) && text.contains("a.csv:2")
    }
  }

  @Test("a repeated id names both lines")
  func repeated() throws {
    let source = try source("id,label,score\na,1,0.9\nb,0,0.2\na,1,0.4\n")
    #expect {
      _ = try PairedPredictions(candidate: source, baseline: nil, columns: Self.columns)
    } throws: { "\($0)".contains("a.csv:4: the id 'a' stands on line 2 already") }
  }

  @Test(
    "both sides have the same ids and labels, or it is said what differs, with examples",
    arguments: [
      ("id,label,score\na,1,0.9\nb,0,0.2\n", "1 only in", "(c)"),
      ("id,label,score\na,1,0.9\nb,0,0.2\nc,1,0.4\nd,0,0.1\n", "1 only in", "(d)"),
      ("id,label,score\na,1,0.9\nb,1,0.2\nc,1,0.4\n", "1 label differs", "b"),
    ])
  func guarded(other: String, problem: String, example: String) throws {
    let (candidate, baseline) = (try source(Self.good), try source(other, "b.csv"))
    #expect {
      _ = try PairedPredictions(candidate: candidate, baseline: baseline, columns: Self.columns)
    } throws: { "\($0)".contains(problem) && "\($0)".contains(example) }
  }

  @Test("several columns are one id together")
  func compoundIDs() throws {
    let text = "doc,filter,score\n1,strict,1\n1,loose,1\n2,strict,0\n"
    var columns = PredictionColumns(ids: ["doc", "filter"], scores: ["score"])
    #expect(try PairedPredictions(candidate: source(text), baseline: nil, columns: columns).count == 3)
    columns.ids = ["doc"]
    #expect(throws: Failure.self) {
      _ = try PairedPredictions(candidate: source(text), baseline: nil, columns: columns)
    }
  }

  @Test(
    "the task is told by the columns, or by what stands in them",
    arguments: [
      ("label,prediction\n1,0\n0,0\n", .binary), ("label,prediction\ntrue,false\nfalse,false\n", .binary),
      ("label,prediction\ncat,dog\ndog,dog\n", .multiclass), ("label,prediction\n1.5,2\n2,2\n", .regression),
    ] as [(String, EvaluationTask)])
  func tasks(text: String, task: EvaluationTask) throws {
    var columns = PredictionColumns(labels: ["label"])
    columns.predictions = ["prediction"]
    #expect(try PairedPredictions(candidate: source(text), baseline: nil, columns: columns).candidate.task == task)
  }

  @Test("whole numbers may be classes or amounts: nobody guesses")
  func ambiguous() throws {
    var columns = PredictionColumns(labels: ["label"])
    columns.predictions = ["prediction"]
    let text = "label,prediction\n3,4\n5,5\n"
    #expect { _ = try PairedPredictions(candidate: source(text), baseline: nil, columns: columns) } throws: {
      "\($0)".contains("say which: task multiclass or regression")
    }
    columns.task = .regression
    #expect(
      try PairedPredictions(candidate: source(text), baseline: nil, columns: columns).candidate.task == .regression)
  }

  @Test("classes are those of both sides, and a class without a column of probabilities is an error")
  func classes() throws {
    var columns = PredictionColumns(ids: ["id"], labels: ["label"])
    columns.probabilities = "p_"
    let full = "id,label,p_a,p_b\n1,a,0.9,0.1\n2,b,0.3,0.7\n"
    let rows = try PairedPredictions(candidate: source(full), baseline: nil, columns: columns)
    guard case .multiclass(let answers) = rows.candidate.answers else { throw Failure(.software, "no classes") }
    #expect(answers.classes == ["a", "b"])
    #expect(Set(zip(answers.labels, answers.predictions).map { $0 == $1 }) == [true])
    #expect {
      _ = try PairedPredictions(
        candidate: source("id,label,p_a\n1,a,0.9\n2,b,0.3\n"), baseline: nil, columns: columns)
    } throws: { "\($0)".contains("the class 'b' has no column of probabilities") }
  }

  @Test("the same rows in any order, read by any number of threads, are the same")
  func order() throws {
    let lines = (0..<5000).map { "id\($0),\($0 % 3 == 0 ? 1 : 0),\(Double($0 * 37 % 1000) / 1000)" }
    let forwards = "id,label,score\n" + lines.joined(separator: "\n") + "\n"
    let backwards = "id,label,score\n" + lines.reversed().joined(separator: "\n") + "\n"
    var reports: Set<[UInt8]> = []
    for text in [forwards, backwards] {
      for threads in [1, 3] {
        let rows = try PairedPredictions(
          candidate: source(text), baseline: source(forwards, "b.csv"), columns: Self.columns, threads: threads)
        var settings = ComparisonSettings()
        (settings.threads, settings.resamples) = (threads, 300)
        let rules = ["log_loss", "f1", "roc_auc", "ks"].map {
          ComparisonRule(metric: DecisionTests.metric($0), limit: .noWorseThan(.absolute(0.1)))
        }
        reports.insert(ModelComparison.run(rows, rules: rules, settings: settings).json.canonical)
      }
    }
    #expect(reports.count == 1)
  }
}
