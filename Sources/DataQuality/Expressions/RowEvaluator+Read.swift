import Scan

extension RowEvaluator {
  /// Takes from a batch what a use reads.
  mutating func read(
    _ reading: ColumnUse.Reading, _ column: Int, _ type: ColumnType, _ batch: borrowing CellBatch,
    _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers, _ firstRow: Int, into index: Int
  ) {
    var values = inputs[index]
    inputs[index] = Values()
    defer { inputs[index] = values }
    for row in 0..<rows { values.states[row] = .null }
    guard column >= 0 else { return }
    switch reading {
    case .number: readNumbers(column, batch, bytes, &numbers, firstRow, into: &values)
    case .moment where type.isMoment: readNumbers(column, batch, bytes, &numbers, firstRow, into: &values)
    case .moment:
      batch.forEachValue(column, bytes) { row, bytes, range, cell in
        let moment = cell.kind == .number ? nil : MomentText.parse(bytes, range)
        values.states[row] = moment == nil ? .invalid : .value
        values.numbers[row] = moment ?? 0
      }
    case .truth:
      batch.forEachValue(column, bytes) { row, bytes, range, _ in
        let first = LogicalType.isBoolean(bytes, range) ? bytes[range.lowerBound] : 0
        values.states[row] = first == 0 ? .invalid : Truth(first | 0x20 == UInt8(ascii: "t"))
      }
    case .text: readTexts(column, batch, bytes, into: &values)
    case .cell where type.isNumeric || !comparesTexts:
      if comparesTexts { readTexts(column, batch, bytes, into: &values) }
      readNumbers(column, batch, bytes, &numbers, firstRow, into: &values)
    case .cell:
      readTexts(column, batch, bytes, into: &values)
      for row in 0..<rows { values.numbers[row] = .nan }
      // Beside other types dates are their text: as numbers they would be seconds.
      if type.isMoment { return }
      numbers.read(column, batch, bytes, firstRow)
      for index in numbers.values.indices { values.numbers[numbers.row(of: index)] = numbers.values[index] }
    case .nulls:
      for row in 0..<rows { values.states[row] = .value }
      batch.forEachNull(column) { values.states[$0] = .null }
    }
  }

  private func readNumbers(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, _ numbers: inout ColumnNumbers,
    _ firstRow: Int, into values: inout Values
  ) {
    numbers.read(column, batch, bytes, firstRow)
    let found = numbers.values
    for index in found.indices {
      let row = numbers.row(of: index)
      values.numbers[row] = found[index]
      values.states[row] = found[index].isNaN ? .invalid : .value
    }
  }

  /// Text in the chunk stays there; all other is copied.
  private mutating func readTexts(
    _ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>, into values: inout Values
  ) {
    let isTyped = !batch.typed.isEmpty
    var made = made
    self.made = []
    batch.forEachValue(column, bytes) { row, bytes, range, cell in
      values.states[row] = .value
      if !isTyped, !cell.isAside {
        values.texts[row] = TextPlace(range, isMade: false)
      } else if made.count + range.count <= TextPlace.limit {
        let start = made.count
        for index in range { made.append(bytes[index]) }
        values.texts[row] = TextPlace(start..<made.count, isMade: true)
      } else {
        values.states[row] = .invalid
      }
    }
    self.made = made
  }
}
