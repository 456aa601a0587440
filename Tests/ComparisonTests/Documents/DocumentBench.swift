import Comparison
import Core
import Testing

/// What tests of documents share.
enum DocumentBench {
  static func document(_ text: String, name: String = "metrics") throws -> MetricDocument {
    try MetricDocument(parsing: Array(text.utf8), name: name)
  }

  /// Each entry on one line: `name value ±error n=rows +` for one that is better when it is higher, `?` when unknown.
  static func lines(_ text: String) throws -> [String] {
    try document(text).entries.map { entry in
      var line = "\(entry.name) "
      line += entry.value.map { "\($0)" } ?? entry.problem ?? "neither value nor problem"
      line += entry.standardError.map { " ±\($0)" } ?? ""
      line += entry.rows.map { " n=\($0)" } ?? ""
      return line + (entry.higherIsBetter.map { $0 ? " +" : " -" } ?? " ?")
    }
  }

  /// The whole message that a text is refused with.
  static func refusal(_ text: String) -> String? {
    do throws(Failure) {
      _ = try MetricDocument(parsing: Array(text.utf8), name: "metrics")
      return nil
    } catch {
      return error.code == .malformedData ? error.description : "code \(error.code): \(error.description)"
    }
  }
}
