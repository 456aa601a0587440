/// One end of a range.
package enum Bound: Sendable, Equatable {
  case atLeast(Double)
  case above(Double)
  case atMost(Double)
  case below(Double)

  package func admits(_ value: Double) -> Bool {
    switch self {
    case .atLeast(let limit): value >= limit
    case .above(let limit): value > limit
    case .atMost(let limit): value <= limit
    case .below(let limit): value < limit
    }
  }

  var limit: Double {
    switch self {
    case .atLeast(let limit), .above(let limit), .atMost(let limit), .below(let limit): limit
    }
  }

  var symbol: String {
    switch self {
    case .atLeast: "≥"
    case .above: ">"
    case .atMost: "≤"
    case .below: "<"
    }
  }
}

/// One end of a range of texts, ordered by their bytes: for UTF-8 that is the order of Unicode scalars, the same
/// everywhere, which no language's alphabet is.
package struct TextBound: Sendable, Equatable {
  package enum Kind: Sendable {
    case atLeast
    case above
    case atMost
    case below
  }

  package let kind: Kind
  package let text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  var symbol: String {
    switch kind {
    case .atLeast: "≥"
    case .above: ">"
    case .atMost: "≤"
    case .below: "<"
    }
  }
}
