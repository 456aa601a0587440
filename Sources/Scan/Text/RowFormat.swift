package import Core

/// A way in which rows are written as text.
package protocol RowFormat: Sendable {
  associatedtype Reader: RowReader

  var columns: [SourceColumn] { get }
  /// Whether the reader sees for itself that text is UTF-8.
  var checksText: Bool { get }
  func reader() -> Reader
  /// The end of the last row that is whole, in bytes that begin with a row; 0 when none is.
  func endOfRows(_ bytes: borrowing Span<UInt8>) -> Int
}

/// Reads rows that lie one after another.
package protocol RowReader {
  /// Where the next row begins.
  var position: Int { get }
  /// Line ends passed so far.
  var line: Int { get }

  /// Fills a batch with rows that begin before `limit`, each to its end wherever that is.
  ///
  /// - Returns: false when no row was left.
  mutating func read(
    _ batch: inout CellBatch, rows: Int, _ bytes: borrowing Span<UInt8>, until limit: Int
  ) throws(RowProblem) -> Bool
}

/// Why rows could not be read.
package struct RowProblem: Error {
  /// The error, when it is known what the file is called and how many line ends come before the bytes that were read.
  package let failure: @Sendable (_ file: String, _ lines: Int) -> Failure

  package init(_ failure: @escaping @Sendable (_ file: String, _ lines: Int) -> Failure) { self.failure = failure }
}
