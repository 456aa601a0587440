/// Why a metric has no value. Undefined is never zero: who asks decides what to do, and a pass it is not.
package struct UndefinedMetric: Error, Sendable, Equatable {
  /// For a message: lower case, no full stop.
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}

package typealias MetricValue = Result<Double, UndefinedMetric>

extension Result where Success == Double, Failure == UndefinedMetric {
  /// Nil when it is undefined.
  package var defined: Double? { try? get() }

  /// A quotient, undefined for a zero denominator.
  package init(_ numerator: Double, over denominator: Double, orBecause reason: @autoclosure () -> String) {
    self = denominator == 0 ? .failure(UndefinedMetric(reason())) : .success(numerator / denominator)
  }

  package static func undefined(_ reason: String) -> Self { .failure(UndefinedMetric(reason)) }
}
