import Core
import Scan

/// What texts may be, as long as all of them are.
struct TextShape: Sendable {
  private var areBooleans = true
  private var areDates = true
  private var areTimestamps = true

  /// Whether they may be anything but text.
  var isOpen: Bool { areBooleans || areDates || areTimestamps }

  var kind: DataProfile.Column.Kind { areBooleans ? .boolean : areDates || areTimestamps ? .date : .text }

  mutating func look(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ cell: Cell) {
    let (isText, isBoolean) = (cell.kind == .untyped, cell.kind == .boolean)
    if areBooleans { areBooleans = isBoolean || (isText && LogicalType.isBoolean(bytes, range)) }
    let mayBeDate = isText || cell.kind == .string
    if areDates { areDates = mayBeDate && range.count == 10 && Self.isDate(bytes, range.lowerBound) }
    if areTimestamps { areTimestamps = mayBeDate && range.count == 19 && Self.isTimestamp(bytes, range.lowerBound) }
  }

  /// What `DatePattern.timestamp` accepts, in a third of the time.
  private static func isTimestamp(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Bool {
    isDate(bytes, start) && bytes[start + 10] == UInt8(ascii: "T") && two(bytes, start + 11) < 24
      && bytes[start + 13] == UInt8(ascii: ":") && two(bytes, start + 14) < 60 && bytes[start + 16] == UInt8(ascii: ":")
      && two(bytes, start + 17) < 60
  }

  private static func isDate(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Bool {
    guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-") else { return false }
    let (century, year) = (two(bytes, start), two(bytes, start + 2))
    let (month, day) = (two(bytes, start + 5), two(bytes, start + 8))
    if max(century, year, month, day) > 99 || month < 1 || month > 12 || day < 1 { return false }
    return day <= 28 || day <= CivilDate.days(in: month, of: 100 * century + year)
  }

  /// A number of two digits; 100 or more for what is none.
  @inline(__always) private static func two(_ bytes: borrowing Span<UInt8>, _ index: Int) -> Int {
    let (first, second) = (Int(bytes[index] &- 48), Int(bytes[index + 1] &- 48))
    return first > 9 || second > 9 ? 1000 : 10 * first + second
  }

  mutating func merge(_ next: TextShape) {
    areBooleans = areBooleans && next.areBooleans
    areDates = areDates && next.areDates
    areTimestamps = areTimestamps && next.areTimestamps
  }
}
