// Values as a person wants to see them: decimals with their point, dates and times as ISO 8601 has them, bytes that
// are no text in hexadecimal. Nothing is escaped: that is for whoever prints it.
extension ParquetColumn {
  /// One value of a batch or a dictionary.
  package func text(_ values: borrowing ColumnValues, _ index: Int) -> String {
    switch values.form {
    case .booleans: values.booleans[index] ? "true" : "false"
    case .int32s: text(values.int32s[index])
    case .int64s: text(values.int64s[index])
    case .floats: Self.text(values.floats[index])
    case .doubles: Self.text(values.doubles[index])
    case .bytes: text(values.bytes(index))
    }
  }

  package func text(_ value: Int32) -> String {
    if case .integer(_, false) = logical { return String(UInt32(bitPattern: value)) }
    return text(Int64(value))
  }

  package func text(_ value: Int64) -> String {
    switch logical {
    case .integer(_, false): String(UInt64(bitPattern: value))
    case .decimal(_, let scale): DecimalText.text(String(value), scale: scale)
    case .date: CalendarText.date(value)
    case .time(let unit, let utc):
      // A time that no day has is shown as it is stored.
      (0..<86_400 * unit.perSecond).contains(value)
        ? CalendarText.time(value, unit) + (utc ? "Z" : "") : String(value)
    case .timestamp(let unit, let utc): CalendarText.timestamp(value, unit) + (utc ? "Z" : "")
    default: String(value)
    }
  }

  package func text(_ bytes: RawSpan) -> String {
    precondition(physical != .fixedLengthByteArray || bytes.byteCount == width)
    switch (physical, logical) {
    case (.int96, _): return Int96Timestamp(bytes).text
    case (_, .string), (_, .enumeration), (_, .json): return Self.string(bytes)
    case (_, .decimal(_, let scale)) where bytes.byteCount <= 512:
      return DecimalText.text(DecimalText.integer(bytes), scale: scale)
    case (_, .uuid): return Self.uuid(bytes)
    case (_, .interval): return Self.interval(bytes)
    case (_, .float16):
      return Self.text(Float16(bitPattern: UInt16(bytes.byte(at: 0)) | UInt16(bytes.byte(at: 1)) << 8))
    default: return "0x" + Self.hexadecimal(bytes)
    }
  }

  /// The shortest digits that read back to the same number.
  private static func text(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> String {
    value.isNaN ? "nan" : value.description
  }

  /// UTF-8; where it is not, `\x` and two hexadecimal digits for each byte.
  private static func string(_ bytes: RawSpan) -> String {
    let all = (0..<bytes.byteCount).map { bytes.byte(at: $0) }
    if let text = String(validating: all, as: UTF8.self) { return text }
    var text = ""
    for byte in all {
      if byte < 0x80 { text.unicodeScalars.append(Unicode.Scalar(byte)) } else { text += "\\x\(digits(byte))" }
    }
    return text
  }

  private static func uuid(_ bytes: RawSpan) -> String {
    [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { hexadecimal(bytes.extracting($0)) }.joined(separator: "-")
  }

  /// Months, days and milliseconds, as an ISO 8601 duration.
  private static func interval(_ bytes: RawSpan) -> String {
    let milliseconds = bytes.halfWord(at: 8)
    let fraction = milliseconds % 1000 == 0 ? "" : ".\(CalendarText.padded(milliseconds % 1000, 3))"
    return "P\(bytes.halfWord(at: 0))M\(bytes.halfWord(at: 4))DT\(milliseconds / 1000)\(fraction)S"
  }

  private static func hexadecimal(_ bytes: RawSpan) -> String {
    (0..<bytes.byteCount).map { digits(bytes.byte(at: $0)) }.joined()
  }

  private static func digits(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
