import Core
import DataQuality
import Drift
import Scan
import Testing

@Suite("Profiles of parts make the profile of the whole")
struct ProfileMergeTests {
  static let table = GeneratedTable(rows: 20_000)

  // MARK: Against the whole

  private func check(_ merged: DataProfile, against whole: DataProfile, of table: GeneratedTable) throws {
    #expect(merged.rows == whole.rows)
    #expect(merged.columns.map(\.name) == whole.columns.map(\.name))
    for (a, b) in zip(merged.columns, whole.columns) {
      #expect(a.kind == b.kind && a.moment == b.moment && a.nulls == b.nulls, "\(a.name)")
      #expect(a.minimumLength == b.minimumLength && a.maximumLength == b.maximumLength, "\(a.name)")
      #expect(a.numbers?.minimum == b.numbers?.minimum && a.numbers?.maximum == b.numbers?.maximum, "\(a.name)")
      if let (x, y) = a.numbers.flatMap({ x in b.numbers.map { (x, $0) } }) {
        let scale = max(y.minimum.magnitude, y.maximum.magnitude)
        #expect((x.mean - y.mean).magnitude <= 1e-12 * scale, "\(a.name): \(x.mean) \(y.mean)")
        let (deviation, expected) = (x.standardDeviation ?? .nan, y.standardDeviation ?? .nan)
        #expect((deviation - expected).magnitude <= 1e-9 * expected, "\(a.name): \(deviation) \(expected)")
      }
      // Three standard errors of the sketch.
      let room = a.isDistinctEstimated ? 0.05 * Double(b.distinct) + 2 : 0
      #expect(Double(a.distinct - b.distinct).magnitude <= room, "\(a.name): \(a.distinct) \(b.distinct)")
      if !a.isDistinctEstimated, case .categories = b.distribution { #expect(a.distribution == b.distribution) }
      if case .deciles(let edges, _, _) = a.distribution { try checkDeciles(edges, of: a.name, table) }
    }
  }

  /// Whether about as many values lie below each as should.
  private func checkDeciles(_ edges: [Double], of name: String, _ table: GeneratedTable) throws {
    let column = try #require(GeneratedTable.columns.firstIndex(of: name))
    let cells = table.rows.map { String($0.split(separator: ",", omittingEmptySubsequences: false)[column]) }
    let numbers = cells.compactMap(Double.init)
    // Moments are compared with the exact profile below, by drift.
    guard numbers.count > 1000, edges.count == 9 else { return }
    for (index, edge) in edges.enumerated() {
      let share = Double(numbers.count { $0 <= edge }) / Double(numbers.count)
      let equal = Double(numbers.count { $0 == edge }) / Double(numbers.count)
      let wanted = Double(index + 1) / 10
      // By what merging promises, and a step of the interpolation.
      #expect(share >= wanted - 0.012 && share - equal <= wanted + 0.012, "\(name): \(share) for \(wanted)")
    }
  }

  @Test("whatever the number of parts, one of them empty", arguments: [1, 2, 3, 10])
  func parts(count: Int) throws {
    let parts = try Self.table.parts(count) + [ProfileMerge.Part("empty.json", Self.table.profile(0..<0))]
    let merge = try ProfileMerge(parts, fillingMissing: false)
    try check(merge.profile, against: Self.table.profile, of: Self.table)
    #expect(merge.notes.isEmpty)
  }

  @Test("drift against the merged one is drift against the whole", arguments: [0.0, 0.02, 0.3])
  func drift(shift: Double) throws {
    let merged = try ProfileMerge(Self.table.parts(4), fillingMissing: false).profile
    let current = GeneratedTable(rows: 8000, seed: 9, shift: shift)
    func drift(_ reference: DataProfile) throws -> [DataReport.Outcome] {
      var settings = DataCheckSettings()
      settings.drift = DriftLimits(psi: 0.2)
      return try DataCheck.run(current.scan(), contract: nil, reference: reference, settings: settings).rules
    }
    let (found, expected) = try (drift(merged), drift(Self.table.profile))
    // Of texts that no file lists all of, fewer are told apart: what is the same does not seem to have moved.
    let mail = try #require(found.first { $0.id == "mail.drift" }?.observed)
    #expect(try mail < #require(expected.first { $0.id == "mail.drift" }?.observed))
    for (a, b) in zip(found, expected) where a.columns != ["id"] && a.columns != ["mail"] {
      #expect(a.id == b.id && a.verdict == b.verdict, "\(a) \(b)")
      let (x, y) = (a.observed ?? 0, b.observed ?? 0)
      #expect((x - y).magnitude <= 0.005 + 0.05 * y, "\(a.id): \(x) \(y)")
    }
  }

  @Test("what the parts list value by value is exact, to the last bit")
  func exact() throws {
    let columns = ["n", "city", "day"]
    let rows = (0..<900).map { "\(($0 * $0) % 97),c\(($0 * 7) % 61),2024-0\(1 + $0 % 9)-1\($0 % 7)" }
    let whole = try GeneratedTable.profile(columns, rows[...])
    let merged = try ProfileMerge(
      [0..<200, 200..<201, 201..<900].map { ProfileMerge.Part("p", try GeneratedTable.profile(columns, rows[$0])) },
      fillingMissing: false
    ).profile
    #expect(merged == whole)
  }

  // MARK: Order

  @Test("in any order the same bytes")
  func order() throws {
    let parts = try Self.table.parts(5)
    let expected = try ProfileMerge(parts, fillingMissing: false).profile.file
    for turn in 1..<5 {
      let turned = Array(parts[turn...] + parts[..<turn])
      #expect(try ProfileMerge(turned, fillingMissing: false).profile.file == expected)
      #expect(try ProfileMerge(turned.reversed(), fillingMissing: false).profile.file == expected)
    }
  }

  @Test("step by step as well as at once, and through files")
  func steps() throws {
    let parts = try Self.table.parts(6)
    var left = parts[0]
    for part in parts.dropFirst() {
      let merged = try ProfileMerge([left, part], fillingMissing: false).profile
      left = ProfileMerge.Part("left", try DataProfile(parsing: merged.file, file: "left"))
      #expect(left.profile == merged)
    }
    try check(left.profile, against: Self.table.profile, of: Self.table)
  }

  @Test("a year of days, each merged into those before, does not lead away from the whole")
  func year() throws {
    let table = GeneratedTable(rows: 365 * 400)
    let column = 2
    func profile(_ range: Range<Int>) throws -> DataProfile {
      let cells = table.rows[range].map { String($0.split(separator: ",")[column]) + ",1" }
      return try GeneratedTable.profile(["amount", "one"], cells[...])
    }
    var year = try ProfileMerge.Part("year", profile(0..<400))
    for day in 1..<365 {
      let next = try ProfileMerge.Part("day", profile((400 * day)..<(400 * (day + 1))))
      year = ProfileMerge.Part("year", try ProfileMerge([year, next], fillingMissing: false).profile)
    }
    try check(
      DataProfile(rows: year.profile.rows, columns: [year.profile.columns[0]]),
      against: DataProfile(rows: table.rows.count, columns: [profile(0..<table.rows.count).columns[0]]), of: table)
  }

  // MARK: Kinds

  @Test(
    "parts of different kinds are what they would be in one file",
    arguments: [
      (["1", "2"], ["0.5"], "number"), (["1", "2"], ["x"], "text"), (["1"], ["", ""], "integer"), ([""], [""], "empty"),
      (["true"], ["false"], "boolean"), (["true"], ["maybe"], "text"), (["true"], ["1"], "text"),
      (["2024-01-01"], ["2024-05-01"], "date"), (["2024-01-01"], ["7"], "text"), (["2024-01-01"], ["soon"], "text"),
      (["2024-01-01"], ["2024-01-01T10:00:00"], "text"), (["2024-01-01T10:00:00"], ["2024-01-01 10:00:00"], "date"),
    ])
  func kinds(a: [String], b: [String], kind: String) throws {
    let whole = try GeneratedTable.profile(["n", "other"], (a + b).map { "\($0),1" }[...])
    #expect(whole.columns[0].kind.rawValue == kind)
    for parts in [[a, b], [b, a]] {
      let merge = try ProfileMerge.column(parts)
      let column = merge.profile.columns[0]
      #expect(column.kind.rawValue == kind)
      #expect(column.nulls == whole.columns[0].nulls)
      // What is lost is told: the texts of numbers, and how many different ones there were.
      let isLossy = kind == "text" && ![["true"], ["maybe"]].contains(b) && a != ["true"]
      #expect(merge.notes.contains { $0.contains("column 'n'") } == isLossy || kind == "number" || a == ["true"])
      #expect(try DataProfile(parsing: merge.profile.file, file: "p") == merge.profile)
    }
  }

  @Test("texts merged with numbers stay, and the number of different values is a least one")
  func mixed() throws {
    let merge = try ProfileMerge.column([["a", "a", "b"], ["1", "2", "3", "4"]])
    let column = merge.profile.columns[0]
    #expect(column.distribution == .categories(["a": 2, "b": 1], other: 4))
    #expect(column.distinct == 4 && column.isDistinctAtLeast)
    #expect(column.minimumLength == nil && column.parts?.hidden == 4)
    #expect(
      merge.notes == [
        """
        column 'n' is text in 0.json, integer in 1.json: text in the whole, of which numbers and dates are counted, but \
        not told one by one
        """
      ])
    let again = try ProfileMerge(
      [ProfileMerge.Part("m", merge.profile), ProfileMerge.Part("m", merge.profile)], fillingMissing: false)
    #expect(again.profile.columns[0].distribution == .categories(["a": 4, "b": 2], other: 8))
    #expect(again.profile.columns[0].distinct == 4 && again.profile.columns[0].isDistinctAtLeast)
    #expect(again.notes.contains { $0.contains("counts twice") })
  }

