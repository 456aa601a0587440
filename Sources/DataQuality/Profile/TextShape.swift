import Scan

/// What texts may be, as long as all of them are. Numbers and moments never come here: they are counted as what they are.
struct TextShape: Sendable {
  private var areBooleans = true

  /// Whether they may be anything but text.
  var isOpen: Bool { areBooleans }

  var kind: DataProfile.Column.Kind { areBooleans ? .boolean : .text }

  mutating func look(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ cell: Cell) {
    areBooleans = cell.kind == .boolean || (cell.kind == .untyped && LogicalType.isBoolean(bytes, range))
  }

  mutating func merge(_ next: TextShape) { areBooleans = areBooleans && next.areBooleans }
}
