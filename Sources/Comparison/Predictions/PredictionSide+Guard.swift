import Core
import Metrics
import Scan

/// What has to be the same for both models, so that a difference between them is theirs.
extension PredictionSide {
  /// - Throws: `malformedData` saying how many ids, labels or other cells differ, with examples.
  func requireSame(as other: PredictionSide) throws(Failure) {
    try requireSameIDs(as: other)
    guard rows.task == other.rows.task else {
      throw Failure(
        .malformedData,
        "the predictions are \(rows.task.rawValue) here and \(other.rows.task.rawValue) in \(other.table.name)",
        at: Place(file: table.name), hint: "say which, with 'task'")
    }
    try require(
      rows.answers.truths == other.rows.answers.truths, other, "label", "judge both models by the same labels"
    ) {
      rows.answers.truths.differ(from: other.rows.answers.truths, $0)
    }
    if let ours = rows.weights, let theirs = other.rows.weights {
      try require(ours == theirs, other, "weight", "rows have to weigh the same for both models") {
        ours[$0] != theirs[$0]
      }
    }
    for (ours, theirs) in other.slices.compactMap({ theirs in
      slices.first { $0.column == theirs.column }.map { ($0, theirs) }
    }) {
      try require(ours == theirs, other, ours.column, "slices have to be the same rows for both models") {
        ours.names[Int(ours.codes[$0])] != theirs.names[Int(theirs.codes[$0])]
      }
    }
  }

  private func requireSameIDs(as other: PredictionSide) throws(Failure) {
    let (a, b) = (table.order, other.table.order)
    var (onlyHere, onlyThere) = ([Int](), [Int]())
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      let ours = i < a.count ? table.ids[Int(a[i])] : nil
      let theirs = j < b.count ? other.table.ids[Int(b[j])] : nil
      if let ours, let theirs, ours == theirs {
        i += 1
        j += 1
      } else if let ours, theirs.map({ (ours.high, ours.low) < ($0.high, $0.low) }) ?? true {
        onlyHere.append(Int(a[i]))
        i += 1
      } else {
        onlyThere.append(Int(b[j]))
        j += 1
      }
    }
    if onlyHere.isEmpty, onlyThere.isEmpty { return }
    var sides: [String] = []
    if !onlyHere.isEmpty { sides.append("\(onlyHere.count) only in \(table.name) (\(examples(onlyHere)))") }
    if !onlyThere.isEmpty {
      sides.append("\(onlyThere.count) only in \(other.table.name) (\(other.examples(onlyThere)))")
    }
    throw Failure(
      .malformedData, "the two files have different ids: \(sides.joined(separator: ", "))", at: Place(file: table.name),
      hint: "score both models on the same rows")
  }

  private func require(
    _ isSame: Bool, _ other: PredictionSide, _ what: String, _ hint: String, differs: (Int) -> Bool
  ) throws(Failure) {
    if isSame { return }
    let differing = (0..<rows.count).filter(differs).map { Int(table.order[$0]) }.sorted()
    guard let first = differing.first else { return }
    throw Failure(
      .malformedData,
      "\(differing.count) \(what)\(differing.count == 1 ? " differs" : "s differ") from \(other.table.name): "
        + examples(differing), at: table.place(first), hint: hint)
  }

  /// The ids of the first rows, in the order of the file.
  private func examples(_ rows: [Int]) -> String {
    rows.sorted().prefix(3).map(table.id).joined(separator: ", ") + (rows.count > 3 ? ", …" : "")
  }
}

/// What was true of each row, whatever was predicted.
enum Truths: Equatable {
  case flags([[Bool]])
  case classes([String], [Int32])
  case numbers([Double])
  case documents([Int32], [Double])
  /// Items have none.
  case none

  func differ(from other: Truths, _ row: Int) -> Bool {
    switch (self, other) {
    case (.flags(let a), .flags(let b)): zip(a, b).contains { $0[row] != $1[row] }
    case (.classes(let names, let a), .classes(let others, let b)): names[Int(a[row])] != others[Int(b[row])]
    case (.numbers(let a), .numbers(let b)): a[row] != b[row]
    case (.documents(_, let a), .documents(_, let b)): a[row] != b[row]
    default: false
    }
  }
}

extension EvaluationRows.Answers {
  var truths: Truths {
    switch self {
    case .binary(let answers): .flags([answers.labels])
    case .multiclass(let answers): .classes(answers.classes, answers.labels)
    case .multilabel(let answers): .flags(answers.truths)
    case .regression(let answers): .numbers(answers.labels)
    case .ranking(let answers): .documents(answers.queries, answers.relevances)
    case .items: .none
    }
  }
}
