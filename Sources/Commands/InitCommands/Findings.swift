import Core

/// What was found in the folder and picked from it: all that the files to be written depend on.
struct Findings {
  let model: String
  private(set) var sets: [DataSetChoice] = []
  private(set) var predictions: PredictionChoice?
  private(set) var artifact: String?
  /// What was found and not picked, by kind, each perhaps with a reason.
  private(set) var left: [(kind: String, files: [String])] = []

  /// What the user says, in place of what would be found.
  struct Wishes {
    var data: [String]
    var predictions: [String]
    var artifact: String?
  }

  /// - Throws: `missingInput` when there is neither data nor predictions, and whatever is wrong with a file that the
  ///   user names.
  init(_ survey: FolderSurvey, model: String, wishes: Wishes) throws(Failure) {
    self.model = model
    var tables: [TableFile] = []
    var unread: [Diagnostic] = []
    for path in survey.tables where !wishes.data.contains(path) && !wishes.predictions.contains(path) {
      do throws(Failure) { tables.append(try TableFile(path, bounded: true)) } catch { unread += error.diagnostics }
    }
    try choosePredictions(&tables, wishes)
    if wishes.data.isEmpty {
      let choice = DataSetChoice.choose(among: tables, model: model)
      sets = choice.sets
      leave("data", choice.left.map(\.path))
    } else {
      var named: [TableFile] = []
      for path in wishes.data { named.append(try TableFile(path)) }
      sets = DataSetChoice.of(named)
      leave("data", tables.map(\.path))
    }
    leave("unread", unread.map { "\($0.place?.file ?? ""): \($0.message)" })
    chooseArtifact(survey.artifacts, wishes.artifact)
    guard sets.isEmpty, predictions == nil else { return }
    let place = unread.first?.place
    throw Failure(
      .missingInput,
      unread.isEmpty
        ? "no data found: there is no CSV file in this folder"
        : "no data found: none of \(unread.count) CSV file\(unread.count == 1 ? "" : "s") can be read; the first: "
          + unread[0].message,
      at: unread.isEmpty ? nil : place,
      hint: unread.isEmpty
        ? "run it where the data lies, or name a file: modelgate-init --data FILE"
        : unread[0].hint ?? "name a file: modelgate-init --data FILE")
  }

  private mutating func leave(_ kind: String, _ files: [String]) {
    if !files.isEmpty { left.append((kind, files)) }
  }

  /// Takes predictions out of the tables.
  private mutating func choosePredictions(_ tables: inout [TableFile], _ wishes: Wishes) throws(Failure) {
    if !wishes.predictions.isEmpty {
      var named: [PredictionFile] = []
      for path in wishes.predictions {
        let file = try TableFile(path)
        guard let predictions = PredictionFile(path, file.table, isNamed: true) else {
          throw Failure(
            .malformedData,
            "no predictions: an id without repetition, a label of 0 and 1 and a score between are needed",
            at: Place(file: path, line: 1), hint: "its columns are: \(file.columns.joined(separator: ", "))")
        }
        named.append(predictions)
      }
      predictions = try PredictionChoice(candidate: named[0], baseline: named.count > 1 ? named[1] : nil)
      return
    }
    let found = tables.compactMap { PredictionFile($0.path, $0.table) }
    // The only table there is is data, whatever else it may be.
    if found.count == 1, tables.count == 1, wishes.data.isEmpty { return }
    predictions = PredictionChoice(among: found)
    let paths = Set(found.map(\.path))
    tables.removeAll { paths.contains($0.path) }
    let taken = [predictions?.candidate.path, predictions?.baseline?.path]
    leave("predictions", found.map(\.path).filter { !taken.contains($0) })
  }

  /// The artifact that lies where the candidate's predictions do, or is called like them; else the latest.
  private mutating func chooseArtifact(_ artifacts: [String], _ wish: String?) {
    artifact = wish ?? artifacts.last { $0.split(separator: "/").map(String.init).contains(candidateStem) }
    artifact = artifact ?? artifacts.last { Path.stem($0) == candidateStem } ?? artifacts.last
    leave("artifact", artifacts.filter { $0 != artifact })
  }

  private var candidateStem: String { predictions.map { Path.stem($0.candidate.path) } ?? "" }
}
