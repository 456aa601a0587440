package import Core
package import Metrics
package import Scan

/// The predictions of the candidate and of what it is compared with, on the same rows, joined by id: no result depends
/// on the order of a file.
package struct PairedPredictions: Sendable {
  package let candidate: EvaluationRows
  /// Nil at a first release.
  package let baseline: EvaluationRows?
  /// The predictions of a simpler model, which the candidate has to be worth its trouble against; nil when none is given.
  package let simpler: EvaluationRows?
  /// Each row's cluster; nil when rows do not depend on each other.
  package let clusters: [Int32]?
  /// Of the columns that results are sliced by.
  package let slices: [Grouping]
  /// Of the columns that have no other use, for a search of slices.
  package let searched: [Grouping]

  package var count: Int { candidate.count }

  package init(
    candidate: EvaluationRows, baseline: EvaluationRows?, simpler: EvaluationRows? = nil, clusters: [Int32]? = nil,
    slices: [Grouping] = [], searched: [Grouping] = []
  ) {
    self.candidate = candidate
    self.baseline = baseline
    self.simpler = simpler
    self.clusters = clusters
    self.slices = slices
    self.searched = searched
  }

  /// Reads and joins files of predictions.
  ///
  /// - Parameters:
  ///   - sliceColumns: taken from the candidate's file; where the others have them too they have to agree.
  ///   - groupColumns: what fairness compares, likewise.
  ///   - searching: whether the candidate's other columns are read too, for a search of slices.
  /// - Throws: `malformedData` when a column is missing, an id is repeated, a value is not what its column is for, or two
  ///   files do not have the same ids with the same labels.
  package init(
    candidate: any RowSource, baseline: (any RowSource)?, simpler: (any RowSource)? = nil, columns: PredictionColumns,
    threshold: Double? = nil, sliceColumns: [String] = [], groupColumns: [String] = [], searching: Bool = false,
    threads: Int = Parallel.processors
  ) throws(Failure) {
    func side(_ source: any RowSource, lenient: Bool) throws(Failure) -> PredictionSide {
      try PredictionSide(
        source, columns, threshold: threshold, sliceColumns: sliceColumns, groupColumns: groupColumns,
        searching: searching && !lenient, lenient: lenient, threads: threads)
    }
    let first = try side(candidate, lenient: false)
    func other(_ source: any RowSource) throws(Failure) -> EvaluationRows {
      if columns.ids.isEmpty {
        throw Failure(
          .malformedData, "two files are given, and no column of ids", at: Place(file: source.name),
          hint: "rows are joined by it: name one")
      }
      let second = try side(source, lenient: true)
      try first.requireSame(as: second)
      return second.rows
    }
    var baselineRows: EvaluationRows?
    if let baseline { baselineRows = try other(baseline) }
    var simplerRows: EvaluationRows?
    if let simpler { simplerRows = try other(simpler) }
    var all = [first.rows] + [baselineRows, simplerRows].compactMap { $0 }
    ClassNames.unite(&all)
    self.candidate = all[0]
    self.baseline = baselineRows == nil ? nil : all[1]
    self.simpler = simplerRows == nil ? nil : all.last
    clusters = first.clusters
    slices = first.slices
    searched = first.searched
  }

  /// Some of the rows, in the order of `rows`; not divided further.
  func selecting(_ rows: [UInt32]) -> PairedPredictions {
    PairedPredictions(
      candidate: candidate.selecting(rows), baseline: baseline?.selecting(rows), simpler: simpler?.selecting(rows),
      clusters: clusters.map { clusters in rows.map { clusters[Int($0)] } })
  }
}

/// Makes all sides count the same classes.
private enum ClassNames {
  static func unite(_ sides: inout [EvaluationRows]) {
    var names: [String] = []
    for case .multiclass(let answers) in sides.map(\.answers) {
      for name in answers.classes where !names.contains(name) { names.append(name) }
    }
    let classes = AnswerReader.sorted(Set(names))
    for index in sides.indices {
      guard case .multiclass(let answers) = sides[index].answers, answers.classes != classes else { continue }
      let places = answers.classes.map { Int32(truncatingIfNeeded: classes.firstIndex(of: $0) ?? 0) }
      // A model that has never heard of a class gives it no chance.
      let none = [Double](repeating: 0, count: sides[index].count)
      sides[index].answers = .multiclass(
        MulticlassAnswers(
          classes: classes, labels: answers.labels.map { places[Int($0)] },
          predictions: answers.predictions.map { places[Int($0)] },
          probabilities: answers.probabilities.map { columns in
            classes.map { name in answers.classes.firstIndex(of: name).map { columns[$0] } ?? none }
          }))
    }
  }
}
