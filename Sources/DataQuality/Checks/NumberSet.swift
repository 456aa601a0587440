import Scan

/// A set of numbers.
struct NumberSet: Sendable {
  private let sorted: [Double]

  /// - Parameter texts: those that are no numbers are left out.
  init(_ texts: [String]) {
    sorted = Set(
      texts.compactMap { text -> Double? in
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, case .number(let value) = FastNumber.parse(bytes.span, 0..<bytes.count) else {
          return nil
        }
        return value
      }
    ).sorted()
  }

  func contains(_ value: Double) -> Bool {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == value
  }
}
