/// The footer: what is in the file and where.
struct FileFooter {
  var elements: [SchemaElement] = []
  var rowCount = 0
  var groups: [RowGroup] = []
  var createdBy: String?

  struct RowGroup {
    var rowCount = 0
    var chunks: [ColumnChunk] = []
  }

  static func read(_ bytes: RawSpan) throws(Problem) -> FileFooter {
    var reader = ThriftReader(bytes)
    var footer = FileFooter()
    var rows: Int64?
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 2:
        for _ in 0..<(try reader.list(of: .structure, field)) {
          footer.elements.append(try SchemaElement.read(&reader))
        }
      case 3: rows = try reader.int64(field)
      case 4:
        for _ in 0..<(try reader.list(of: .structure, field)) { footer.groups.append(try readGroup(&reader)) }
      case 6: footer.createdBy = try reader.string(field)
      default: try reader.skip(field)
      }
    }
    guard let rows, rows >= 0 else { throw .damaged("the footer has no number of rows") }
    footer.rowCount = Int(rows)
    return footer
  }

  private static func readGroup(_ reader: inout ThriftReader) throws(Problem) -> RowGroup {
    var group = RowGroup()
    var rows: Int64?
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1:
        let count = try reader.list(of: .structure, field)
        for _ in 0..<count { group.chunks.append(try ColumnChunk.read(&reader)) }
      case 3: rows = try reader.int64(field)
      default: try reader.skip(field)
      }
    }
    guard let rows, rows >= 0 else { throw .damaged("a row group has no number of rows") }
    group.rowCount = Int(rows)
    return group
  }
}

/// Where the pages of one column in one row group lie.
struct ColumnChunk {
  var type: PhysicalType?
  /// The first part of the column's path, and how many parts it has.
  var name = ""
  var depth = 0
  var codec: Int32 = 0
  var valueCount: Int64 = -1
  var size: Int64 = -1
  var dataOffset: Int64 = -1
  var dictionaryOffset: Int64?
  /// The pages lie in another file.
  var isElsewhere = false
  var isEncrypted = false

  /// Where the first page starts. Some writers put 0, or an offset behind the data, when there is no dictionary.
  var start: Int64 {
    guard let dictionaryOffset, dictionaryOffset > 0, dictionaryOffset < dataOffset else { return dataOffset }
    return dictionaryOffset
  }

  static func read(_ reader: inout ThriftReader) throws(Problem) -> ColumnChunk {
    var chunk = ColumnChunk()
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1:
        chunk.isElsewhere = true
        try reader.skip(field)
      case 3:
        try reader.require(.structure, field)
        try chunk.readMetadata(&reader)
      case 8, 9:
        chunk.isEncrypted = true
        try reader.skip(field)
      default: try reader.skip(field)
      }
    }
    return chunk
  }

  private mutating func readMetadata(_ reader: inout ThriftReader) throws(Problem) {
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1: type = PhysicalType(rawValue: try reader.int32(field))
      case 3:
        depth = try reader.list(of: .binary, field)
        for index in 0..<depth {
          let part = try reader.string()
          if index == 0 { name = part }
        }
      case 4: codec = try reader.int32(field)
      case 5: valueCount = try reader.int64(field)
      case 7: size = try reader.int64(field)
      case 9: dataOffset = try reader.int64(field)
      case 11: dictionaryOffset = try reader.int64(field)
      default: try reader.skip(field)
      }
    }
  }
}
