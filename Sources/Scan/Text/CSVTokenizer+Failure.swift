import Core

extension CSVTokenizer.Problem {
  /// - Parameters:
  ///   - columns: how many cells a row should have.
  ///   - lines: line ends before the chunk.
  func failure(in file: String, columns: Int, lines: Int) -> Failure {
    let (message, hint) = text(columns)
    return Failure(.malformedData, message, at: Place(file: file, line: lines + line + 1), hint: hint)
  }

  private func text(_ columns: Int) -> (String, hint: String) {
    switch self {
    case .ragged(let cells, let emptyLine, _):
      (
        "the row has \(cells) cell\(cells == 1 ? "" : "s"), the header \(columns)",
        emptyLine ? "remove the empty line" : "quote cells that hold a comma"
      )
    case .strayQuote: ("a quote inside an unquoted cell", "quote the whole cell and double the quotes in it")
    case .unclosedQuote: ("a quoted cell is never closed", "close it with \"")
    case .textAfterQuote: ("text after a closing quote", "double the quotes inside the cell")
    case .cellTooLong: ("a cell is longer than 256 MiB", "look for a quote that is never closed")
    }
  }
}
