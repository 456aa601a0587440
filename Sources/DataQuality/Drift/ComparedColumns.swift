import Core
import Drift
import Scan

/// The columns of other tables that data are compared with, read before the pass over the data.
struct ComparedColumns: Sendable {
  struct Key: Hashable {
    let table: String?
    let column: String
    let values: DriftMeasure.Values?

    init(_ measure: DriftMeasure, _ column: String) {
      table = measure.table
      self.column = column
      values = measure.values
    }
  }

  private var columns: [Key: Result<ComparedColumn, DriftProblem>] = [:]

  init() {}

  subscript(measure: DriftMeasure, column: String) -> Result<ComparedColumn, DriftProblem>? {
    columns[Key(measure, column)]
  }

  /// One pass over each table that rules name, the reference among them.
  ///
  /// - Parameter types: of the data's columns, by name.
  init(
    _ rules: [ContractRule], _ settings: DataCheckSettings, _ reference: DataProfile?, types: [String: ColumnType],
    threads: Int
  ) throws(Failure) {
    var wanted: [String?: Set<Key>] = [:]
    for rule in rules {
      guard case .drift(let measure)? = rule.test.measure, let column = rule.columns.first else { continue }
      wanted[measure.table, default: []].insert(Key(measure, column))
    }
    for (name, keys) in wanted.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
      let source = name.map { settings.tables[$0] } ?? settings.referenceTable
      if let source {
        try read(keys, source, threads)
      } else if name == nil, let reference {
        for key in keys { columns[key] = Self.column(key, reference, types[key.column] ?? .untyped) }
      } else {
        let problem = name.map { "the table '\($0)' is not given" } ?? "there is no reference to compare with"
        for key in keys { columns[key] = .failure(DriftProblem(problem)) }
      }
    }
  }

  /// What a saved profile still knows.
  private static func column(
    _ key: Key, _ reference: DataProfile, _ type: ColumnType
  ) -> Result<ComparedColumn, DriftProblem> {
    guard let known = reference.column(key.column) else {
      return .failure(DriftProblem("the reference has no column '\(key.column)'"))
    }
    if known.isRedacted {
      return .failure(DriftProblem("the reference's values are redacted, so drift is unknown"))
    }
    let isOfNumbers = known.isNumeric
    if key.values == .numbers, !isOfNumbers {
      return .failure(DriftProblem("the reference's column does not hold numbers alone"))
    }
    // A profile has read numbers as such, and forgotten how they were written.
    if key.values == .categories, isOfNumbers {
      return .failure(
        DriftProblem("the reference is a profile, which has read the column as numbers: give the table itself"))
    }
    if case .categories(let counts, other: 0) = known.distribution {
      if isOfNumbers {
        let numbers = counts.map { (value: Double($0.key) ?? .nan, count: $0.value) }
        return .success(
          .sample(ColumnSample(numbers: numbers.sorted { $0.value < $1.value }, nulls: known.nulls)))
      }
      return .success(.sample(ColumnSample(values: .categories(counts), nulls: known.nulls)))
    }
    return .success(.bins(DriftBins(known, column: 0, type: type)))
  }

  private mutating func read(_ keys: Set<Key>, _ source: any RowSource, _ threads: Int) throws(Failure) {
    let places = Dictionary(source.columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
    // In one order, whatever a set's is.
    let sorted = keys.sorted { ($0.column, $0.values?.rawValue ?? "") < ($1.column, $1.values?.rawValue ?? "") }
    let known = sorted.compactMap { key in places[key.column].map { (key: key, column: $0) } }
    for key in keys where places[key.column] == nil {
      let name = key.table.map { "the table '\($0)'" } ?? "the reference"
      columns[key] = .failure(DriftProblem("\(name) has no column '\(key.column)'"))
    }
    var counters: [any RuleCounter] = []
    for (key, column) in known {
      let type = source.columns[column].type
      if key.values != .categories { counters.append(NumberCounter(column)) }
      if key.values != .numbers { counters.append(TextCounter(column, type)) }
    }
    if counters.isEmpty { return }
    var needs = [ColumnNeeds](repeating: [], count: source.columns.count)
    for (column, need) in counters.flatMap(\.needs) { needs[column].formUnion([need, .nulls]) }
    let empty = counters
    let found = try source.run(needs: needs, threads: threads, progress: nil) { SampleVisitor(empty, chunk: $0) }
    var summaries = found.visitor.counters.map(\.summary)[...]
    for (key, _) in known {
      var best = summaries.removeFirst()
      if key.values == nil {
        let texts = summaries.removeFirst()
        if best.numbers == nil { best = texts }
      }
      let kind = key.values ?? (best.numbers == nil ? .categories : .numbers)
      columns[key] = best.sample(kind, nulls: found.rows - best.values).map { .sample($0) }
    }
  }
}

extension ColumnSample {
  init(numbers: [(value: Double, count: Int)], nulls: Int, isExact: Bool = true) {
    let areWhole = numbers.allSatisfy { $0.value == $0.value.rounded() }
    self.init(
      values: .numbers(NumberSample(weighted: numbers, nulls: nulls, isInteger: areWhole && nulls == 0)), nulls: nulls,
      isExact: isExact)
  }
}

extension RuleCounter {
  /// The statistics, of counters that gather some.
  fileprivate var summary: ColumnSummary {
    (self as? NumberCounter)?.summary ?? (self as? TextCounter)?.summary ?? .none
  }
}

/// Gathers the values of some columns.
private struct SampleVisitor: ChunkVisitor {
  private(set) var counters: [any RuleCounter]
  private var numbers = ColumnNumbers()

  init(_ counters: [any RuleCounter], chunk: Int) {
    self.counters = counters
    for index in counters.indices { self.counters[index].begin(chunk: chunk) }
  }

  mutating func visit(_ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, firstRow: Int) {
    for index in counters.indices { counters[index].add(batch, bytes, &numbers, firstRow: firstRow, where: .all) }
  }

  mutating func merge(_ next: SampleVisitor, after before: ScanPosition) {
    for index in counters.indices { counters[index].merge(next.counters[index], after: before) }
  }
}
