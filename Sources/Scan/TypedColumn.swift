/// One column of a batch whose source knows types: as much of it as was asked for, one entry for each row that is
/// not null.
public struct TypedColumn: Sendable {
  public let type: ColumnType
  /// How many rows are not null.
  public var count = 0
  /// The row of each value; empty when no row is null, and value and row are the same.
  public var rows: [Int32] = []
  public var values = TypedValues()
  /// For each value its place in the dictionary; empty when there is none.
  public var codes: [UInt32] = []
  /// The values that codes mean.
  public var dictionary: CodeDictionary?

  public init(_ type: ColumnType) { self.type = type }

  /// One of which nothing is asked but whether its rows are null, and none is.
  public init(_ type: ColumnType, unread rows: Int) {
    self.type = type
    count = rows
  }

  @inlinable @inline(__always) public func row(of value: Int) -> Int {
    rows.isEmpty ? value : unsafe Int(rows.span[unchecked: value])
  }

  @inlinable @inline(__always)
  public func forEachText(_ body: (Int, borrowing Span<UInt8>, Range<Int>, Cell) -> Void) {
    let values = dictionary?.values ?? values
    let cells = values.cells
    if dictionary == nil {
      for index in 0..<cells.count { body(row(of: index), values.text.span, cells[index].range, cells[index]) }
    } else {
      for index in 0..<codes.count {
        let cell = cells[Int(codes[index])]
        body(row(of: index), values.text.span, cell.range, cell)
      }
    }
  }

  var hasKeys: Bool { !(dictionary?.values ?? values).keys.isEmpty }

  @inline(__always) func forEachKey(_ body: (Int, UInt64) -> Void) {
    if let keys = dictionary?.values.keys {
      for (index, code) in codes.enumerated() { body(row(of: index), keys[Int(code)]) }
    } else {
      for (index, key) in values.keys.enumerated() { body(row(of: index), key) }
    }
  }

  func forEachNull(of total: Int, _ body: (Int) -> Void) -> Int {
    if count == total { return 0 }
    var next = 0
    for row in 0..<total {
      if next < rows.count, Int(rows[next]) == row { next += 1 } else { body(row) }
    }
    return total - count
  }

  func text(ofRow row: Int) -> String? {
    guard let index = rows.isEmpty ? row : rows.firstIndex(of: Int32(truncatingIfNeeded: row)), index < count else {
      return nil
    }
    if let dictionary { return dictionary.values.text(Int(codes[index])) }
    return values.text(index)
  }
}

/// Values of one type, in the forms that were asked for.
public struct TypedValues: Sendable {
  /// NaN for what is no finite number; for dates and times seconds since 1970-01-01T00:00:00Z, or of the day.
  public var numbers: [Double] = []
  /// Different for different values, and for these only.
  public var keys: [UInt64] = []
  public var cells: [Cell] = []
  public var text: [UInt8] = []
  /// Whether every character of the texts is known to be one byte.
  public var isASCII = false

  public init() {}

  public mutating func removeAll() {
    numbers.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  public mutating func append(_ string: some Sequence<UInt8>, _ kind: Cell.Kind) {
    let start = text.count
    text += string
    cells.append(Cell(start, text.count - start, kind))
  }

  /// Bytes at the end of `text`, which `endText` makes a cell of.
  @inline(__always) public mutating func append(contentsOf bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe text.append(contentsOf: $0) }
  }

  /// The text of what lies at the end of `text` from `start` on.
  @inline(__always) public mutating func endText(from start: Int, _ kind: Cell.Kind) {
    cells.append(Cell(start, text.count &- start, kind))
  }

  func text(_ index: Int) -> String? {
    guard index < cells.count else { return nil }
    return String(decoding: text[cells[index].range], as: UTF8.self)
  }
}

/// The different values of a column in some part of a file: what is found out about one holds for all rows with its code.
public final class CodeDictionary: Sendable {
  public let values: TypedValues
  public let count: Int

  public init(_ values: TypedValues, count: Int) {
    self.values = values
    self.count = count
  }
}
