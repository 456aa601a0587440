import Scan

/// A column of a whole, from what its parts say of it.
struct ColumnMerge {
  private(set) var column: DataProfile.Column
  /// Of the parts that have values of it.
  private let parts: [(column: DataProfile.Column, values: Int)]
  private let values: Int

  /// - Parameter found: nil where a part has no such column, which counts as null.
  init(_ name: String, _ found: [(column: DataProfile.Column?, rows: Int)]) {
    let known = found.compactMap { column, rows in column.map { (column: $0, values: max(0, rows - $0.nulls)) } }
    parts = known.filter { $0.values > 0 }
    values = parts.reduce(0) { $0 + $1.values }
    let (kind, moment) = Self.kind(known.map(\.column))
    column = DataProfile.Column(
      name: name, kind: kind, nulls: found.reduce(0) { $0 + ($1.column?.nulls ?? $1.rows) }, distinct: 0,
      numbers: nil, minimumLength: nil, maximumLength: nil, distribution: .categories([:], other: 0))
    column.moment = moment
    column.parts = DataProfile.MergeState()
    if known.contains(where: { $0.column.isRedacted }) {
      mergeDistinct(.none)
      column = column.redacted(values: values)
      return
    }
    switch kind {
    case .empty: break
    case .unreadable: column.nulls = known.map(\.column.nulls).max() ?? 0
    case .integer, .number, .date: mergeNumbers()
    case .boolean, .text: mergeTexts()
    }
  }

  /// What values of several kinds are together: numbers where all are some, else text, as in one file.
  private static func kind(
    _ columns: [DataProfile.Column]
  ) -> (DataProfile.Column.Kind, DataProfile.Column.Moment?) {
    if columns.contains(where: { $0.kind == .unreadable }) { return (.unreadable, nil) }
    let all = columns.filter { $0.kind != .empty }
    guard let first = all.first else { return (.empty, nil) }
    if all.allSatisfy({ $0.kind == first.kind && $0.moment == first.moment }) { return (first.kind, first.moment) }
    return (all.allSatisfy(\.isNumeric) ? .number : .text, nil)
  }

  // MARK: Numbers

  private mutating func mergeNumbers() {
    let states = parts.compactMap { part in part.column.parts?.numbers }
    let moment = column.moment
    let others = values - states.reduce(0) { $0 + $1.count }
    guard !states.isEmpty else {
      column.distribution = .categories([:], other: others)
      mergeDistinct(.numbers)
      return
    }
    let points = QuantilePoints.merged(states.map(\.points))
    let weighted = points.weighted
    let moments = mergedMoments
    column.numbers = points.isExact ? DataProfile.Numbers(of: weighted) : DataProfile.Numbers(moments)
    column.distribution = DataProfile.Distribution(
      numbers: weighted, others: others, listing: points.isExact, as: { DataProfile.Column.label($0, moment) })
    column.parts?.numbers = DataProfile.NumberState(
      count: points.count, squares: points.isExact ? weighted.squares : moments.squares, points: points)
    mergeDistinct(.numbers)
  }

  /// In an order of their own, so that a sum is the same in any order of the parts.
  private var mergedMoments: Moments {
    let all = parts.compactMap { part -> Moments? in
      guard let numbers = part.column.numbers, let state = part.column.parts?.numbers else { return nil }
      return Moments(
        count: Double(state.count), mean: numbers.mean, minimum: numbers.minimum, maximum: numbers.maximum,
        squares: state.squares)
    }
    return all.sorted { ($0.count, $0.mean, $0.squares) < ($1.count, $1.mean, $1.squares) }.reduce(into: Moments()) {
      $0.merge($1)
    }
  }

  // MARK: Texts

  private mutating func mergeTexts() {
    let areAllTexts = parts.allSatisfy(\.column.isText)
    let lengths = areAllTexts ? parts.map { ($0.column.minimumLength, $0.column.maximumLength) } : []
    // Merged once with numbers, nobody knows how long these were.
    if !lengths.isEmpty, lengths.allSatisfy({ $0.0 != nil && $0.1 != nil }) {
      column.minimumLength = lengths.compactMap(\.0).min()
      column.maximumLength = lengths.compactMap(\.1).max()
    }
    let merge = TextMerge(parts)
    mergeDistinct(areAllTexts ? .texts(merge.counts.count) : .none)
    let list = TextList(merge.counts, distinct: column.distinct, values: values, hidden: merge.hidden)
    column.distribution = list.distribution(of: values)
    column.parts?.hidden = list.hidden
    if column.listsAll { column.parts?.sketch = nil }
  }

  // MARK: Different values

  /// What tells which values the parts have in common.
  private enum Common {
    case numbers
    /// With how many different texts the parts list.
    case texts(Int)
    /// Nothing.
    case none
  }

  private mutating func mergeDistinct(_ common: Common) {
    if parts.count == 1, let only = parts.first?.column, only.kind == column.kind {
      column.distinct = only.distinct
      column.isDistinctEstimated = only.isDistinctEstimated
      column.isDistinctAtLeast = only.isDistinctAtLeast
      column.parts?.sketch = only.parts?.sketch
      return
    }
    let most = parts.map(\.column.distinct).max() ?? 0
    if case .none = common {
      column.distinct = most
      column.isDistinctAtLeast = parts.count > 0
      return
    }
    let sketch = sketch
    if parts.allSatisfy(\.column.listsAll) {
      switch common {
      case .texts(let listed): column.distinct = listed
      case .numbers, .none: column.distinct = listedNumbers
      }
      if let points = column.parts?.numbers?.points, points.isExact { return }
      column.parts?.sketch = sketch
      return
    }
    guard let sketch else {
      column.distinct = most
      column.isDistinctAtLeast = true
      return
    }
    column.parts?.sketch = sketch
    // No fewer than one of them has, and no more than all of them together, as far as these are known.
    let sum = parts.map(\.column.distinct).sumIfItFits ?? .max
    let areCounted = parts.allSatisfy { !$0.column.isDistinctEstimated && !$0.column.isDistinctAtLeast }
    let counted = parts.map(\.column).filter { !$0.isDistinctEstimated }.map(\.distinct).max() ?? 0
    column.distinct = min(max(sketch.estimate, counted), areCounted ? sum : .max, values)
    column.isDistinctEstimated = true
  }

  private var listedNumbers: Int {
    let numbers = Set(parts.flatMap { $0.column.parts?.numbers?.points.values ?? [] }).count
    return numbers + (parts.contains { $0.column.distribution.other > 0 } ? 1 : 0)
  }

  /// Nil where a part does not tell.
  private var sketch: DistinctSketch? {
    var sketch = DistinctSketch()
    for part in parts {
      guard let next = part.column.hashed else { return nil }
      sketch.merge(next)
    }
    return sketch
  }
}

extension DataProfile.Column {
  /// Its different values; nil where they are not known.
  fileprivate var hashed: DistinctSketch? {
    if let sketch = parts?.sketch { return sketch }
    guard listsAll else { return nil }
    if case .categories(let categories, _) = distribution, kind == .text || kind == .boolean {
      return DistinctSketch(of: categories.keys)
    }
    return DistinctSketch(of: (parts?.numbers?.points.values ?? []) + (distribution.other > 0 ? [.nan] : []))
  }
}
