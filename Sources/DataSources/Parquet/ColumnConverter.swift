import Core
import Parquet
import Scan

/// Turns a Parquet column's values into what checks look at.
struct ColumnConverter: Sendable {
  let column: ParquetColumn
  let type: Scan.ColumnType
  private let form: Form

  /// How a stored value becomes a number.
  private enum Form {
    case integers(signed: Bool)
    /// Divided by a power of ten, or of the unit of a time; multiplied for days.
    case scaled(by: Double, times: Double)
    case floats
    case halves
    case decimals(scale: Int)
    case int96
    case booleans
    case text
  }

  /// The two values of every Boolean column.
  static let booleans: CodeDictionary = {
    var values = TypedValues()
    values.append("false".utf8, .boolean)
    values.append("true".utf8, .boolean)
    values.keys = [0, 1]
    return CodeDictionary(values, count: 2)
  }()

  init(_ column: ParquetColumn) {
    self.column = column
    (type, form) =
      switch (column.physical, column.logical) {
      case (nil, _): (.unreadable, .text)
      case _ where column.obstacle != nil: (.unreadable, .text)
      case (.boolean, _): (.boolean, .booleans)
      case (.int32, .decimal(_, let scale)), (.int64, .decimal(_, let scale)):
        (.number, .scaled(by: Self.power(of: 10, scale), times: 1))
      case (_, .decimal(_, let scale)): (.number, .decimals(scale: scale))
      case (_, .date): (.date, .scaled(by: 1, times: 86_400))
      case (_, .time(let unit, _)): (.time, .scaled(by: Double(unit.perSecond), times: 1))
      case (_, .timestamp(let unit, _)): (.timestamp, .scaled(by: Double(unit.perSecond), times: 1))
      case (.int32, .integer(_, let signed)), (.int64, .integer(_, let signed)): (.integer, .integers(signed: signed))
      case (.int32, _), (.int64, _): (.integer, .integers(signed: true))
      case (.float, _), (.double, _): (.number, .floats)
      case (_, .float16): (.number, .halves)
      case (.int96, _): (.timestamp, .int96)
      case (_, .string), (_, .enumeration), (_, .json), (_, .uuid): (.string, .text)
      default: (.other, .text)
      }
  }

  private static func power(of base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { value, _ in value * base }
  }

  /// Appends values in the forms that are needed.
  ///
  /// - Throws: `malformedData` when text is not UTF-8.
  func append(_ values: borrowing ColumnValues, _ needs: ColumnNeeds, to output: inout TypedValues) throws(Failure) {
    if needs.contains(.numbers), type.hasNumbers { appendNumbers(values, to: &output.numbers) }
    if needs.contains(.keys), type.hasNumbers { appendKeys(values, to: &output.keys) }
    let lacksNumbers = needs.contains(.numbers) && !type.hasNumbers
    let needsText = needs.contains(.text) || lacksNumbers || (needs.contains(.keys) && output.keys.isEmpty)
    if needsText { try appendText(values, to: &output) }
  }

  private func appendNumbers(_ values: borrowing ColumnValues, to output: inout [Double]) {
    output.reserveCapacity(output.count + values.count)
    switch form {
    case .integers(signed: true): Self.append(values, to: &output) { Double($0) }
    case .integers(signed: false):
      let form = values.form
      Self.append(values, to: &output) { Double(Self.unsigned($0, form)) }
    case .scaled(let divisor, let factor): Self.append(values, to: &output) { Double($0) / divisor * factor }
    case .floats:
      // What is not finite is no number.
      if values.form == .doubles {
        Self.append(values.doubles, to: &output) { $0.isFinite ? $0 : .nan }
      } else {
        let floats = values.floats
        for index in floats.indices { output.append(floats[index].isFinite ? Double(floats[index]) : .nan) }
      }
    case .halves:
      for index in 0..<values.count {
        let bytes = values.bytes(index)
        let half = unsafe bytes.unsafeLoadUnaligned(as: UInt16.self)
        let value = Double(Float16(bitPattern: UInt16(littleEndian: half)))
        output.append(value.isFinite ? value : .nan)
      }
    case .decimals:
      // By their text, so that each is the number nearest to what is written.
      for index in 0..<values.count { output.append(Double(column.text(values, index)) ?? .nan) }
    case .int96:
      for index in 0..<values.count {
        let moment = Int96Timestamp(values.bytes(index))
        output.append(Double(moment.days) * 86_400 + Double(moment.nanoseconds) / 1e9)
      }
    case .booleans, .text: break
    }
  }

