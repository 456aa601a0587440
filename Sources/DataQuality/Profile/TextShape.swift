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
    if areDates { areDates = mayBeDate && range.count == 10 && Self.isDate(bytes, range) }
    if areTimestamps { areTimestamps = mayBeDate && range.count == 19 && Self.isTimestamp(bytes, range) }
  }

  /// What `DatePattern.timestamp` accepts, eight bytes at a time.
  ///
  /// - Parameter range: 19 bytes.
  private static func isTimestamp(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let date = Shaped(Word.load(bytes, range.lowerBound), .date),
      let middle = Shaped(Word.load(bytes, range.lowerBound + 8), .middle),
      let clock = Shaped(Word.load(bytes, range.lowerBound + 11), .clock)
    else { return false }
    return isDay(date, day: middle.two(0)) && clock.two(0) < 24 && clock.two(3) < 60 && clock.two(6) < 60
  }

  /// - Parameter range: 10 bytes.
  private static func isDate(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let date = Shaped(Word.load(bytes, range.lowerBound), .date),
      let day = Shaped(Word.load(bytes, range.lowerBound + 8, before: range.upperBound), .day)
    else { return false }
    return isDay(date, day: day.two(0))
  }

  private static func isDay(_ date: Shaped, day: Int) -> Bool {
    let month = date.two(5)
    if month < 1 || month > 12 || day < 1 { return false }
    return day <= 28 || day <= CivilDate.days(in: month, of: 100 * date.two(0) + date.two(2))
  }

  /// Eight bytes of digits and what stands between them.
  private struct Shaped {
    private let digits: UInt64

    /// What the bytes are where all digits are zeros, and what added to each that differs from that makes 16 or more.
    struct Shape {
      let zeros: UInt64
      let limits: UInt64

      /// `0000-00-`, `00T00:00`, `00:00:00` and `00`, the first byte lowest.
      static let date = Shape(zeros: 0x2D30_302D_3030_3030, limits: 0x0F06_060F_0606_0606)
      static let middle = Shape(zeros: 0x3030_3A30_3054_3030, limits: 0x0606_0F06_060F_0606)
      static let clock = Shape(zeros: 0x3030_3A30_303A_3030, limits: 0x0606_0F06_060F_0606)
      static let day = Shape(zeros: 0x3030, limits: 0x0606)
    }

    /// Nil where they are otherwise.
    @inline(__always) init?(_ word: UInt64, _ shape: Shape) {
      digits = word ^ shape.zeros
      if (digits | (digits &+ shape.limits)) & Word.repeating(0xF0) != 0 { return nil }
    }

    @inline(__always) func two(_ index: UInt64) -> Int {
      let pair = digits &>> (index &<< 3)
      return Int(truncatingIfNeeded: 10 &* (pair & 15) &+ (pair &>> 8 & 15))
    }
  }

  mutating func merge(_ next: TextShape) {
    areBooleans = areBooleans && next.areBooleans
    areDates = areDates && next.areDates
    areTimestamps = areTimestamps && next.areTimestamps
  }
}
