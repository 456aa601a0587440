import Scan
import Tables

/// The standard's logical types that a cell of a table can have.
package enum LogicalType: Sendable, Equatable {
  case string
  case integer
  case number
  case boolean
  case date(DatePattern)
  case timestamp(DatePattern)
  case time(DatePattern)

  /// Whether a cell that is not null is of the type.
  package func accepts(_ cell: ArraySlice<UInt8>) -> Bool { accepts(cell.span, 0..<cell.count) }

  /// The same for a part of some bytes, which is not empty.
  package func accepts(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch self {
    case .string: true
    case .integer: FastNumber.isInteger(bytes, range)
    // Infinity and NaN are no measurements: a column that allows them says `string`.
    case .number: if case .number = FastNumber.parse(bytes, range) { true } else { false }
    case .boolean: Self.isBoolean(bytes, range)
    case .date(let pattern), .timestamp(let pattern), .time(let pattern): pattern.parse(bytes, range) != nil
    }
  }

  /// The cell as something to compare with a bound: a number, or seconds for dates and times. Nil for other types and
  /// for cells that are not of the type.
  package func measure(_ cell: ArraySlice<UInt8>) -> Double? {
    switch self {
    case .string, .boolean: nil
    case .integer, .number: Number.parse(cell).flatMap { $0.isFinite ? $0 : nil }
    case .date(let pattern), .timestamp(let pattern), .time(let pattern): pattern.parse(cell)
    }
  }

  /// Its shape, for dates and times.
  var pattern: DatePattern? {
    switch self {
    case .date(let pattern), .timestamp(let pattern), .time(let pattern): pattern
    default: nil
    }
  }

  var isMoment: Bool { pattern != nil }

  package var name: String {
    switch self {
    case .string: "string"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "boolean"
    case .date: "date"
    case .timestamp: "timestamp"
    case .time: "time"
    }
  }

  static let names = ["string", "integer", "number", "boolean", "date", "timestamp", "time"]
  /// Whether a cell is `true` or `false`, in small letters, in capitals, or with the first one a capital.
  static func isBoolean(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    booleans.contains(bytes, range)
  }

  private static let booleans = CellSet(["true", "false", "True", "False", "TRUE", "FALSE"])
}
