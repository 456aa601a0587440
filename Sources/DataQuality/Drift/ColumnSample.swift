import Core
import Drift
import Scan

/// All values of a column, each with how often it occurs: what drift is measured on.
struct ColumnSample: Sendable, Equatable {
  enum Values: Sendable, Equatable {
    case numbers(NumberSample)
    /// By their text.
    case categories([String: Int])
  }

  let values: Values
  let nulls: Int
  /// Whether each value was counted by itself; numbers of very many different values are told by their quantiles.
  var isExact = true

  var kind: DriftMeasure.Values {
    switch values {
    case .numbers: .numbers
    case .categories: .categories
    }
  }
}

/// The side that data are compared with.
enum ComparedColumn: Sendable {
  case sample(ColumnSample)
  /// Of a saved profile, that keeps bins alone.
  case bins(DriftBins)

  var kind: DriftMeasure.Values {
    switch self {
    case .sample(let sample): sample.kind
    case .bins(let bins): bins.reference.isNumeric ? .numbers : .categories
    }
  }

  /// Whether nothing about it is an estimate; the bins of a profile are what it was compared by ever since.
  var isExact: Bool {
    switch self {
    case .sample(let sample): sample.isExact
    case .bins: true
    }
  }

  /// - Returns: the drift of `current`, or in words why there is none.
  func drift(_ current: ColumnSample, by method: DriftMethod) -> Result<Double, DriftProblem> {
    let input: DriftInput
    switch self {
    case .bins(let bins):
      guard method.definition.binning == .referenceDeciles else {
        return .failure(
          DriftProblem("\(method.name) takes every value, and the reference is a profile: give the table itself"))
      }
      input = .categories(BinCounts(zip(bins.expected, bins.count(current)).map { (reference: $0, current: $1) }))
    case .sample(let reference):
      // Among very many rows the slightest error in a rank is the difference between one p-value and any other.
      if method.definition.comparison.lowerIsWorse, !(reference.isExact && current.isExact) {
        return .failure(
          DriftProblem("there are too many different values to count each, and a p-value is none of an estimate"))
      }
      guard let both = Self.input(reference, current, method) else {
        return .failure(DriftProblem("only one of the two sides holds numbers alone"))
      }
      input = both
    }
    switch method.measure(input) {
    case .measured(let value): return .success(value)
    case .undefined(let problem): return .failure(DriftProblem("drift is undefined: \(problem.reason)"))
    }
  }

  private static func input(
    _ reference: ColumnSample, _ current: ColumnSample, _ method: DriftMethod
  ) -> DriftInput? {
    switch (reference.values, current.values) {
    case (.numbers(let left), .numbers(let right)): return .numbers(reference: left, current: right)
    case (.categories(let left), .categories(let right)):
      guard method.definition.binning == .referenceDeciles else {
        return .categories(
          BinCounts(reference: left, current: right, nulls: (reference.nulls, current.nulls)))
      }
      // As with the bins of a profile: nulls are a bin, and so is all that the reference does not know.
      var bins = [(reference: reference.nulls, current: current.nulls)]
      for name in left.keys.sorted() { bins.append((left[name] ?? 0, right[name] ?? 0)) }
      bins.append((0, right.reduce(0) { $0 + (left[$1.key] == nil ? $1.value : 0) }))
      return .categories(BinCounts(bins))
    default: return nil
    }
  }
}

/// Why drift was not measured.
struct DriftProblem: Error, Equatable {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
