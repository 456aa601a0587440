extension DataProfile.Column {
  /// Whether what it says can be so: nothing that reads a profile need ask again.
  ///
  /// - Parameter rows: of the table.
  func isConsistent(rows: Int) -> Bool {
    guard (0...rows).contains(nulls), (0...DataProfile.most).contains(distinct), (kind == .date) == (moment != nil)
    else { return false }
    let values = kind == .unreadable ? 0 : rows - nulls
    guard let counted = distribution.counted, counted <= DataProfile.most, lengthsAreConsistent else { return false }
    if isRedacted {
      return numbers == nil && minimumLength == nil && parts == nil && distribution == .categories([:], other: values)
    }
    guard let parts else { return false }
    switch kind {
    case .empty: return values == 0 && counted == 0 && numbers == nil && parts.numbers == nil
    case .unreadable: return counted == 0 && numbers == nil && parts.numbers == nil
    case .boolean, .text:
      guard case .categories = distribution else { return false }
      return numbers == nil && parts.numbers == nil && (0...values).contains(parts.hidden)
    case .integer, .number, .date: return counted == values && numbersAreConsistent(parts.numbers, of: values)
    }
  }

  private var lengthsAreConsistent: Bool {
    guard let minimumLength, let maximumLength else { return minimumLength == nil && maximumLength == nil }
    return 0 <= minimumLength && minimumLength <= maximumLength && maximumLength <= DataProfile.most
  }

  private func numbersAreConsistent(_ state: DataProfile.NumberState?, of values: Int) -> Bool {
    guard let numbers, let state else { return numbers == nil && state == nil && distribution.other == values }
    return numbers.isConsistent && state.isConsistent(with: numbers) && state.count + distribution.other == values
  }
}

extension DataProfile.Numbers {
  fileprivate var isConsistent: Bool {
    let all = [minimum, maximum, mean, standardDeviation ?? 0]
    return all.allSatisfy(\.isFinite) && minimum <= maximum && (standardDeviation ?? 0) >= 0
  }
}

extension DataProfile.NumberState {
  fileprivate func isConsistent(with numbers: DataProfile.Numbers) -> Bool {
    guard let first = points.values.first, let last = points.values.last else { return false }
    return (1...DataProfile.most).contains(count) && squares.isFinite && squares >= 0 && numbers.minimum <= first
      && last <= numbers.maximum
  }
}

extension DataProfile.Distribution {
  /// How many values it is of; nil where it cannot be one.
  fileprivate var counted: Int? {
    let counts: [Int]
    switch self {
    case .deciles(let edges, let bins, let other):
      guard !edges.isEmpty, edges.count <= 9, edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy(<)
      else { return nil }
      counts = bins + [other]
    case .categories(let categories, let other): counts = categories.values + [other]
    }
    return counts.allSatisfy { $0 >= 0 } ? counts.sumIfItFits : nil
  }
}
