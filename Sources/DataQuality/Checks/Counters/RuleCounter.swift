import Scan

/// Counts what one rule asks for, over the rows of a chunk: a file for each kind of rule. Rules that ask for the same thing
/// share one.
protocol RuleCounter: Sendable {
  /// What it looks at.
  var needs: [(column: Int, needs: ColumnNeeds)] { get }

  /// Prepares for a chunk, of that number; most have nothing to do.
  mutating func begin(chunk: Int)

  /// - Parameters:
  ///   - numbers: of a column, read once for all rules on it.
  ///   - firstRow: of the batch, counted from the chunk's first.
  ///   - filter: the rows it is about.
  mutating func add(
    _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, firstRow: Int,
    where filter: RowFilter)

  /// Takes over what was counted in the next chunk, by the same kind of counter.
  mutating func merge(_ next: any RuleCounter, after before: ScanPosition)

  /// What all rows come to for one of the rules that it counts for.
  func result(_ rule: ContractRule, _ context: CheckContext) -> RuleCount
}

extension RuleCounter {
  mutating func begin(chunk: Int) {}

  /// Why a rule cannot be decided that remembers more than fits into memory.
  static var unreadable: String {
    "what was too much for memory could not be read back from the temporary file that it was written to"
  }
}
