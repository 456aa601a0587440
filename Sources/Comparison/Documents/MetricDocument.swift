package import Core
import YAML

/// A file of metrics that another tool wrote: numbers without the predictions they were computed from.
///
/// docs/metric-documents.md says what is read of each format.
package struct MetricDocument: Sendable, Equatable {
  /// One number of the document.
  package struct Entry: Sendable, Equatable {
    /// As a policy names it: the path to it, `macro avg.f1-score` or `arc_easy/acc`.
    package let name: String
    /// Nil when it is undefined: NaN, infinite, null or no number.
    package let value: Double?
    /// Why it is undefined, for instance `it is NaN`; nil when it is not.
    package let problem: String?
    /// Above 0. Nil where the document states none: a standard error of 0 is that of too few rows or of rows that are
    /// all alike, and says nothing.
    package let standardError: Double?
    /// What the document itself says, else what is known of the name (`MetricDirection`); nil when neither knows.
    package let higherIsBetter: Bool?
    /// How many rows it was computed from.
    package let rows: Int?
    /// The last step of its path.
    let shortName: String
    let place: Place
  }

  /// The file, for messages.
  package let name: String
  package let format: MetricDocumentFormat
  /// In the order of the document, no two of one name.
  package let entries: [Entry]
  let conditions: [Condition]
  /// What stands in the document and is no number, by path, for messages.
  let leftOut: [String: String]

  /// Something that has to be the same for numbers to be comparable.
  struct Condition: Sendable, Equatable {
    /// The entries it is about: the one of this name, those whose names go on with a slash behind it, or all of them
    /// when it is empty.
    let scope: String
    let name: String
    var values: Set<String>

    var fullName: String { scope.isEmpty ? name : "\(scope): \(name)" }
    var value: String { values.sorted().joined(separator: ", ") }
  }

  /// Reads a document, of the format that its content shows.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - name: the file's name, for messages.
  /// - Throws: `malformedData` with a place: of no known format, without a number, a name twice.
  package init(parsing bytes: [UInt8], name: String) throws(Failure) {
    let text = try DocumentText(bytes, file: name)
    let reader = try DocumentFormats.reader(of: text)
    var builder = DocumentBuilder()
    try reader.read(text.root, into: &builder)
    guard !builder.entries.isEmpty else {
      throw Failure(
        .malformedData, "there is no metric in the file", at: text.root.place,
        hint: builder.leftOut.isEmpty ? nil : "only numbers are metrics, and it has none")
    }
    self.name = name
    format = reader.format
    entries = builder.entries
    conditions = builder.conditions
    leftOut = builder.leftOut
  }

  /// Whether a file could be a document of metrics, from its first bytes, which should hold 64 kB or all of it.
  ///
  /// It is one object of JSON, a mapping of YAML, a list of names and values, or a table of two columns that are called
  /// so. Rows of predictions are none: a second object that follows makes it JSON Lines. TOML counts, to be refused by
  /// its name when it is read.
  package static func recognises(_ head: [UInt8]) -> Bool {
    switch DocumentSyntax(of: head) {
    case .json, .yaml, .frontMatter, .table, .toml: true
    case .jsonLines, .unknown: false
    }
  }

  /// What has to be the same for numbers to be comparable, by name: versions and hashes of tasks, data set and split,
  /// counts of rows.
  package var definitions: [String: String] {
    Dictionary(uniqueKeysWithValues: conditions.map { ($0.fullName, $0.value) })
  }

  /// The metric of that name, or the only one whose path ends in it.
  package func entry(_ name: String) -> Entry? {
    if let exact = entries.first(where: { $0.name == name }) { return exact }
    let found = entries.filter { $0.shortName == name }
    return found.count == 1 ? found.first : nil
  }

  /// The metric of that name, as `entry` finds it.
  ///
  /// - Throws: `malformedData` saying which ones there are, or why it is none.
  package func requiredEntry(_ name: String) throws(Failure) -> Entry {
    if let entry = entry(name) { return entry }
    let place = Place(file: self.name)
    let several = entries.filter { $0.shortName == name }.map { "'\($0.name)'" }
    if !several.isEmpty {
      throw Failure(
        .malformedData, "the metric '\(name)' could be any of \(several.count)", at: place,
        hint: "name one of \(several.prefix(5).joined(separator: ", "))\(several.count > 5 ? ", …" : "")")
    }
    if let what = leftOut[name] {
      throw Failure(.malformedData, "'\(name)' is \(what), which is no metric", at: place, hint: "write a number")
    }
    let near = Spelling.nearest(to: name, among: entries.map(\.name) + entries.map(\.shortName))
    let all = entries.prefix(5).map { "'\($0.name)'" }.joined(separator: ", ")
    throw Failure(
      .malformedData, "there is no metric '\(name)'", at: place,
      hint: near.map { "did you mean '\($0)'?" } ?? "its metrics are \(all)\(entries.count > 5 ? ", …" : "")")
  }
}
