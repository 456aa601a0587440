import Core
import Parquet

/// A file's values as lines, one column after another: `= name`, then a line a row; `! reason` for a column that
/// cannot be read.
struct Dump {
  enum Style {
    /// As stored, exactly: numbers of any kind as integers, binary fractions and bytes in hexadecimal.
    case canonical
    /// As people see them.
    case text
  }

  let style: Style
  private(set) var output: [UInt8] = []

  init(_ style: Style) { self.style = style }

  mutating func add(_ path: String) throws(Failure) {
    let file = try ParquetFile(path)
    for column in file.columns {
      line("= \(column.name)")
      if let obstacle = column.obstacle {
        line("! \(obstacle.text)")
      } else {
        try add(file, column)
      }
    }
  }

  private mutating func add(_ file: ParquetFile, _ column: ParquetColumn) throws(Failure) {
    var reader = try ColumnReader(file, column)
    for group in file.rowGroups.indices {
      try reader.start(rowGroup: group)
      var rows = 0
      // An odd number, so that batches end anywhere in a page.
      while try reader.next(upTo: 777) {
        addBatch(reader, column)
        rows += reader.rowCount
      }
      precondition(rows == file.rowGroups[group].rowCount, "rows were lost")
    }
  }

  private mutating func addBatch(_ reader: borrowing ColumnReader, _ column: ParquetColumn) {
    let validity = reader.validity
    var value = 0
    for row in 0..<reader.rowCount {
      if !validity.isEmpty, validity[row >> 6] >> UInt64(row & 63) & 1 == 0 {
        line("null")
        continue
      }
      if reader.isCoded {
        line(text(reader.dictionary, Int(reader.codes[value]), column))
      } else {
        line(text(reader.values, value, column))
      }
      value += 1
    }
    precondition(value == reader.valueCount, "values were lost")
  }

  private func text(_ values: borrowing ColumnValues, _ index: Int, _ column: ParquetColumn) -> String {
    if style == .text { return column.text(values, index) }
    switch values.form {
    case .booleans: return values.booleans[index] ? "true" : "false"
    case .int32s:
      let value = values.int32s[index]
      if case .integer(_, false) = column.logical { return "\(UInt32(bitPattern: value))" }
      return "\(value)"
    case .int64s:
      let value = values.int64s[index]
      if case .integer(_, false) = column.logical { return "\(UInt64(bitPattern: value))" }
      return "\(value)"
    case .floats: return "f\(String(values.floats[index].bitPattern, radix: 16))"
    case .doubles: return "d\(String(values.doubles[index].bitPattern, radix: 16))"
    case .bytes: return bytes(values.bytes(index), column)
    }
  }

  private func bytes(_ bytes: RawSpan, _ column: ParquetColumn) -> String {
    if column.physical == .int96 { return Int96Timestamp(bytes).sinceEpoch.map { "\($0)" } ?? "out of range" }
    if case .decimal = column.logical { return DecimalText.integer(bytes) }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = [UInt8(ascii: "x")]
    for index in 0..<bytes.byteCount {
      let byte = unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func line(_ text: String) {
    output += text.utf8
    output.append(UInt8(ascii: "\n"))
  }
}
