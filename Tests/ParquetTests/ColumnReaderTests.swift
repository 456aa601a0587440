import Core
import Parquet
import Testing

@Suite("A column is read a batch at a time")
struct ColumnReaderTests {
  private func column(_ name: String, of file: ParquetFile) throws -> ParquetColumn {
    try #require(file.columns.first { $0.name == name })
  }

  @Test("the schema says how values are stored, what they mean and which columns cannot be read")
  func schema() throws {
    let file = try ParquetFile(Fixture.path("plain-none-v1"))
    #expect(file.rowCount == 700)
    #expect(file.rowGroups.map(\.rowCount) == [300, 300, 100])
    #expect(try column("uint8", of: file).logical == .integer(bits: 8, signed: false))
    #expect(try column("decimal9", of: file).logical == .decimal(precision: 9, scale: 2))
    #expect(try column("timestamp_us_utc", of: file).logical == .timestamp(.microseconds, utc: true))
    #expect(try column("timestamp_ns_none", of: file).logical == .timestamp(.nanoseconds, utc: false))
    #expect(try column("string", of: file).physical == .byteArray)
    #expect(try !column("required_int", of: file).isOptional)
    let nested = try ParquetFile(Fixture.path("nested"))
    #expect(nested.columns.map(\.name) == ["before", "structure", "list", "map", "after"])
    #expect(nested.columns.map(\.obstacle) == [nil, .nested, .nested, .nested, nil])
  }

  @Test("a nested column is refused by name")
  func nested() throws {
    let file = try ParquetFile(Fixture.path("nested"))
    let list = try column("list", of: file)
    #expect {
      _ = try ColumnReader(file, list)
    } throws: { error in
      "\(error)".contains("the column is nested, which is not supported (at column 'list')")
    }
  }

  @Test("dictionary-encoded pages give codes and one dictionary, or values when asked")
  func codes() throws {
    let file = try ParquetFile(Fixture.path("dictionary-snappy-v1"))
    var reader = try ColumnReader(file, try column("int32_few", of: file))
    try reader.start(rowGroup: 1)
    var rows = 0
    while try reader.next() {
      let isCoded = reader.isCoded
      #expect(isCoded)
      var meant: [Int32] = []
      for index in reader.codes.indices { meant.append(reader.dictionary.int32s[Int(reader.codes[index])]) }
      reader.lookUpCodes()
      var values: [Int32] = []
      for index in reader.values.int32s.indices { values.append(reader.values.int32s[index]) }
      #expect(values == meant)
      #expect(values.allSatisfy { (-3...3).contains($0) })
      rows += reader.rowCount
    }
    #expect(rows == 300)
    let entries = reader.dictionary.count
    #expect(entries == 7)
  }

  @Test("a batch has no more rows than asked for, and a bit for each when some are null", arguments: [1, 7, 64, 1000])
  func batches(limit: Int) throws {
    let file = try ParquetFile(Fixture.path("plain-snappy-v2"))
    var reader = try ColumnReader(file, try column("late_null", of: file))
    var numbers: [Int64?] = []
    for group in file.rowGroups.indices {
      try reader.start(rowGroup: group)
      while try reader.next(upTo: limit) {
        let (rows, values, words) = (reader.rowCount, reader.valueCount, reader.validity.count)
        #expect(rows <= limit && rows > 0)
        #expect(words == (rows == values ? 0 : (rows + 63) / 64))
        var value = 0
        for row in 0..<rows {
          let isValid = reader.validity.isEmpty || reader.validity[row / 64] >> UInt64(row % 64) & 1 == 1
          numbers.append(isValid ? reader.values.int64s[value] : nil)
          if isValid { value += 1 }
        }
        #expect(value == values)
      }
    }
    #expect(numbers == (0..<700).map { $0 < 650 ? Int64($0) : nil })
  }

  @Test("several readers read one file at once")
  func concurrently() async throws {
    let file = try ParquetFile(Fixture.path("large"))
    let runs = try column("runs", of: file)
    let sums = try await withThrowingTaskGroup(of: Int64.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var reader = try ColumnReader(file, runs)
          var sum: Int64 = 0
          for index in file.rowGroups.indices {
            try reader.start(rowGroup: index)
            while try reader.next() {
              reader.lookUpCodes()
              for value in reader.values.int64s.indices { sum += reader.values.int64s[value] }
            }
          }
          return sum
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let expected = (0..<40_000).reduce(0) { $0 + Int64($1 / 9000) }
    #expect(sums == Array(repeating: expected, count: 4))
  }
}
