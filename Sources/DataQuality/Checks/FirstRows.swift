/// How many rows were found, in whatever order, and the first of them: so many as are shown, however many there are.
struct FirstRows: Sendable {
  private(set) var count = 0
  private let limit: Int
  private var kept: [Int] = []
  /// Rows from this one on are not among the first.
  private var end = Int.max

  /// - Parameter limit: how many are kept.
  init(_ limit: Int) { self.limit = max(0, limit) }

  /// - Parameter row: not found before.
  mutating func add(_ row: Int) {
    count += 1
    keep(row)
  }

  /// Takes over others.
  mutating func add(_ others: FirstRows) {
    count += others.count
    for row in others.kept { keep(row) }
  }

  private mutating func keep(_ row: Int) {
    guard row < end else { return }
    kept.append(row)
    // Whenever there are twice as many: so each is sorted but a few times.
    if kept.count - limit > max(limit, 64) {
      kept = rows
      end = kept.last ?? .min
    }
  }

  /// The first ones, in order.
  var rows: [Int] { Array(kept.sorted().prefix(limit)) }
}
