import Core
import Parquet

/// Reads every value of a file and adds up what can be: for benchmarks.
struct Scan {
  private(set) var values = 0
  private(set) var integers: Int64 = 0
  private(set) var reals = 0.0
  private(set) var bytes = 0

  /// - Parameter numbersOnly: leave out all but plain numbers.
  mutating func add(_ path: String, numbersOnly: Bool) throws(Failure) {
    let file = try ParquetFile(path)
    for column in file.columns where column.obstacle == nil {
      if numbersOnly, column.physical?.form == .bytes || column.physical == .boolean || column.logical != nil {
        continue
      }
      var reader = try ColumnReader(file, column)
      for group in file.rowGroups.indices {
        try reader.start(rowGroup: group)
        while try reader.next() {
          reader.lookUpCodes()
          add(reader.values)
        }
      }
    }
  }

  private mutating func add(_ batch: borrowing ColumnValues) {
    values += batch.count
    switch batch.form {
    case .booleans: bytes += batch.count
    case .int32s:
      let numbers = batch.int32s
      var sum: Int64 = 0
      for index in numbers.indices { sum &+= Int64(numbers[index]) }
      integers &+= sum
    case .int64s:
      let numbers = batch.int64s
      var sum: Int64 = 0
      for index in numbers.indices { sum &+= numbers[index] }
      integers &+= sum
    case .floats:
      let numbers = batch.floats
      var sum: Float = 0
      for index in numbers.indices { sum += numbers[index] }
      reals += Double(sum)
    case .doubles:
      let numbers = batch.doubles
      var sum = 0.0
      for index in numbers.indices { sum += numbers[index] }
      reals += sum
    case .bytes:
      let ranges = batch.ranges
      var sum = 0
      for index in ranges.indices { sum &+= Int(ranges[index].count) }
      bytes += sum
    }
  }
}
