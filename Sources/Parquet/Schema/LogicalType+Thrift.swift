extension LogicalType {
  /// Reads the union `LogicalType`; nil for types that say nothing of flat values (lists, maps), and for those that
  /// came later than this reader: their values are shown as stored.
  static func read(_ reader: inout ThriftReader) throws(Problem) -> LogicalType? {
    var type: LogicalType?
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 5:
        let (scale, precision) = try readDecimal(&reader, field)
        type = .decimal(precision: precision, scale: scale)
      case 7:
        let (unit, utc) = try readTime(&reader, field)
        type = .time(unit, utc: utc)
      case 8:
        let (unit, utc) = try readTime(&reader, field)
        type = .timestamp(unit, utc: utc)
      case 10:
        let (bits, signed) = try readInteger(&reader, field)
        type = .integer(bits: bits, signed: signed)
      default:
        type = plain[field.id]
        try reader.skip(field)
      }
    }
    return type
  }

  private static let plain: [Int16: LogicalType] = [
    1: .string, 4: .enumeration, 6: .date, 11: .alwaysNull, 12: .json, 13: .bson, 14: .uuid, 15: .float16,
  ]

  private static func readDecimal(
    _ reader: inout ThriftReader, _ outer: ThriftReader.Field
  ) throws(Problem) -> (scale: Int, precision: Int) {
    try reader.require(.structure, outer)
    var (scale, precision) = (0, 0)
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: scale = Int(try reader.int32(field))
      case 2: precision = Int(try reader.int32(field))
      default: try reader.skip(field)
      }
    }
    return (scale, precision)
  }

  private static func readTime(
    _ reader: inout ThriftReader, _ outer: ThriftReader.Field
  ) throws(Problem) -> (unit: TimeUnit, utc: Bool) {
    try reader.require(.structure, outer)
    var unit: TimeUnit?
    var utc: Bool?
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: utc = try reader.bool(field)
      case 2: unit = try readUnit(&reader, field)
      default: try reader.skip(field)
      }
    }
    guard let unit, let utc else { throw .damaged("a time type lacks its unit") }
    return (unit, utc)
  }

  private static func readUnit(
    _ reader: inout ThriftReader, _ outer: ThriftReader.Field
  ) throws(Problem) -> TimeUnit {
    try reader.require(.structure, outer)
    var unit: TimeUnit?
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: unit = .milliseconds
      case 2: unit = .microseconds
      case 3: unit = .nanoseconds
      default: break
      }
      try reader.skip(field)
    }
    guard let unit else { throw .damaged("an unknown unit of time") }
    return unit
  }

  private static func readInteger(
    _ reader: inout ThriftReader, _ outer: ThriftReader.Field
  ) throws(Problem) -> (bits: Int, signed: Bool) {
    try reader.require(.structure, outer)
    var bits = 0
    var signed = true
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: bits = Int(try reader.int8(field))
      case 2: signed = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
    return (bits, signed)
  }

  /// The type that a file from before logical types means by its converted type. Times were in UTC by definition.
  static func converted(_ code: Int32, precision: Int, scale: Int) -> LogicalType? {
    switch code {
    case 0: .string
    case 4: .enumeration
    case 5: .decimal(precision: precision, scale: scale)
    case 6: .date
    case 7: .time(.milliseconds, utc: true)
    case 8: .time(.microseconds, utc: true)
    case 9: .timestamp(.milliseconds, utc: true)
    case 10: .timestamp(.microseconds, utc: true)
    case 11, 12, 13, 14: .integer(bits: 8 << (code - 11), signed: false)
    case 15, 16, 17, 18: .integer(bits: 8 << (code - 15), signed: true)
    case 19: .json
    case 20: .bson
    case 21: .interval
    default: nil
    }
  }
}
