/// What stands before each page.
struct PageHeader {
  var kind = Kind.other
  var uncompressedSize = -1
  var compressedSize = -1
  var checksum: UInt32?
  var valueCount = -1
  var encoding: Encoding?
  var levels = Levels.runs
  /// Of version 2 only: how many values are null.
  var nullCount: Int?

  enum Kind: Int32 {
    case data = 0
    case index, dictionary, dataV2
    /// Of a kind that came later; skipped.
    case other = -1
  }

  /// The raw values are the format's own numbers.
  enum Encoding: Int32 {
    case plain = 0
    case plainDictionary = 2
    case runs, bitPacked, deltaBinaryPacked, deltaLengthByteArray, deltaByteArray, dictionary, byteStreamSplit
  }

  /// How definition levels are written.
  enum Levels {
    /// In front of the values, preceded by their length, and compressed with them.
    case runs
    /// Likewise without a length, by early writers.
    case bitPacked
    /// In front of the values and not compressed; the values may be.
    case apart(repetitionSize: Int, size: Int, isCompressed: Bool)
  }

  static func read(_ reader: inout ThriftReader) throws(Problem) -> PageHeader {
    var header = PageHeader()
    var described: Kind?
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: header.kind = Kind(rawValue: try reader.int32(field)) ?? .other
      case 2: header.uncompressedSize = Int(try reader.int32(field))
      case 3: header.compressedSize = Int(try reader.int32(field))
      case 4: header.checksum = UInt32(bitPattern: try reader.int32(field))
      case 5:
        described = .data
        try reader.require(.structure, field)
        try header.readData(&reader)
      case 7:
        described = .dictionary
        try reader.require(.structure, field)
        try header.readDictionary(&reader)
      case 8:
        described = .dataV2
        try reader.require(.structure, field)
        try header.readDataV2(&reader)
      default: try reader.skip(field)
      }
    }
    if header.uncompressedSize < 0 || header.compressedSize < 0 { throw .damaged("a page header lacks its sizes") }
    switch header.kind {
    case .index, .other: break
    case .data, .dictionary, .dataV2:
      if described != header.kind || header.valueCount < 0 { throw .damaged("a page header is not whole") }
    }
    return header
  }

  private mutating func readEncoding(
    _ reader: inout ThriftReader, _ field: ThriftReader.Field
  ) throws(Problem) -> Encoding {
    let code = try reader.int32(field)
    guard let encoding = Encoding(rawValue: code) else { throw .unsupported("an unknown encoding (number \(code))") }
    return encoding
  }

  private mutating func readData(_ reader: inout ThriftReader) throws(Problem) {
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: valueCount = Int(try reader.int32(field))
      case 2: encoding = try readEncoding(&reader, field)
      case 3: levels = try readEncoding(&reader, field) == .bitPacked ? .bitPacked : .runs
      default: try reader.skip(field)
      }
    }
  }

  private mutating func readDictionary(_ reader: inout ThriftReader) throws(Problem) {
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: valueCount = Int(try reader.int32(field))
      case 2: encoding = try readEncoding(&reader, field)
      default: try reader.skip(field)
      }
    }
  }

  private mutating func readDataV2(_ reader: inout ThriftReader) throws(Problem) {
    var (repetitionSize, size, isCompressed) = (0, 0, true)
    var rowCount: Int?
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: valueCount = Int(try reader.int32(field))
      case 2: nullCount = Int(try reader.int32(field))
      case 3: rowCount = Int(try reader.int32(field))
      case 4: encoding = try readEncoding(&reader, field)
      case 5: size = Int(try reader.int32(field))
      case 6: repetitionSize = Int(try reader.int32(field))
      case 7: isCompressed = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
    if rowCount != valueCount { throw .damaged("a page of a flat column has other rows than values") }
    if size < 0 || repetitionSize < 0 { throw .damaged("a page header has a negative size") }
    levels = .apart(repetitionSize: repetitionSize, size: size, isCompressed: isCompressed)
  }
}
