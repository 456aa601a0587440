import Statistics

/// A sample of numbers: its different values in ascending order, each with how often it occurs.
package struct NumberSample: Sendable, Equatable {
  /// Finite and strictly ascending.
  package let values: [Double]
  /// How often each value occurs, above 0.
  package let counts: [Int]
  /// How many finite numbers there are.
  package let total: Int
  /// Missing values; no measure takes them for numbers.
  package let nulls: Int
  package let notANumber: Int
  package let negativeInfinite: Int
  package let positiveInfinite: Int
  /// Whether the column's type is integer and it has no nulls: numpy bins such a column no finer than by ones.
  package let isInteger: Bool

  /// - Parameters:
  ///   - values: in any order, with repetitions.
  ///   - nulls: how many there are besides.
  package init(_ values: [Double], nulls: Int = 0, isInteger: Bool = false) {
    self.init(sorted: values.sorted().lazy.map { ($0, 1) }, nulls: nulls, isInteger: isInteger)
  }

  /// - Parameters:
  ///   - weighted: values in any order with how often each occurs; those that occur 0 times or less are left out.
  ///   - nulls: how many there are besides.
  package init(weighted: [(value: Double, count: Int)], nulls: Int = 0, isInteger: Bool = false) {
    let sorted = weighted.sorted { $0.value < $1.value }
    self.init(sorted: sorted.lazy.map { ($0.value, $0.count) }, nulls: nulls, isInteger: isInteger)
  }

  /// NaN has no order: sorting leaves it anywhere, and may leave the others unsorted around it.
  private init(sorted: some Collection<(Double, Int)>, nulls: Int, isInteger: Bool) {
    var (values, counts): ([Double], [Int]) = ([], [])
    var (notANumber, negative, positive) = (0, 0, 0)
    var ascending = true
    for (value, count) in sorted where count > 0 {
      if value.isNaN {
        notANumber += count
      } else if value.isInfinite {
        if value < 0 { negative += count } else { positive += count }
      } else if values.last == value {
        counts[counts.count - 1] += count
      } else {
        if let last = values.last, last > value { ascending = false }
        values.append(value)
        counts.append(count)
      }
    }
    if !ascending {
      let finite = NumberSample(weighted: zip(values, counts).map { (value: $0, count: $1) })
      (values, counts) = (finite.values, finite.counts)
    }
    self.values = values
    self.counts = counts
    self.total = counts.reduce(0, +)
    self.nulls = max(nulls, 0)
    self.notANumber = notANumber
    self.negativeInfinite = negative
    self.positiveInfinite = positive
    self.isInteger = isInteger
  }

  /// How many rows the sample was taken from.
  package var rows: Int { total + nulls + notANumber + negativeInfinite + positiveInfinite }

  /// The mean of the values; NaN for none.
  package var mean: Double {
    zip(values, counts).lazy.map { $0 * Double($1) }.compensatedSum / Double(total)
  }

  /// The standard deviation with n in the denominator, in two passes; NaN for no values.
  package var populationDeviation: Double {
    let mean = mean
    let squares = zip(values, counts).lazy.map { ($0 - mean) * ($0 - mean) * Double($1) }.compensatedSum
    return (squares / Double(total)).squareRoot()
  }

  /// The quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7), as numpy's default;
  /// for samples with values.
  package func quantile(_ probability: Double) -> Double {
    quantiles([probability])[0]
  }

  /// `quantile` of several probabilities, ascending, in one pass.
  package func quantiles(_ probabilities: [Double]) -> [Double] {
    var index = 0
    var end = counts.first ?? 0
    func order(_ position: Int) -> Double {
      while end <= position, index + 1 < values.count {
        index += 1
        end += counts[index]
      }
      return values[index]
    }
    return probabilities.map { probability in
      let position = Double(total - 1) * probability
      let low = Int(position)
      let a = order(low)
      // The next order statistic may lie in the next value; `order` only moves on, so look without moving.
      let b = low + 1 < end || index + 1 >= values.count ? a : values[index + 1]
      let share = position - Double(low)
      return (b - a).isFinite ? a + (b - a) * share : a * (1 - share) + b * share
    }
  }
}

/// Two samples of numbers, both with values and all of them finite.
struct NumberPair {
  let reference: NumberSample
  let current: NumberSample

  /// - Throws: `empty`, `allNull`, `notANumber`, `infinite`.
  init(_ reference: NumberSample, _ current: NumberSample) throws(Undefined) {
    for (side, sample) in [(Undefined.Side.reference, reference), (.current, current)] {
      if sample.notANumber > 0 { throw .notANumber(side) }
      if sample.negativeInfinite + sample.positiveInfinite > 0 { throw .infinite(side) }
      if sample.total == 0 { throw sample.nulls > 0 ? .allNull(side) : .empty(side) }
    }
    self.reference = reference
    self.current = current
  }

  /// Calls `body` for each different value of the two, ascending, with how often each side has it.
  func forEachValue(_ body: (_ value: Double, _ reference: Int, _ current: Int) -> Void) {
    var (i, j) = (0, 0)
    let (left, right) = (reference.values, current.values)
    while i < left.count || j < right.count {
      let takesLeft = j == right.count || (i < left.count && left[i] <= right[j])
      let takesRight = i == left.count || (j < right.count && right[j] <= left[i])
      let value = takesLeft ? left[i] : right[j]
      body(value, takesLeft ? reference.counts[i] : 0, takesRight ? current.counts[j] : 0)
      if takesLeft { i += 1 }
      if takesRight { j += 1 }
    }
  }

  /// Calls `body` for each stretch between neighbouring values with the difference of the two distribution functions
  /// on it, in which nothing is rounded before the division.
  func forEachStep(_ body: (_ width: Double, _ difference: Double) -> Void) {
    let (unitReference, unitCurrent, whole) = units
    var difference = 0
    var last: Double?
    forEachValue { value, reference, current in
      if let last { body(value - last, Double(difference) / whole) }
      last = value
      difference += reference * unitReference - current * unitCurrent
    }
  }

  /// What one value of each side weighs in units of 1 / lcm of the sizes, and that multiple.
  var units: (reference: Int, current: Int, whole: Double) {
    let divisor = Smirnov.greatestCommonDivisor(reference.total, current.total)
    let unit = current.total / divisor
    return (unit, reference.total / divisor, Double(unit) * Double(reference.total))
  }
}
