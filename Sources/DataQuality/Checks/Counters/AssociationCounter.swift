import Glibc
import Scan

/// How much one column's value says of another's: I(X; Y) / H(Y), Theil's uncertainty coefficient ("On the Estimation of
/// Relationships Involving Qualitative Variables", 1970). 1 where Y follows from X, 0 where X says nothing of it. Of few
/// rows it is too high, by about (|X| − 1)(|Y| − 1) / 2n nats of I.
///
/// Rows with a null in either column are left out. A column that holds numbers is taken by bins where there are some.
struct AssociationCounter: RuleCounter {
  let feature: Int
  let label: Int
  /// Between the bins of the feature; empty to take each value by itself.
  let edges: [Double]
  /// By the hashes of both values.
  private var pairs: [Pair: Int] = [:]
  private var isOverflowing = false

  private struct Pair: Hashable {
    let feature: CellHash
    let label: CellHash
  }

  private static let limit = 1 << 18

  init(_ feature: Int, _ label: Int, edges: [Double]) {
    self.feature = feature
    self.label = label
    self.edges = edges
  }

  var needs: [(column: Int, needs: ColumnNeeds)] {
    [(feature, edges.isEmpty ? .text : .numbers), (label, .text)]
  }

  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter
  ) {
    var features = [CellHash?](repeating: nil, count: batch.rows)
    if edges.isEmpty {
      batch.forEachValue(feature, bytes) { row, bytes, range, _ in
        var hash = CellHash()
        hash.add(bytes, range)
        features[row] = hash
      }
    } else {
      numbers.read(feature, batch, bytes, firstRow)
      for (index, value) in numbers.values.enumerated() where !value.isNaN {
        var hash = CellHash()
        hash.add(UInt64(edges.count { $0 < value }))
        features[numbers.row(of: index)] = hash
      }
    }
    var pairs = pairs
    self.pairs = [:]
    batch.forEachValue(label, bytes) { row, bytes, range, _ in
      guard filter.admits(row), let feature = features[row] else { return }
      var hash = CellHash()
      hash.add(bytes, range)
      pairs[Pair(feature: feature, label: hash), default: 0] += 1
    }
    self.pairs = pairs
    checkSize()
  }

  private mutating func checkSize() {
    guard pairs.count > Self.limit else { return }
    isOverflowing = true
    pairs = [:]
  }

  mutating func merge(_ next: any RuleCounter, after before: ScanPosition) {
    guard let next = next as? AssociationCounter else { return }
    pairs.merge(next.pairs, uniquingKeysWith: +)
    if next.isOverflowing { isOverflowing = true }
    checkSize()
  }

  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount {
    var count = RuleCount()
    if isOverflowing {
      count.checked = context.rows
      count.problem = "there are too many different values to count each"
      return count
    }
    let total = pairs.values.reduce(0, +)
    count.checked = total
    if total == 0 { return count }
    var features: [CellHash: Int] = [:]
    var labels: [CellHash: Int] = [:]
    for (pair, times) in pairs {
      features[pair.feature, default: 0] += times
      labels[pair.label, default: 0] += times
    }
    if labels.count == 1 {
      count.problem = "the label is always the same"
    } else if edges.isEmpty, 2 * features.count > total, features.count > 10 {
      count.problem = "most values occur once, so they would say everything of any label"
    } else {
      // H(X) + H(Y) − H(X, Y), each summed in the order of the counts: the same whatever the order of the rows.
      let entropy = { (counts: [Int]) -> Double in
        counts.sorted().reduce(0.0) { sum, times in
          let share = Double(times) / Double(total)
          return sum - share * log(share)
        }
      }
      let ofLabels = entropy(Array(labels.values))
      let shared = entropy(Array(features.values)) + ofLabels - entropy(Array(pairs.values))
      count.value = min(1, max(0, shared / ofLabels))
    }
    return count
  }
}
