/// About how numbers are spread: KLL (Karnin, Lang and Liberty, "Optimal Quantile Approximation in Streams", 2016) with
/// k = 1,024, so that a quantile's rank is off by less than one percent of all values. Sketches of parts merge into
/// that of the whole, in a fixed order into the same one: where the method draws a coin, the next of a fixed row is taken.
package struct QuantileSketch: Sendable, Equatable {
  /// Values of weight 2^level.
  private var levels: [[Double]] = [[]]
  private var size = 0
  private var capacity = QuantileSketch.width
  private var coin: UInt64 = 0x9E37_79B9_7F4A_7C15
  package private(set) var count = 0

  private static let width = 1024

  package init() {}

  /// - Parameter value: not NaN.
  @inline(__always) package mutating func add(_ value: Double) {
    levels[0].append(value)
    size &+= 1
    count &+= 1
    if size >= capacity { compress() }
  }

  /// Adds many: of every 2^level one, drawn, with their weight. Sorting is most of a sketch's cost, and where there are
  /// enough values to need one, the draw hardly moves a rank.
  package mutating func add(_ values: [Double], oneOf level: Int) {
    while levels.count <= level {
      levels.append([])
      setCapacity()
    }
    let step = 1 << level
    var index = 0
    while index + step <= values.count {
      levels[level].append(values[index + Int(nextCoin()) & (step - 1)])
      size += 1
      count += step
      index += step
      if size >= capacity { compress() }
    }
    while index < values.count {
      add(values[index])
      index += 1
    }
  }

  /// Xorshift (Marsaglia 2003).
  private mutating func nextCoin() -> UInt64 {
    coin ^= coin << 13
    coin ^= coin >> 7
    coin ^= coin << 17
    return coin >> 32
  }

  package mutating func merge(_ other: QuantileSketch) {
    while levels.count < other.levels.count { levels.append([]) }
    for (level, values) in other.levels.enumerated() { levels[level] += values }
    size += other.size
    count += other.count
    setCapacity()
    while size >= capacity { compress() }
  }

  private static func room(_ level: Int, of levels: Int) -> Int {
    var room = Double(width)
    for _ in level..<(levels - 1) { room *= 2.0 / 3 }
    return max(8, Int(room))
  }

  private mutating func setCapacity() {
    capacity = levels.indices.reduce(0) { $0 + Self.room($1, of: levels.count) }
  }

  /// Halves the lowest level that is too full, and gives those that stay twice the weight.
  private mutating func compress() {
    for level in levels.indices where levels[level].count >= Self.room(level, of: levels.count) {
      if level + 1 == levels.count {
        levels.append([])
        setCapacity()
      }
      var values = levels[level]
      values.sortNumbers()
      // An odd one out stays where it is.
      let kept = values.count.isMultiple(of: 2) ? nil : values.removeLast()
      let first = Int(nextCoin() & 1)
      for index in stride(from: first, to: values.count, by: 2) { levels[level + 1].append(values[index]) }
      size -= values.count / 2
      levels[level] = kept.map { [$0] } ?? []
      return
    }
  }

  /// The values that are kept, sorted, each with how many it stands for.
  package var weighted: [(value: Double, count: Int)] {
    levels.enumerated().flatMap { level, values in values.map { ($0, 1 << level) } }.sorted { $0.value < $1.value }
  }
}
