/// How values are stored; the raw values are the format's own numbers.
package enum PhysicalType: Int32, Sendable {
  case boolean = 0
  case int32, int64, int96, float, double, byteArray, fixedLengthByteArray

  /// The format's name.
  package var name: String {
    switch self {
    case .boolean: "BOOLEAN"
    case .int32: "INT32"
    case .int64: "INT64"
    case .int96: "INT96"
    case .float: "FLOAT"
    case .double: "DOUBLE"
    case .byteArray: "BYTE_ARRAY"
    case .fixedLengthByteArray: "FIXED_LEN_BYTE_ARRAY"
    }
  }

  /// The bytes of one value; nil where that is a matter of the column or the value.
  var width: Int? {
    switch self {
    case .int32, .float: 4
    case .int64, .double: 8
    case .int96: 12
    case .boolean, .byteArray, .fixedLengthByteArray: nil
    }
  }
}
