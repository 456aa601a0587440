import Core

/// Moments along an axis at which something begins: a year, a month, a day, an hour.
struct MomentTicks {
  private(set) var labels: [(value: Double, label: String)] = []

  fileprivate enum Step {
    case seconds(Int)
    case months(Int)
  }

  private static let day = 86_400
  /// From the finest: those that divide the next larger unit.
  private static let steps: [Step] =
    [1, 2, 5, 10, 15, 30].map { .seconds($0) } + [1, 2, 5, 10, 15, 30].map { .seconds(60 * $0) }
    + [1, 2, 3, 6, 12].map { .seconds(3600 * $0) } + [1, 2, 7, 14].map { .seconds(day * $0) }
    + [1, 2, 3, 6].map { .months($0) } + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map { .months(12 * $0) }

  /// - Parameters:
  ///   - domain: seconds since 1970-01-01T00:00:00Z.
  ///   - width: of the axis, in the unit that a digit takes 7 of.
  ///   - ofDay: whether they are times of a day, without a date.
  init(_ domain: ClosedRange<Double>, width: Double, ofDay: Bool) {
    // Beyond that there are no years of four digits.
    let limit = 1e11
    guard domain.upperBound > domain.lowerBound, domain.lowerBound >= -limit, domain.upperBound <= limit else { return }
    for step in Self.steps {
      guard let ticks = Self.ticks(domain, step, atMost: 8) else { continue }
      let labels = ticks.map { ($0, Self.label($0, step, ofDay: ofDay)) }
      let longest = labels.map(\.1.count).max() ?? 0
      if Double(labels.count * (7 * longest + 16)) <= width {
        self.labels = labels
        return
      }
    }
  }

  /// Nil for more than are wanted.
  private static func ticks(_ domain: ClosedRange<Double>, _ step: Step, atMost count: Int) -> [Double]? {
    let range = (first: step.index(notBefore: domain.lowerBound), last: step.index(notAfter: domain.upperBound))
    guard range.last - range.first < count else { return nil }
    return range.first <= range.last ? (range.first...range.last).map(step.moment) : []
  }

  private static func label(_ moment: Double, _ step: Step, ofDay: Bool) -> String {
    let second = Int(moment)
    let days = second >= 0 ? second / day : -((day - 1 - second) / day)
    let date = CivilDate(daysSinceEpoch: days)
    let clock = second - days * day
    switch step {
    case .months(let count):
      return count.isMultiple(of: 12) ? padded(date.year, 4) : "\(padded(date.year, 4))-\(padded(date.month, 2))"
    case .seconds(let count) where count >= day && !ofDay:
      return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    case .seconds(let count):
      let time = "\(padded(clock / 3600, 2)):\(padded(clock / 60 % 60, 2))"
      if count < 60 { return "\(time):\(padded(clock % 60, 2))" }
      return ofDay ? time : "\(padded(date.month, 2))-\(padded(date.day, 2)) \(time)"
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension MomentTicks.Step {
  /// The number of steps from 1970 on, the first that is not before a moment.
  fileprivate func index(notBefore moment: Double) -> Int {
    let index = index(notAfter: moment)
    return self.moment(index) < moment ? index + 1 : index
  }

  fileprivate func index(notAfter moment: Double) -> Int {
    switch self {
    case .seconds(let count): return Int((moment / Double(count)).rounded(.down))
    case .months(let count):
      let date = CivilDate(daysSinceEpoch: Int((moment / 86_400).rounded(.down)))
      // Counted from the year 0, so that round years are labelled.
      let months = 12 * date.year + date.month - 1
      return Int((Double(months) / Double(count)).rounded(.down))
    }
  }

  fileprivate func moment(_ index: Int) -> Double {
    switch self {
    case .seconds(let count): return Double(index * count)
    case .months(let count):
      let months = index * count
      let year = Int((Double(months) / 12).rounded(.down))
      return Double(CivilDate(year: year, month: months - 12 * year + 1, day: 1).daysSinceEpoch) * 86_400
    }
  }
}
