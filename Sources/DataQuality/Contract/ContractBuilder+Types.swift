import Core
import YAML

extension ContractBuilder {
  /// Reads a `logicalType` and, for dates and times, the format and zone among its options.
  mutating func logicalType(_ reader: YAMLReader, _ options: YAMLMapping?) -> LogicalType? {
    guard let text = reader.string() else { return nil }
    switch text {
    case "date": return .date(pattern(.date, options))
    case "timestamp": return .timestamp(pattern(.timestamp, options, zoned: .zonedTimestamp))
    case "time": return .time(pattern(.time, options, zoned: .zonedTime))
    case "string": return .string
    case "integer": return .integer
    case "number": return .number
    case "boolean": return .boolean
    case "object", "array": refuse(reader, "the logical type \(text) in a table's column")
    default:
      let near = Spelling.nearest(to: text, among: LogicalType.names).map { "did you mean '\($0)'?" }
      reader.report("there is no logical type '\(text)'", hint: near ?? LogicalType.names.joined(separator: ", "))
    }
    return nil
  }

  /// - Parameter zoned: the standard shape with a zone, for types that can have one.
  private mutating func pattern(
    _ standard: DatePattern, _ options: YAMLMapping?, zoned: DatePattern? = nil
  ) -> DatePattern {
    var isZoned = false
    var zone = DefaultZone.utc
    if let zoned {
      isZoned = options?.optional("timezone")?.bool() ?? false
      if let reader = options?.optional("defaultTimezone"), let name = reader.string() {
        if let found = DefaultZone(name) {
          if case .region = found, !readsRegions { zone = .utc } else { zone = found }
        } else {
          reader.report("'\(name)' is no time zone", hint: "such as UTC, +02:00 or Europe/Berlin")
        }
      }
      if options?.optional("format") == nil, isZoned { return zoned }
    }
    guard let format = options?.optional("format"), let text = format.string() else {
      return standard.inZone(zone)
    }
    guard let pattern = DatePattern(text) else {
      format.report(
        "the date format '\(text)' is not supported",
        hint: "use yyyy, MM, dd, HH, mm, ss, S, X and literal text, such as yyyy-MM-dd'T'HH:mm:ss")
      return standard
    }
    if isZoned, !pattern.hasZone {
      format.report("the option 'timezone' asks for a zone, which the format has not", hint: "add X at its end")
    }
    return pattern.inZone(zone)
  }

  /// Reads the rest of a property's `logicalTypeOptions`.
  mutating func readOptions(_ options: YAMLMapping, _ column: String, _ type: LogicalType?) {
    let bounds: [(key: String, make: (Double) -> Bound)] = [
      ("minimum", Bound.atLeast), ("exclusiveMinimum", Bound.above),
      ("maximum", Bound.atMost), ("exclusiveMaximum", Bound.below),
    ]
    for (key, make) in bounds {
      guard let reader = options.optional(key) else { continue }
      guard let type, type != .string, type != .boolean else {
        reader.report("'\(key)' needs a logicalType with an order", hint: "integer, number, date, timestamp or time")
        continue
      }
      if let value = Self.measured(reader, type) { add(key, [column], .isOutside(make(value), type)) }
    }
    if let value = options.optional("minLength")?.integer() {
      add("minLength", [column], .lengthIsOutside(.atLeast(Double(value))))
    }
    if let value = options.optional("maxLength")?.integer() {
      add("maxLength", [column], .lengthIsOutside(.atMost(Double(value))))
    }
    if let reader = options.optional("multipleOf"), let value = reader.double() {
      if value <= 0 { reader.report("a multiple must be of a number above 0") }
      add("multipleOf", [column], .isNotMultiple(of: value))
    }
    if let reader = options.optional("pattern"), let pattern = Self.pattern(reader) {
      add("pattern", [column], .doesNotMatch([pattern], .any))
    }
    if let format = options.optional("format"), type?.isMoment != true { readFormat(format, column, type) }
    if let type, type.isMoment {
      options.finish(ignoring: ["timezone", "defaultTimezone"])
    } else {
      options.finish()
    }
  }

  /// The format of a text, or how much room a number takes.
  private mutating func readFormat(_ reader: YAMLReader, _ column: String, _ type: LogicalType?) {
    guard let text = reader.string() else { return }
    switch (type ?? .string, text) {
    case (.integer, _) where IntegerFormat(rawValue: text)?.isWide ?? false:
      // It takes the place of the type, which has 64 bits with a sign.
      if let format = IntegerFormat(rawValue: text) { add("format", [column], .isNotOfWidth(format)) }
    case (.integer, _) where Self.integerFormats[text] != nil:
      guard let range = Self.integerFormats[text] else { return }
      add("format", [column], .isOutside(.atLeast(range.lowerBound), .integer))
      add("format", [column], .isOutside(.atMost(range.upperBound), .integer))
    // Integers here are those of 64 bits, and numbers those of 64 bits that are finite.
    case (.integer, "i64"), (.number, "f64"): return
    case (.number, "f32"):
      let largest = Double(Float.greatestFiniteMagnitude)
      add("format", [column], .isOutside(.atLeast(-largest), .number))
      add("format", [column], .isOutside(.atMost(largest), .number))
    // They say how to show or to store a text, not what it is.
    case (.string, "password"), (.string, "binary"): return
    case (.string, "byte"): add("format", [column], .isNotOfFormat(.base64))
    case (.string, _):
      if let format = TextFormat(rawValue: text) {
        add("format", [column], .isNotOfFormat(format))
      } else {
        refuse(reader, "the format '\(text)' of a string")
      }
    default: refuse(reader, "the format '\(text)' of a \(type?.name ?? "string")")
    }
  }

  static let integerFormats: [String: ClosedRange<Double>] = [
    "i8": Double(Int8.min)...Double(Int8.max), "i16": Double(Int16.min)...Double(Int16.max),
    "i32": Double(Int32.min)...Double(Int32.max), "u8": 0...Double(UInt8.max), "u16": 0...Double(UInt16.max),
    "u32": 0...Double(UInt32.max),
  ]

  /// A bound, as what values of the type are compared by.
  static func measured(_ reader: YAMLReader, _ type: LogicalType) -> Double? {
    if type == .integer || type == .number { return reader.double() }
    guard let text = reader.string() else { return nil }
    if let value = type.measure(Array(text.utf8)[...]) { return value }
    reader.report("'\(text)' is no \(type.name) of the column's format")
    return nil
  }

  /// A regular expression that compiles.
  static func pattern(_ reader: YAMLReader) -> String? {
    guard let text = reader.string() else { return nil }
    if let problem = RegularExpression.problem(with: text) {
      reader.report("the pattern does not compile: \(problem)")
      return nil
    }
    return text
  }
}
