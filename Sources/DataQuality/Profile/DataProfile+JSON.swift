package import Core
package import Scan

extension DataProfile {
  static let format = "modelgate-profile/2"
  /// Without what merging needs.
  static let oldFormat = "modelgate-profile/1"

  package var json: JSON {
    ["format": .string(Self.format), "rows": .integer(rows), "columns": .array(columns.map(\.json))]
  }

  /// A saved profile: the same in few bytes, with a line for each column. The format stands first, so that a file that
  /// is cut off is known for what it was.
  package var file: [UInt8] {
    var bytes = Array("{\"format\":\"\(Self.format)\",\"rows\":\(rows),\"columns\":[".utf8)
    for (index, column) in columns.enumerated() {
      bytes += (index > 0 ? ",\n" : "\n").utf8
      bytes += column.json.canonical
    }
    return bytes + "\n]}\n".utf8
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

  /// Reads a saved profile. Of version 2 everything in it has to agree; of version 1 it is taken as it is.
  ///
  /// - Throws: `malformedData` naming the file, and the column that is damaged.
  package init(parsing bytes: [UInt8], file: String) throws(Failure) {
    let json = try JSON(parsing: bytes, file: file)
    let isOld = json["format"]?.string == Self.oldFormat
    guard isOld || json["format"]?.string == Self.format, let rows = json["rows"]?.integer,
      let columns = json["columns"]?.array
    else {
      throw Failure(
        .malformedData, "not a profile of format \(Self.format)", at: Place(file: file),
        hint: "write one with modelgate-data profile")
    }
    func damaged(_ problem: String) -> Failure {
      Failure(
        .malformedData, "the profile is damaged: \(problem)", at: Place(file: file),
        hint: "profile the data anew with modelgate-data profile")
    }
    guard isOld || (0...Self.most).contains(rows) else { throw damaged("it says to be of \(rows) rows") }
    self.init(rows: rows, columns: [])
    var names: Set<String> = []
    for (place, json) in columns.enumerated() {
      guard let column = isOld ? Column(json) : Column(json, rows: rows) else {
        let name = json["name"]?.string.map { " '\($0)'" } ?? ""
        throw damaged("column \(place + 1)\(name) cannot be read, or contradicts itself")
      }
      guard names.insert(column.name).inserted || isOld else { throw damaged("column '\(column.name)' is there twice") }
      self.columns.append(column)
    }
  }

  /// Beyond that, not every whole number can be written.
  static let most = 1 << 53
}

extension DataProfile.Column {
  var json: JSON {
    .members([
      "name": .string(name), "kind": .string(kind.rawValue), "moment": moment.map { .string($0.rawValue) },
      "nulls": .integer(nulls), "distinct": .integer(distinct),
      "distinctEstimated": isDistinctEstimated ? true : nil, "distinctAtLeast": isDistinctAtLeast ? true : nil,
      "redacted": isRedacted ? true : nil,
      "numbers": numbers.map {
        .members([
          "minimum": .number($0.minimum), "maximum": .number($0.maximum), "mean": .finite($0.mean),
          "standardDeviation": $0.standardDeviation.map { .finite($0) },
          "earliest": moment?.text($0.minimum).json, "latest": moment?.text($0.maximum).json,
        ])
      },
      "minimumLength": minimumLength.map { .integer($0) }, "maximumLength": maximumLength.map { .integer($0) },
      "distribution": distribution.json, "merge": parts?.json,
    ])
  }

  /// As version 1 has it.
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

  /// As version 2 has it; nil where it contradicts itself.
  init?(_ json: JSON, rows: Int) {
    self.init(json)
    moment = json["moment"]?.string.flatMap(Moment.init(rawValue:))
    isDistinctAtLeast = json["distinctAtLeast"]?.bool ?? false
    isRedacted = json["redacted"]?.bool ?? false
    if let merge = json["merge"] {
      guard let state = DataProfile.MergeState(merge) else { return nil }
      parts = state
    }
    guard isConsistent(rows: rows) else { return nil }
  }
}

extension DataProfile.MergeState {
  var json: JSON {
    let points = numbers?.points
    return .members([
      "count": numbers.map { .integer($0.count) }, "squares": numbers.map { .finite($0.squares) },
      "values": points.map { .array($0.values.map { .number($0) }) },
      "counts": points?.counts.map { .array($0.map { .integer($0) }) },
      "sketch": sketch.map { .string(Base64.encode($0.bytes)) },
      "hidden": hidden > 0 ? .integer(hidden) : nil,
    ])
  }

  init?(_ json: JSON) {
    guard case .object = json else { return nil }
    self.init(hidden: json["hidden"]?.integer ?? 0)
    if let text = json["sketch"] {
      guard let bytes = text.string.flatMap(Base64.decode), let found = DistinctSketch(bytes: bytes) else { return nil }
      sketch = found
    }
    guard let list = json["values"] else { return }
    guard let values = list.numbers, let count = json["count"]?.integer, let squares = json["squares"]?.number else {
      return nil
    }
    var counts: [Int]?
    if let list = json["counts"] {
      guard let found = list.integers else { return nil }
      counts = found
    }
    guard let points = QuantilePoints(values: values, counts: counts, count: count) else { return nil }
    numbers = DataProfile.NumberState(count: count, squares: squares, points: points)
  }
}

extension DataProfile.Distribution {
  var json: JSON {
    switch self {
    case .deciles(let edges, let counts, let other):
      [
        "edges": .array(edges.map { .finite($0) }), "counts": .array(counts.map { .integer($0) }),
        "other": .integer(other),
      ]
    case .categories(let categories, let other):
      ["categories": .object(categories.mapValues { .integer($0) }), "other": .integer(other)]
    }
  }

  init?(_ json: JSON) {
    guard let other = json["other"]?.integer else { return nil }
    if let edges = json["edges"]?.numbers, let counts = json["counts"]?.integers, counts.count == edges.count + 1 {
      self = .deciles(edges: edges, counts: counts, other: other)
    } else if let categories = json["categories"]?.object {
      let counts = categories.compactMapValues(\.integer)
      guard counts.count == categories.count else { return nil }
      self = .categories(counts, other: other)
    } else {
      return nil
    }
  }
}

extension JSON {
  /// What is beyond all numbers is the largest: a file has to be readable.
  fileprivate static func finite(_ value: Double) -> JSON {
    .number(min(max(value, -.greatestFiniteMagnitude), .greatestFiniteMagnitude))
  }

  /// Nil unless all elements are numbers.
  fileprivate var numbers: [Double]? { elements(\.number) }
  fileprivate var integers: [Int]? { elements(\.integer) }

  private func elements<Element>(_ read: (JSON) -> Element?) -> [Element]? {
    guard let array else { return nil }
    let found = array.compactMap(read)
    return found.count == array.count ? found : nil
  }
}

extension String {
  fileprivate var json: JSON { .string(self) }
}