  @Test("a text is listed where all parts tell how often they have it, and what may be hidden in the rest is told")
  func hidden() throws {
    // Each part lists a thousand texts of its own, and has one that is in all of them and listed by none.
    let parts = (0..<4).map { part in
      (0..<1500).flatMap { Array(repeating: "t\(part)-\($0)", count: $0 < 1000 ? 3 : 2) }
        + Array(repeating: "everywhere", count: 2) + Array(repeating: "common", count: 50 + part)
        + Array(repeating: "once common", count: part == 2 ? 1000 : 0)
    }
    let column = try ProfileMerge.column(parts).profile.columns[0]
    let values = parts.reduce(0) { $0 + $1.count }
    #expect(column.distribution == .categories(["common": 206, "once common": 1000], other: values - 1206))
    #expect((8...12).contains(column.parts?.hidden ?? 0))
    #expect(column.distinct > 5500 && column.distinct < 6500 && column.isDistinctEstimated)
  }

  // MARK: Refusals

  @Test("a column that a part does not have is an error that names both, or counts as null")
  func missing() throws {
    let parts = [
      ProfileMerge.Part("a.json", try GeneratedTable.profile(["x", "y"], ["1,2", "3,4"])),
      ProfileMerge.Part("b.json", try GeneratedTable.profile(["x", "z"], ["5,6"])),
    ]
    let failure = #expect(throws: Failure.self) { try ProfileMerge(parts, fillingMissing: false) }
    #expect(failure?.code == .malformedData)
    #expect(failure?.description.hasPrefix("a.json: there is no column 'z', which b.json has\nhint: ") ?? false)
    let profile = try ProfileMerge(parts, fillingMissing: true).profile
    #expect(profile.columns.map(\.name) == ["x", "y", "z"])
    #expect(profile.columns.map(\.nulls) == [0, 1, 2])
    #expect(profile.columns.map(\.distinct) == [3, 2, 1])
  }

