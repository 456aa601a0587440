/// What stored values mean.
package enum LogicalType: Sendable, Equatable {
  case string, enumeration, json, bson, uuid, interval, float16
  case integer(bits: Int, signed: Bool)
  case decimal(precision: Int, scale: Int)
  /// Days since 1970-01-01, in the proleptic Gregorian calendar.
  case date
  case time(TimeUnit, utc: Bool)
  /// Since 1970-01-01T00:00:00; `utc` false is a local time without a zone.
  case timestamp(TimeUnit, utc: Bool)
  /// A column in which every value is null.
  case alwaysNull

  package enum TimeUnit: Sendable, Equatable {
    case milliseconds, microseconds, nanoseconds

    package var digits: Int {
      switch self {
      case .milliseconds: 3
      case .microseconds: 6
      case .nanoseconds: 9
      }
    }

    package var perSecond: Int64 {
      switch self {
      case .milliseconds: 1000
      case .microseconds: 1_000_000
      case .nanoseconds: 1_000_000_000
      }
    }
  }

  /// More digits than any system has; so that the text of a value is bounded.
  private static let precisionLimit = 1024

  /// What makes it impossible to store this type so; nil when nothing does.
  func mismatch(with type: PhysicalType, width: Int) -> String? {
    let fits =
      switch self {
      case .string, .enumeration, .json, .bson: type == .byteArray
      case .uuid: type == .fixedLengthByteArray && width == 16
      case .interval: type == .fixedLengthByteArray && width == 12
      case .float16: type == .fixedLengthByteArray && width == 2
      case .integer(let bits, _): bits == 64 ? type == .int64 : [8, 16, 32].contains(bits) && type == .int32
      case .decimal(let precision, let scale):
        (1...Self.precisionLimit).contains(precision) && (0...precision).contains(scale)
          && [.int32, .int64, .byteArray, .fixedLengthByteArray].contains(type)
      case .date: type == .int32
      case .time(let unit, _): type == (unit == .milliseconds ? .int32 : .int64)
      case .timestamp: type == .int64
      case .alwaysNull: true
      }
    return fits ? nil : "\(type.name) cannot hold the type \(self)"
  }
}
