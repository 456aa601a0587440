package import Scan

extension DataProfile {
  /// What a column's profile holds beside what it shows, so that profiles of parts can be made one of the whole.
  package struct MergeState: Sendable, Equatable {
    /// Of numbers and moments.
    package var numbers: NumberState?
    /// Which different values there are, by their hashes; nil where the column lists them all.
    package var sketch: DistinctSketch?
    /// Of texts: how often one that is not listed may occur; 0 where every one is.
    package var hidden = 0

    package init(numbers: NumberState? = nil, sketch: DistinctSketch? = nil, hidden: Int = 0) {
      self.numbers = numbers
      self.sketch = sketch
      self.hidden = hidden
    }
  }

  /// Numbers as they are merged.
  package struct NumberState: Sendable, Equatable {
    /// How many, none of them NaN.
    package var count: Int
    /// The sum of the squares of their differences from their mean.
    package var squares: Double
    /// How they are spread.
    package var points: QuantilePoints

    package init(count: Int, squares: Double, points: QuantilePoints) {
      self.count = count
      self.squares = squares
      self.points = points
    }
  }
}
