import Core

/// What stops the reading of a file, before it is known which column and page it was.
enum Problem: Error, Equatable {
  /// The bytes are not what the format says.
  case damaged(String)
  /// The bytes end too early; more of them might help.
  case truncated
  /// The file is well formed and uses what this reader does not know.
  case unsupported(String)
  /// The system could not read.
  case failed(Failure)
}

extension Failure {
  /// A problem with its place: `what` is read as in "column 'price', byte 4711".
  static func parquet(_ problem: Problem, file: String, at what: String) -> Failure {
    let place = Place(file: file, key: what)
    switch problem {
    case .damaged(let message):
      return Failure(.malformedData, message, at: place, hint: "the file is damaged: fetch it again or write it anew")
    case .truncated:
      return Failure(
        .malformedData, "the data ends too early", at: place,
        hint: "the file is damaged: fetch it again or write it anew")
    case .unsupported(let message):
      return Failure(.malformedData, message, at: place, hint: "write the file without it")
    case .failed(let failure): return failure
    }
  }
}
