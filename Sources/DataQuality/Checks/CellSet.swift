import Scan

/// A set of texts.
struct CellSet: Sendable {
  /// The texts, where there are as few as in most sets, and the lower half of each one's hash in the same order.
  private let few: [[UInt8]]
  private let fewHashes: [UInt64]
  /// The texts of larger sets.
  private let many: Set<[UInt8]>
  let containsEmpty: Bool

  init(_ texts: [String]) {
    let known = Set(texts.map { Array($0.utf8) })
    few = known.count <= 12 ? known.sorted { $0.lexicographicallyPrecedes($1) } : []
    fewHashes = few.map { CellHash(of: $0).low }
    many = known.count <= 12 ? [] : known
    containsEmpty = known.contains([])
  }

  @inline(__always) func contains(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    if !many.isEmpty { return many.contains(range.map { bytes[$0] }) }
    var hash = CellHash()
    hash.add(bytes, range)
    let low = hash.low
    // What has the same hash is compared.
    for (index, known) in fewHashes.enumerated() where known == low {
      let text = few[index]
      if text.count == range.count, text.indices.allSatisfy({ text[$0] == bytes[range.lowerBound + $0] }) {
        return true
      }
    }
    return false
  }
}
