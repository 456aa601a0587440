import Comparison
import Core
import DataSources
import Statistics
import Tables

/// A table of predictions: an id, a label of 0 and 1, and a score between them.
struct PredictionFile {
  let path: String
  let table: Table
  /// The names of its columns.
  let (id, label, score): (String, String, String)
  /// The area under the ROC curve of the score.
  let area: Double
  /// Other columns with few values: what one may want to slice by.
  let groups: [String]

  /// Recognises predictions; nil for other tables.
  ///
  /// - Parameter isNamed: whether the user says that the file holds predictions, so that names need not.
  init?(_ path: String, _ table: Table, isNamed: Bool = false) {
    guard table.rowCount > 1 else { return nil }
    let contents = table.columns.map { Content($0, table) }
    guard let id = contents.first(where: \.isID) ?? contents.first(where: \.isUnique) else { return nil }
    let fractions = contents.filter { $0.isFraction && $0.name != id.name }
    let namedScores = fractions.filter { $0.isNamed(Self.scoreWords) }
    // A table of scaled features has many columns between 0 and 1; its name or the column's has to say more.
    let says = isNamed || !Set(Words.of(path)).isDisjoint(with: Self.scoreWords)
    let scores = namedScores.isEmpty ? (says && fractions.count == 1 ? fractions : []) : namedScores
    // Of several scores, such as one for each class, the one of class 1 tells the labels apart best.
    var best: (label: String, score: String, area: Double)?
    for score in scores {
      guard let label = Self.label(of: score, among: contents.filter { $0.name != id.name }) else { continue }
      let curve = AreaUnderROC(labels: label.numbers.map { $0 == 1 }, scores: score.numbers)
      guard let area = curve?.value, area > best?.area ?? -1 else { continue }
      best = (label.name, score.name, area)
    }
    guard let best else { return nil }
    self.path = path
    self.table = table
    (self.id, label, score) = (id.name, best.label, best.score)
    area = best.area
    groups = contents.filter { ![id.name, best.label, best.score].contains($0.name) && $0.isGroup }.map(\.name)
  }

  /// The column of 0 and 1 that is called a label; else the one beside the score; else the first.
  private static func label(of score: Content, among contents: [Content]) -> Content? {
    let flags = contents.filter(\.isFlag)
    if let named = flags.first(where: { $0.isNamed(labelWords) }) { return named }
    let place = contents.firstIndex { $0.name == score.name } ?? 0
    let beside = [place - 1, place + 1].filter(contents.indices.contains).map { contents[$0] }
    return beside.first(where: \.isFlag) ?? flags.first
  }

  private static let scoreWords: Set<String> = [
    "p", "pred", "preds", "prediction", "predictions", "prob", "proba", "probability", "score", "scores", "scored",
  ]
  private static let labelWords: Set<String> = [
    "actual", "class", "label", "outcome", "target", "true", "truth", "y",
  ]

  /// What a column holds.
  private struct Content {
    let name: String
    let isUnique: Bool
    let isID: Bool
    let isGroup: Bool
    /// Every cell's number, when all of them are numbers from 0 to 1; else empty.
    let numbers: [Double]
    let isFlag: Bool
    let isFraction: Bool

    init(_ column: Table.Column, _ table: Table) {
      name = column.name
      let cells = column.cells.map { table.buffer[$0] }
      let distinct = Set(cells)
      isUnique = distinct.count == cells.count && !distinct.contains(where: \.isEmpty)
      isID = isUnique && Words.of(column.name).contains("id")
      isGroup = (2...12).contains(distinct.count)
      var numbers: [Double] = []
      for cell in cells {
        guard let number = Number.parse(cell), (0...1).contains(number) else { break }
        numbers.append(number)
      }
      self.numbers = numbers.count == cells.count ? numbers : []
      isFlag = Set(self.numbers) == [0, 1]
      isFraction = self.numbers.contains { $0 > 0 && $0 < 1 }
    }

    func isNamed(_ words: Set<String>) -> Bool { !Set(Words.of(name)).isDisjoint(with: words) }
  }
}

/// Which predictions are the candidate's and which the baseline's.
struct PredictionChoice {
  let candidate: PredictionFile
  /// Nil when no other file has the same rows.
  let baseline: PredictionFile?

  private static let candidateWords: Set<String> = ["candidate", "challenger", "new", "next"]
  private static let baselineWords: Set<String> = [
    "baseline", "champion", "current", "old", "previous", "prod", "production",
  ]

  /// Picks by the files' names: what is called candidate or baseline is, else the latest version and the one before.
  ///
  /// - Parameter files: in natural order, at least one.
  init?(among files: [PredictionFile]) {
    func named(_ words: Set<String>) -> PredictionFile? {
      files.last { !Set(Words.of($0.path)).isDisjoint(with: words) }
    }
    let champion = named(Self.baselineWords)
    guard
      let candidate = named(Self.candidateWords) ?? files.last(where: { $0.path != champion?.path }) ?? files.last
    else { return nil }
    self.candidate = candidate
    let others = files.filter { $0.path != candidate.path && Self.haveSameRows(candidate, $0) }
    baseline = others.first { $0.path == champion?.path } ?? others.last
  }

  /// The candidate's first, then the baseline's, as the user named them.
  ///
  /// - Throws: why the two cannot be compared.
  init(candidate: PredictionFile, baseline: PredictionFile?) throws(Failure) {
    self.candidate = candidate
    self.baseline = baseline
    _ = try Self.pair(candidate, baseline)
  }

  private static func haveSameRows(_ a: PredictionFile, _ b: PredictionFile) -> Bool { (try? pair(a, b)) != nil }

  private static func pair(_ a: PredictionFile, _ b: PredictionFile?) throws(Failure) -> PairedPredictions {
    var baseline: DataSource?
    if let b { baseline = try DataSource(b.path) }
    return try PairedPredictions(
      candidate: DataSource(a.path).rows, baseline: baseline?.rows,
      columns: PredictionColumns(id: a.id, label: a.label, score: a.score))
  }
}
