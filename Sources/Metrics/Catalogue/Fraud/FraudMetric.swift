/// What a model of fraud is worth by account. An account is fraudulent when any of its rows is, and detected from the
/// first row on that is predicted positive.
struct FraudMetric: PreparedMetric {
  enum Measure: Sendable {
    case accountDetectionRate
    /// Of the amounts of each row.
    case valueDetectionRate([Double])
    /// With the seconds for which an account is not looked at again.
    case accountFalsePositiveRatio(contactPeriod: Double)
  }

  private let accounts: Accounts
  private let answers: BinaryAnswers
  private let times: [Double]
  private let measure: Measure

  /// - Parameter times: of each row, in seconds; of equal ones all come at once.
  init(_ answers: BinaryAnswers, accounts: [Int32], times: [Double]?, _ measure: Measure) {
    self.accounts = Accounts(accounts, times: times)
    self.answers = answers
    self.times = times ?? Array(repeating: 0, count: accounts.count)
    self.measure = measure
  }

  var value: MetricValue { valueOfEachOnce(answers.labels.count) }

  func value(counts: Span<UInt8>) -> MetricValue {
    let sums = sums(counts)
    return MetricValue(sums.numerator, over: sums.denominator, orBecause: whenEmpty)
  }

  private var whenEmpty: String {
    switch measure {
    case .accountDetectionRate: "no account is fraudulent"
    case .valueDetectionRate: "no fraudulent row has an amount"
    case .accountFalsePositiveRatio: "no fraudulent account is detected"
    }
  }

  private func sums(_ counts: Span<UInt8>) -> Term {
    var sums = Term()
    accounts.forEach(counts) { rows, count in
      let term = term(rows, counts, count)
      sums.numerator += term.numerator
      sums.denominator += term.denominator
    }
    return sums
  }

  /// What an account adds to the metric's quotient.
  private struct Term {
    var numerator = 0.0
    var denominator = 0.0
  }

  private func term(_ rows: ArraySlice<UInt32>, _ counts: Span<UInt8>, _ count: Double) -> Term {
    var fraudulent = false
    var detected = Double.infinity
    for row in rows.lazy.map(Int.init) where counts[row] > 0 {
      fraudulent = fraudulent || answers.labels[row]
      if detected == .infinity, answers.predictions[row] { detected = times[row] }
    }
    switch measure {
    case .accountDetectionRate:
      return fraudulent ? Term(numerator: detected < .infinity ? count : 0, denominator: count) : Term()
    case .valueDetectionRate(let amounts):
      var term = Term()
      for row in rows.lazy.map(Int.init) where answers.labels[row] {
        let amount = Double(counts[row]) * amounts[row]
        term.denominator += amount
        if times[row] >= detected { term.numerator += amount }
      }
      return term
    case .accountFalsePositiveRatio(let contactPeriod):
      if fraudulent { return Term(denominator: detected < .infinity ? count : 0) }
      var alerts = 0.0
      var last = -Double.infinity
      for row in rows.lazy.map(Int.init)
      where counts[row] > 0 && answers.predictions[row] && times[row] - last >= contactPeriod {
        alerts += count
        last = times[row]
      }
      return Term(numerator: alerts)
    }
  }

  /// The linearised quotient of accounts, each one's part divided among its rows: what is added up by account is right.
  var influences: [Double]? {
    let once = [UInt8](repeating: 1, count: answers.labels.count)
    let sums = sums(once.span)
    guard let value = value.defined else { return nil }
    var influences = [Double](repeating: 0, count: once.count)
    accounts.forEach(once.span) { rows, count in
      let term = term(rows, once.span, count)
      let influence = (term.numerator - value * term.denominator) / sums.denominator
      for row in rows { influences[Int(row)] = influence / Double(rows.count) }
    }
    return influences
  }
}
