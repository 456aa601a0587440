/// Why a measure of drift has no value. Undefined is never zero: who asks decides what to do, and a pass it is not.
package enum Undefined: Error, Sendable, Hashable {
  /// Which of the two is meant.
  package enum Side: String, Sendable {
    case reference
    case current = "data"
  }

  /// There are no rows.
  case empty(Side)
  /// There are rows, and every one is null.
  case allNull(Side)
  /// There are NaN values, which have no place among numbers.
  case notANumber(Side)
  /// There are infinite values.
  case infinite(Side)
  /// All values of both sides are the same one, and the measure needs two.
  case singleValue
  /// All values of the reference are the same, so that there is no spread to measure by.
  case constantReference
  /// There are fewer values than the definition asks for.
  case tooFew(minimum: Int)
  /// A bin is empty on one side, the logarithm of zero is infinite, and the definition says nothing about it.
  case emptyBin
  /// There are not exactly two categories.
  case notTwoCategories
  /// The measure is not defined for inputs of this kind.
  case wrongInput
  /// A count is negative or not finite, or a histogram's bucket ends before it begins.
  case invalidCounts
  /// The numbers are so large that the result is not finite.
  case overflow

  /// For a message: lower case, no full stop.
  package var reason: String {
    switch self {
    case .empty(let side): "the \(side.rawValue) has no rows"
    case .allNull(let side): "the \(side.rawValue) has only nulls"
    case .notANumber(let side): "the \(side.rawValue) has NaN values"
    case .infinite(let side): "the \(side.rawValue) has infinite values"
    case .singleValue: "there is only one value"
    case .constantReference: "all values of the reference are the same"
    case .tooFew(let minimum): "there are fewer than \(minimum) values"
    case .emptyBin: "a bin is empty on one side"
    case .notTwoCategories: "there are not exactly two categories"
    case .wrongInput: "the measure is not defined for a column of this kind"
    case .invalidCounts: "a count is not a number from zero up"
    case .overflow: "the values are too large"
    }
  }
}