  @Test("what a file of version 1 says is a reference still, and not enough to merge")
  func old() throws {
    let json = """
      {"format": "modelgate-profile/1", "rows": 3, "columns": [{"name": "n", "kind": "text", "nulls": 0, "distinct": 2,
       "distribution": {"categories": {"a": 2, "b": 1}, "other": 0}}]}
      """
    let old = try DataProfile(parsing: Array(json.utf8), file: "old.json")
    #expect(old.columns[0].distribution == .categories(["a": 2, "b": 1], other: 0))
    let parts = [ProfileMerge.Part("old.json", old), ProfileMerge.Part("old.json", old)]
    let failure = #expect(throws: Failure.self) { try ProfileMerge(parts, fillingMissing: false) }
    #expect(failure?.description.contains("old.json: column 'n' does not hold what merging needs") ?? false)
    #expect(failure?.diagnostics.first?.hint?.contains("profile the data anew") ?? false)
  }

  @Test("a private column stays one, whatever other parts tell of it")
  func redacted() throws {
    let (a, b) = (Self.table.rows[0..<100], Self.table.rows[100..<300])
    let parts = [
      ProfileMerge.Part("a.json", try GeneratedTable.profile(GeneratedTable.columns, a).redacting(["mail", "amount"])),
      ProfileMerge.Part("b.json", try GeneratedTable.profile(GeneratedTable.columns, b)),
    ]
    let merge = try ProfileMerge(parts, fillingMissing: false)
    #expect(merge.profile.redactedColumns == ["mail", "amount"])
    let mail = try #require(merge.profile.column("mail"))
    #expect(mail.isDistinctAtLeast && mail.distinct > 150 && mail.nulls == 0)
    #expect(!String(decoding: merge.profile.file, as: UTF8.self).contains("@"))
    #expect(merge.notes.contains("column 'mail' is redacted in other parts than b.json, and so in the whole"))
    #expect(try DataProfile(parsing: merge.profile.file, file: "m") == merge.profile)
  }
}
