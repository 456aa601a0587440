package import Core
package import Scan

extension DataProfile {
  static let format = "modelgate-profile/1"

  package var json: JSON {
    ["format": .string(Self.format), "rows": .integer(rows), "columns": .array(columns.map(\.json))]
  }

  /// Whether a file looks like a saved profile and not like a table: JSON, whose first or last members name the format.
  package static func isProfile(_ file: MappedFile) -> Bool {
    file.withBytes { bytes in
      let head = 0..<min(bytes.count, 4096)
      let tail = max(0, bytes.count - 4096)..<bytes.count
      func text(_ range: Range<Int>) -> String { String(decoding: range.map { bytes[$0] }, as: UTF8.self) }
      guard text(head).first(where: { !$0.isWhitespace }) == "{" else { return false }
      return [head, tail].contains { text($0).contains("\"modelgate-profile/") }
    }
  }

  /// Reads a saved profile.
  ///
  /// - Throws: `malformedData` naming the file.
  package init(parsing bytes: [UInt8], file: String) throws(Failure) {
    let json = try JSON(parsing: bytes, file: file)
    guard json["format"]?.string == Self.format, let rows = json["rows"]?.integer, let columns = json["columns"]?.array
    else {
      throw Failure(
        .malformedData, "not a profile of format \(Self.format)", at: Place(file: file),
        hint: "write one with modelgate-data profile")
    }
    self.init(rows: rows, columns: columns.compactMap(Column.init))
    guard self.columns.count == columns.count else {
      throw Failure(.malformedData, "the profile is damaged: a column cannot be read", at: Place(file: file))
    }
  }
}

extension DataProfile.Column {
  var json: JSON {
    .members([
      "name": .string(name), "kind": .string(kind.rawValue), "nulls": .integer(nulls), "distinct": .integer(distinct),
      "distinctEstimated": isDistinctEstimated ? true : nil,
      "numbers": numbers.map {
        .members([
          "minimum": .number($0.minimum), "maximum": .number($0.maximum), "mean": .number($0.mean),
          "standardDeviation": $0.standardDeviation.map { .number($0) },
        ])
      },
      "minimumLength": minimumLength.map { .integer($0) }, "maximumLength": maximumLength.map { .integer($0) },
      "distribution": distribution.json,
    ])
  }

  init?(_ json: JSON) {
    guard let name = json["name"]?.string, let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)),
      let nulls = json["nulls"]?.integer, let distinct = json["distinct"]?.integer,
      let distribution = json["distribution"].flatMap(DataProfile.Distribution.init)
    else { return nil }
    var numbers: DataProfile.Numbers?
    if let object = json["numbers"], let minimum = object["minimum"]?.number, let maximum = object["maximum"]?.number,
      let mean = object["mean"]?.number
    {
      numbers = DataProfile.Numbers(
        minimum: minimum, maximum: maximum, mean: mean, standardDeviation: object["standardDeviation"]?.number)
    }
    self.init(
      name: name, kind: kind, nulls: nulls, distinct: distinct, numbers: numbers,
      minimumLength: json["minimumLength"]?.integer, maximumLength: json["maximumLength"]?.integer,
      distribution: distribution)
    isDistinctEstimated = json["distinctEstimated"]?.bool ?? false
  }
}

extension DataProfile.Distribution {
  var json: JSON {
    switch self {
    case .deciles(let edges, let counts, let other):
      [
        "edges": .array(edges.map { .number($0) }), "counts": .array(counts.map { .integer($0) }),
        "other": .integer(other),
      ]
    case .categories(let categories, let other):
      ["categories": .object(categories.mapValues { .integer($0) }), "other": .integer(other)]
    }
  }

  init?(_ json: JSON) {
    guard let other = json["other"]?.integer else { return nil }
    if let edges = json["edges"]?.array?.compactMap(\.number),
      let counts = json["counts"]?.array?.compactMap(\.integer),
      counts.count == edges.count + 1
    {
      self = .deciles(edges: edges, counts: counts, other: other)
    } else if let categories = json["categories"]?.object {
      self = .categories(categories.compactMapValues(\.integer), other: other)
    } else {
      return nil
    }
  }
}
