import Core
import Metrics
import Scan

/// One model's predictions: what the columns of its file say, in the order of the ids.
struct PredictionSide {
  let table: PredictionTable
  let rows: EvaluationRows
  /// Each row's cluster, from 0; nil when rows do not depend on each other.
  let clusters: [Int32]?
  let slices: [Grouping]
  /// Of the columns that have no other use.
  let searched: [Grouping]

  /// - Parameters:
  ///   - threshold: nil for 0.5, which is for probabilities only.
  ///   - searching: whether columns that have no other use are read too.
  ///   - sliceColumns: those that are to be read; columns that the file lacks are left out where `lenient` is true.
  init(
    _ source: any RowSource, _ columns: PredictionColumns, threshold: Double?, sliceColumns: [String],
    groupColumns: [String], searching: Bool, lenient: Bool, threads: Int
  ) throws(Failure) {
    let known = Set(source.columns.map(\.name))
    let sliced = lenient ? sliceColumns.filter(known.contains) : sliceColumns
    let grouped = lenient ? groupColumns.filter(known.contains) : groupColumns
    let plan = ReadingPlan(columns, source)
    let used = Set(columns.ids + plan.numbers + plan.codes + columns.labels + sliced + grouped)
    let others = source.columns.filter { !used.contains($0.name) && $0.type != .unreadable }.map(\.name)
    let table = try PredictionTable(
      source, ids: columns.ids, numbers: plan.numbers, codes: plan.codes + sliced + grouped,
      searched: searching ? others : [], threads: threads)
    self.table = table
    rows = try Self.rows(table, columns, plan, threshold, grouped)
    // Whatever else is said, the documents of a query and the rows of an account go together.
    clusters = (columns.cluster ?? columns.query ?? columns.account).map { table.grouping($0).codes }
    slices = sliced.map { table.grouping($0) }
    searched = table.groupings
  }

  private static func rows(
    _ table: PredictionTable, _ columns: PredictionColumns, _ plan: ReadingPlan, _ threshold: Double?,
    _ groups: [String]
  ) throws(Failure) -> EvaluationRows {
    let reader = AnswerReader(table: table, columns: columns, plan: plan, threshold: threshold)
    var rows = EvaluationRows(try reader.answers())
    if let column = columns.weight {
      let weights = try table.numbers(column, "weight", hint: "a weight is a number from 0 up")
      if let row = table.firstRow(column, outside: 0...(.greatestFiniteMagnitude)) {
        throw Failure(
          .malformedData, "the weight is negative", at: table.place(row), hint: "a weight is a number from 0 up")
      }
      rows.weights = weights
    }
    if let column = columns.amount {
      rows.amounts = try table.numbers(column, "amount", hint: "an amount is what the row is worth, a number")
    }
    if let column = columns.time {
      rows.times = try table.numbers(column, "time", hint: "a time is a number of seconds, or a timestamp in Parquet")
    }
    rows.accounts = columns.account.map { table.grouping($0).codes }
    rows.groups = groups.map { table.grouping($0) }
    return rows
  }
}

/// Which columns are read as what.
struct ReadingPlan {
  let numbers: [String]
  let codes: [String]
  /// The columns of probabilities, with their classes.
  let probabilities: [(column: String, name: String)]

  init(_ columns: PredictionColumns, _ source: any RowSource) {
    var probabilities: [(String, String)] = []
    if let prefix = columns.probabilities {
      for column in source.columns where column.name.hasPrefix(prefix) && column.name.count > prefix.count {
        probabilities.append((column.name, String(column.name.dropFirst(prefix.count))))
      }
    }
    self.probabilities = probabilities
    var numbers = columns.scores + probabilities.map(\.0)
    numbers += [columns.weight, columns.amount, columns.time, columns.attempts].compactMap { $0 }
    var codes = [columns.cluster, columns.account, columns.query].compactMap { $0 }
    switch columns.toldTask {
    case .regression, .ranking: numbers += columns.labels + columns.predictions
    case .binary, .multiclass, .multilabel: codes += columns.labels + columns.predictions
    case .items: break
    case nil:
      numbers += columns.labels + columns.predictions
      codes += columns.labels + columns.predictions
    }
    self.numbers = numbers
    self.codes = codes
  }
}
