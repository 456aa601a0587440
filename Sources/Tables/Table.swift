package import Core

/// A table in memory: named columns of text cells over one shared buffer.
package struct Table: Sendable {
  /// What the table is called in messages: the file it came from.
  package let name: String
  package let columns: [Column]
  package let rowCount: Int
  /// The UTF-8 text of every cell; columns say where each lies.
  package let buffer: [UInt8]
  /// The line of the file on which each row starts, counted from 1.
  package let lines: [Int32]

  package struct Column: Sendable {
    package let name: String
    /// For each row, where its cell lies in the table's buffer.
    package let cells: [Range<Int>]

    package init(name: String, cells: [Range<Int>]) {
      self.name = name
      self.cells = cells
    }
  }

  package init(name: String, columns: [Column], rowCount: Int, buffer: [UInt8], lines: [Int32]) {
    self.name = name
    self.columns = columns
    self.rowCount = rowCount
    self.buffer = buffer
    self.lines = lines
  }

  package func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// The column of that name.
  ///
  /// - Throws: `malformedData` naming the nearest column there is.
  package func requiredColumn(_ name: String) throws(Failure) -> Column {
    if let column = column(name) { return column }
    let names = columns.map(\.name)
    let near = Spelling.nearest(to: name, among: names)
    throw Failure(
      .malformedData, "there is no column '\(name)'", at: Place(file: self.name, line: 1),
      hint: near.map { "did you mean '\($0)'?" } ?? "its columns are: \(names.joined(separator: ", "))")
  }

  /// A cell's text.
  package func text(_ column: Column, _ row: Int) -> String {
    String(decoding: buffer[column.cells[row]], as: UTF8.self)
  }

  /// A cell as a number; nil when it is not one. See `Number`.
  package func number(_ column: Column, _ row: Int) -> Double? { Number.parse(buffer[column.cells[row]]) }

  /// Where a row stands, for messages.
  package func place(ofRow row: Int) -> Place { Place(file: name, line: Int(lines[row])) }
}
