import Core
import Scan

extension MomentText {
  /// What `parse` accepts, eight bytes at a time where a moment is written as most are: `2024-05-17`, or with the time of
  /// day behind `T` or a space, to the second or any fraction of it down to a nanosecond, with `Z` or without a zone.
  ///
  /// - Returns: seconds since 1970-01-01T00:00:00Z, UTC where no zone is given; nil for what is no such moment.
  static func seconds(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Double? {
    if range.count == 10 { return day(bytes, range).map { Double(86_400 &* $0) } }
    guard range.count >= 19, let whole = second(bytes, range.lowerBound) else { return parse(bytes, range) }
    if range.count == 19 { return Double(whole) }
    return fraction(bytes, (range.lowerBound + 19)..<range.upperBound, of: whole) ?? parse(bytes, range)
  }

  /// As sources of typed values have it: the whole number of parts of a second, divided once.
  ///
  /// - Parameter range: of what stands behind the seconds.
  private static func fraction(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, of seconds: Int) -> Double? {
    let end = bytes[range.upperBound - 1] == UInt8(ascii: "Z") ? range.upperBound - 1 : range.upperBound
    if end == range.lowerBound { return Double(seconds) }
    guard bytes[range.lowerBound] == UInt8(ascii: "."), (2...10).contains(end - range.lowerBound) else { return nil }
    var parts = 0
    var scale = 1
    for index in (range.lowerBound + 1)..<end {
      let digit = bytes[index] &- 48
      if digit > 9 { return nil }
      parts = 10 * parts + Int(digit)
      scale *= 10
    }
    let (scaled, overflows) = seconds.multipliedReportingOverflow(by: scale)
    return overflows || scaled > .max - parts ? nil : Double(scaled + parts) / Double(scale)
  }

  /// A day and a time of it to the second, 19 bytes.
  @inline(__always) private static func second(_ bytes: borrowing Span<UInt8>, _ start: Int) -> Int? {
    var word = Word.load(bytes, start + 8)
    // The two letters that may stand before the time.
    if word >> 16 & 0xFF == 0x20 { word ^= 0x74 << 16 }
    guard let date = Shaped(Word.load(bytes, start), .date), let middle = Shaped(word, .middle),
      let clock = Shaped(Word.load(bytes, start + 11), .clock), let day = day(date, middle.two(0))
    else { return nil }
    let (hour, minute, second) = (clock.two(0), clock.two(3), clock.two(6))
    if hour >= 24 || minute >= 60 || second >= 60 { return nil }
    return 86_400 &* day &+ 3600 &* hour &+ 60 &* minute &+ second
  }

  /// - Parameter range: 10 bytes.
  @inline(__always) private static func day(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard let date = Shaped(Word.load(bytes, range.lowerBound), .date),
      let day = Shaped(Word.load(bytes, range.lowerBound + 8, before: range.upperBound), .day)
    else { return nil }
    return self.day(date, day.two(0))
  }

  /// Since 1970-01-01.
  @inline(__always) private static func day(_ date: Shaped, _ day: Int) -> Int? {
    let (year, month) = (100 &* date.two(0) &+ date.two(2), date.two(5))
    if month < 1 || month > 12 || day < 1 { return nil }
    if day > 28, day > CivilDate.days(in: month, of: year) { return nil }
    return days(year, month, day)
  }

  /// `CivilDate.daysSinceEpoch` of years with four digits, without a division: Neri and Schneider, "Euclidean affine
  /// functions and their application to calendar algorithms", 2022, whose years begin in March too.
  @inline(__always) private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let isEarly = month <= 2
    // So that none is below zero.
    let shifted = (isEarly ? year &- 1 : year) &+ 400
    let century = (5243 &* shifted) &>> 19
    let years = 365 &* shifted &+ shifted &>> 2 &- century &+ century &>> 2
    let months = (979 &* (isEarly ? month &+ 12 : month) &- 2919) &>> 5
    return years &+ months &+ day &- 1 &- 719_468 &- 146_097
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
}
