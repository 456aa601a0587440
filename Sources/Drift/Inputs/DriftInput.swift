/// What drift is measured on: the reference and the data.
package enum DriftInput: Sendable {
  case numbers(reference: NumberSample, current: NumberSample)
  case categories(BinCounts)
  case histograms(reference: Histogram, current: Histogram)

  /// Kinds of input that a measure takes.
  package struct Kinds: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let numbers = Kinds(rawValue: 1)
    package static let categories = Kinds(rawValue: 2)
    package static let histograms = Kinds(rawValue: 4)
  }

  package var kind: Kinds {
    switch self {
    case .numbers: .numbers
    case .categories: .categories
    case .histograms: .histograms
    }
  }
}
