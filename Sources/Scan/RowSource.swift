package import Core

/// A table that can be read once from its first row to its last, in chunks on several threads: one implementation for
/// each format.
package protocol RowSource: Sendable {
  /// What the table is called in messages: the file it comes from.
  var name: String { get }
  var columns: [SourceColumn] { get }

  /// Looks at every row.
  ///
  /// - Parameters:
  ///   - needs: what is looked at, by column; sources of text give everything.
  ///   - threads: more than there are processors gain nothing; the result is the same for any number.
  ///   - progress: called with what is done and all there is, now and then, from any thread.
  ///   - visitor: makes one for a chunk of that number, counted from 0 in each file.
  /// - Throws: `malformedData` at the first place where the file is not as its format has it.
  func run<Visitor: ChunkVisitor>(
    needs: [ColumnNeeds], threads: Int, progress: (@Sendable (Int, Int) -> Void)?,
    _ visitor: @escaping @Sendable (_ chunk: Int) -> Visitor
  ) throws(Failure) -> ScanResult<Visitor>

  /// A row that was seen before, for messages.
  ///
  /// - Parameters:
  ///   - row: counted from 1.
  ///   - chunks: of the pass that saw it.
  func row(_ row: Int, in chunks: [ScanPosition]) -> SourceRow?
}

extension RowSource {
  /// Looks at every row, and all of it.
  package func run<Visitor: ChunkVisitor>(
    threads: Int, progress: (@Sendable (Int, Int) -> Void)? = nil,
    _ visitor: @escaping @Sendable (_ chunk: Int) -> Visitor
  ) throws(Failure) -> ScanResult<Visitor> {
    try run(needs: columns.map { _ in .all }, threads: threads, progress: progress, visitor)
  }
}

package struct SourceColumn: Sendable, Equatable {
  package let name: String
  package let type: ColumnType

  package init(_ name: String, _ type: ColumnType = .untyped) {
    self.name = name
    self.type = type
  }
}

/// What a file says of a column's values.
public enum ColumnType: Sendable, Equatable {
  /// Text, which may mean anything: CSV.
  case untyped
  /// Each value has a type of its own: JSON.
  case mixed
  case string
  case integer
  case number
  case boolean
  case date
  case time
  case timestamp
  /// Anything else, as its text.
  case other
  /// What its source cannot read, and says so when it is asked to.
  case unreadable
}

extension ColumnType {
  package var isNumeric: Bool { self == .integer || self == .number }
  package var isMoment: Bool { self == .date || self == .time || self == .timestamp }
  /// Whether its values come as numbers.
  package var hasNumbers: Bool { isNumeric || isMoment }
}

/// What is looked at in a column.
package struct ColumnNeeds: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `TypedValues.numbers`, where the type has some, else the text.
  package static let numbers = ColumnNeeds(rawValue: 1)
  /// `TypedValues.keys`, where the type has some, else the text.
  package static let keys = ColumnNeeds(rawValue: 2)
  /// `TypedValues.cells`.
  package static let text = ColumnNeeds(rawValue: 4)
  /// Which rows are null.
  package static let nulls = ColumnNeeds(rawValue: 8)
  package static let all: ColumnNeeds = [.numbers, .keys, .text, .nulls]
}

/// What came before a chunk.
package struct ScanPosition: Sendable, Equatable {
  /// Where the chunk begins, as its source counts.
  package let start: Int
  package let rows: Int
  /// Line ends, in this part.
  package let lines: Int
  /// The file of a table in several, counted from 0.
  package var part = 0

  package init(start: Int, rows: Int, lines: Int) {
    self.start = start
    self.rows = rows
    self.lines = lines
  }
}

package struct ScanResult<Visitor: ChunkVisitor>: Sendable {
  package let visitor: Visitor
  package let rows: Int
  /// To find a row again.
  package let chunks: [ScanPosition]

  package init(visitor: Visitor, rows: Int, chunks: [ScanPosition]) {
    self.visitor = visitor
    self.rows = rows
    self.chunks = chunks
  }
}

/// One row as text.
package struct SourceRow: Sendable, Equatable {
  /// Nil for null.
  package let cells: [String?]
  /// Counted from 1; nil for sources without lines.
  package let line: Int?
  /// The file of a table in several, counted from 0.
  package var part = 0

  package init(cells: [String?], line: Int?) {
    self.cells = cells
    self.line = line
  }
}
