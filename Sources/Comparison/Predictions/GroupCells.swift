import Metrics
import Scan
import Statistics

/// A column that may divide rows into groups, read as texts and as numbers.
struct GroupCells: Sendable {
  private var texts = CodeCells(limit: Self.mostGroups)
  private(set) var numbers = NumberCells()

  /// More groups than these are no groups: a name, an amount.
  private static let mostGroups = 20

  /// Nil where there are too many different texts.
  var codes: CodeCells? { texts.isOverflowing ? nil : texts }

  mutating func visit(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    texts.visit(column, batch, bytes)
    numbers.visit(column, batch, bytes)
  }

  mutating func merge(_ next: GroupCells) {
    texts.merge(next.texts)
    numbers.merge(next.numbers)
  }
}

/// Numbers in four groups of about the same size, those that are missing in one of their own.
struct Quartiles {
  private let values: [Double]
  private let edges: [Double]

  /// - Parameter values: NaN where there is none.
  /// - Returns: nil where fewer than half are numbers.
  init?(_ values: [Double]) {
    let numbers = values.filter(\.isFinite).sorted()
    guard numbers.count * 2 >= values.count, let last = numbers.last else { return nil }
    self.values = values
    var edges: [Double] = []
    for quarter in 1...3 {
      let edge = numbers[min(numbers.count * quarter / 4, numbers.count - 1)]
      if edge > edges.last ?? -.infinity, edge > numbers[0], edge <= last { edges.append(edge) }
    }
    self.edges = edges
  }

  func grouping(_ column: String) -> Grouping {
    var names = [""]
    for index in 0...edges.count {
      let below = index < edges.count ? "below \(edges[index])" : nil
      let from = index > 0 ? "from \(edges[index - 1])" : nil
      names.append([from, below].compactMap { $0 }.joined(separator: " to "))
    }
    let codes = values.map { value in
      value.isFinite ? Int32(1 + edges.count { $0 <= value }) : 0
    }
    return Grouping(column: column, names: names, codes: codes)
  }
}
