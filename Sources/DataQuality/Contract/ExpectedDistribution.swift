/// The shares that values are expected to have.
package struct ExpectedDistribution: Sendable, Equatable {
  package enum Shares: Sendable, Equatable {
    /// Of single values.
    case values(ValueSet, [Double])
    /// Of bins: the edges, one more than there are shares, and the shares of what lies below and above all bins. A bin has
    /// its lower edge, the last one both.
    case bins(edges: [Double], [Double], below: Double, above: Double)
  }

  package let shares: Shares
  /// The share left to all values that none is expected of, split evenly among them; the others shrink by as much.
  package let unexpected: Double

  package init(_ shares: Shares, unexpected: Double = 0) {
    self.shares = shares
    self.unexpected = unexpected
  }

  /// Whether it is one of numbers.
  var isOfNumbers: Bool {
    switch shares {
    case .values(let values, _): values.comparesNumbers
    case .bins: true
    }
  }
}
