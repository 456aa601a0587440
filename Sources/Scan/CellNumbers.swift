import CScan

/// A column of text read as numbers: a kernel file.
extension CellBatch {
  /// What a column's cells hold that are not null.
  package struct Numbers {
    package var count = 0
    /// Whether none of them is NaN.
    package var areAllFinite = true
    /// Whether all are written as integers.
    package var areIntegers = true
  }

  /// Reads the cells of a column, which is one of text.
  ///
  /// - Parameter values: as many as there are rows, of which the first ones are replaced by those of the cells that are not
  ///   null: NaN for what holds no finite number.
  package func readNumbers(
    _ column: Int, _ bytes: borrowing Span<UInt8>, into values: inout [Double]
  ) -> Numbers {
    precondition(values.count >= rows && cells.count >= rows * columns)
    var others = [UInt32](repeating: 0, count: 2 * rows)
    let read = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe cells.withUnsafeBytes { cells in
        unsafe values.withUnsafeMutableBufferPointer { values in
          unsafe others.withUnsafeMutableBufferPointer { others in
            let first = unsafe cells.assumingMemoryBound(to: UInt64.self).baseAddress.map { unsafe $0 + column }
            return unsafe cscan_numbers(bytes.baseAddress, first, columns, rows, values.baseAddress, others.baseAddress)
          }
        }
      }
    }
    var found = Numbers(count: read.count, areIntegers: read.are_whole)
    for index in 0..<read.others {
      let cell = cells[Int(others[2 * index + 1]) * columns + column]
      var value = Double.nan
      if cell.mayBeNumber {
        value =
          cell.isAside
          ? FastNumber.number(aside.span, cell.range, &found.areIntegers)
          : FastNumber.number(bytes, cell.range, &found.areIntegers)
      }
      if value.isNaN { found.areAllFinite = false }
      values[Int(others[2 * index])] = value
    }
    return found
  }
}

extension Cell {
  /// A string is no number, even where it reads like one.
  package var mayBeNumber: Bool { count > 0 && (kind == .untyped || kind == .number) }

  /// Whether it is a number.
  ///
  /// - Parameter bytes: where its text lies.
  package func isNumber(_ bytes: borrowing Span<UInt8>) -> Bool {
    guard mayBeNumber, case .number = FastNumber.parse(bytes, range) else { return false }
    return true
  }
}
