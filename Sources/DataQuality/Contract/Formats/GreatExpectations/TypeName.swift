/// The names that suites have for types: those of Python, numpy, pandas, Spark and of databases.
enum TypeName {
  /// - Returns: nil where nothing in a file is of the type.
  static func type(_ name: String) -> LogicalType? {
    // `VARCHAR(20)`, `datetime64[ns]`.
    let plain = name.lowercased().prefix { $0 != "(" && $0 != "[" }
    return types[plain.hasSuffix("_") ? String(plain.dropLast()) : String(plain)]
  }

  private static let types: [String: LogicalType] = {
    let names: [(LogicalType, String)] = [
      (
        .integer,
        """
        int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 long short byte integer bigint smallint tinyint \
        integertype longtype shorttype bytetype int2 int4
        """
      ),
      (
        .number,
        """
        float float16 float32 float64 double decimal numeric real float4 float8 floattype doubletype decimaltype \
        double_precision number
        """
      ),
      (.string, "str string object text char varchar nchar nvarchar unicode string_types stringtype o"),
      (.boolean, "bool boolean booleantype bit"),
      (.date(.date), "date datetype"),
      (.timestamp(.timestamp), "datetime datetime64 timestamp timestamptype datetime2 timestamptz"),
      (.time(.time), "time"),
    ]
    var types: [String: LogicalType] = [:]
    for (type, list) in names {
      for name in list.split(separator: " ") { types[String(name)] = type }
    }
    return types
  }()
}