  private func appendKeys(_ values: borrowing ColumnValues, to output: inout [UInt64]) {
    switch form {
    case .integers, .scaled: Self.append(values, to: &output) { UInt64(bitPattern: $0) }
    case .floats, .halves:
      var numbers: [Double] = []
      appendNumbers(values, to: &numbers)
      // Zero has two signs and is one value; of what is no number all are one.
      Self.append(numbers.span, to: &output) { $0.isNaN ? .max : ($0 + 0).bitPattern }
    case .int96:
      for index in 0..<values.count {
        let moment = Int96Timestamp(values.bytes(index))
        output.append(UInt64(bitPattern: moment.days) &* 86_400_000_000_000 &+ UInt64(bitPattern: moment.nanoseconds))
      }
    case .decimals, .booleans, .text: break
    }
  }

  private func appendText(_ values: borrowing ColumnValues, to output: inout TypedValues) throws(Failure) {
    let isString: Bool
    switch column.logical {
    case .string, .enumeration, .json: isString = true
    default: isString = false
    }
    guard isString else {
      let kind: Cell.Kind = type.isMoment ? .moment : type.hasNumbers ? .number : type == .boolean ? .boolean : .string
      for index in 0..<values.count { output.append(text(values, index).utf8, kind) }
      return
    }
    if appendTogether(values, to: &output) { return }
    let first = output.cells.count
    let begin = output.text.count
    output.cells.reserveCapacity(first + values.count)
    let (ranges, data) = (values.ranges, values.data)
    for index in ranges.indices {
      let start = output.text.count
      let range = unsafe ranges[unchecked: index].range
      output.append(contentsOf: data.extracting(range))
      output.endText(from: start, .string)
    }
    let isASCII = UTF8Check.isASCII(output.text.span.extracting(begin..<output.text.count))
    output.isASCII = isASCII && (first == 0 || output.isASCII)
    if !isASCII { try check(output, from: begin, first) }
  }

  /// Appends texts with the lengths that stand between them in a page, all at once, where there is nothing but ASCII.
  private func appendTogether(_ values: borrowing ColumnValues, to output: inout TypedValues) -> Bool {
    let (ranges, data) = (values.ranges, values.data)
    guard let first = ranges.isEmpty ? nil : ranges[0].range.lowerBound else { return false }
    var end = first
    for index in ranges.indices {
      let range = unsafe ranges[unchecked: index].range
      if range.lowerBound < end || range.lowerBound > end &+ 4 { return false }
      end = range.upperBound
    }
    let begin = output.text.count
    output.append(contentsOf: data.extracting(first..<end))
    guard UTF8Check.isASCII(output.text.span.extracting(begin..<output.text.count)) else {
      output.text.removeLast(end - first)
      return false
    }
    output.isASCII = output.cells.isEmpty || output.isASCII
    output.cells.reserveCapacity(output.cells.count + ranges.count)
    for index in ranges.indices {
      let range = unsafe ranges[unchecked: index].range
      output.cells.append(Cell(begin &+ range.lowerBound &- first, range.count, .string))
    }
    return true
  }

  /// Numbers as CSV has them, so that the same data is the same in both.
  private func text(_ values: borrowing ColumnValues, _ index: Int) -> String {
    guard case .floats = form else { return column.text(values, index) }
    let value = values.form == .doubles ? values.doubles[index] : Double(column.text(values, index)) ?? .nan
    return value.isFinite ? JSON.ecmaScript(value) : column.text(values, index)
  }

  private func check(_ output: TypedValues, from begin: Int, _ first: Int) throws(Failure) {
    let isWhole = output.cells[first...].allSatisfy { cell in
      // All texts together may be UTF-8 where a character begins in one and ends in the next.
      cell.count == 0 || output.text[cell.range.lowerBound] & 0xC0 != 0x80
    }
    if isWhole, UTF8Check.problem(output.text.span.extracting(begin..<output.text.count)) == nil { return }
    throw Failure(
      .malformedData, "the column '\(column.name)' holds text that is not UTF-8",
      hint: "write it anew as UTF-8, or as binary data")
  }

  private static func unsigned(_ value: Int64, _ form: ColumnValues.Form) -> UInt64 {
    form == .int32s ? UInt64(UInt32(truncatingIfNeeded: value)) : UInt64(bitPattern: value)
  }

  /// Appends what each whole number becomes, whatever its width.
  @inline(__always)
  private static func append<Element: BitwiseCopyable & Numeric>(
    _ values: borrowing ColumnValues, to output: inout [Element], _ convert: (Int64) -> Element
  ) {
    if values.form == .int32s {
      append(values.int32s, to: &output) { convert(Int64($0)) }
    } else {
      append(values.int64s, to: &output, convert)
    }
  }

  /// Several at once where the processor can, since room is made for all before.
  @inline(__always)
  private static func append<Value: BitwiseCopyable, Element: BitwiseCopyable & Numeric>(
    _ values: borrowing Span<Value>, to output: inout [Element], _ convert: (Value) -> Element
  ) {
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: values.count))
    var room = output.mutableSpan
    for index in values.indices {
      unsafe room[unchecked: start &+ index] = convert(unsafe values[unchecked: index])
    }
  }
}
