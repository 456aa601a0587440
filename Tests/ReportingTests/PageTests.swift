import Core
import DataCommands
import DataQuality
import Reporting
import Scan
import TestSupport
import Testing

@Suite("Pages: whole, well-formed, closed to the outside, and no name in them is markup")
struct PageTests {
  // MARK: Data

  private static let table = """
    id,amount,city,stars,nothing,day,share
    a1,0,Berlin,1,,2024-01-01,0.5
    a2,0,Berlin,2,,2024-01-01,0.25
    a3,0,Paris,3,,2024-01-02,0.125
    a4,1.5,Rome,3,,2024-01-02,
    a5,2.5,Berlin,3,,2024-01-03,
    a6,3,Paris,4,,2024-01-03,
    a7,4.25,Berlin,5,,2024-01-04,1
    a8,5,Rome,5,,2024-01-04,1
    a9,6,,5,,2024-01-05,1
    b1,7.75,Berlin,5,,2024-01-05,1
    b2,8,Berlin,5,,2024-01-06,1
    b3,9,Oslo,5,,2024-01-06,1
    b4,10,Berlin,5,,2024-01-07,1
    b5,12,Berlin,5,,2024-01-07,1

    """

  private static let changed =
    table.replacing("Rome", with: "Lagos").replacing(",3,", with: ",1,").replacing("id,", with: "key,")

  private static let hostile: String = {
    let names = SampleReports.hostileNames.map { name in "\"\(name.replacing("\"", with: "\"\""))\"" }
    let rows = (0..<4).map { row in names.indices.map { names[($0 + row / 2) % names.count] }.joined(separator: ",") }
    return ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }()

  private static func page(_ text: String, beside other: String? = nil, threads: Int = 1) throws -> [UInt8] {
    let data = try CSVScan(MappedFile(bytes: Array(text.utf8)), name: "data.csv")
    let known = try other.map { text in
      try DataProfile(of: CSVScan(MappedFile(bytes: Array(text.utf8)), name: "reference.csv"))
    }
    let (profile, comparison) = try ReferenceComparison.profile(
      data, beside: known, named: "data/reference.csv", threads: threads)
    return ProfilePage("data/new.csv", profile, reference: comparison).page.bytes
  }

  struct Page: CustomTestStringConvertible {
    let testDescription: String
    let bytes: @Sendable () throws -> [UInt8]

    init(_ name: String, _ bytes: @escaping @Sendable () throws -> [UInt8]) {
      testDescription = name
      self.bytes = bytes
    }
  }

  private static let pages = [
    Page("a profile") { try page(table) },
    Page("a profile beside its reference") { try page(changed, beside: table) },
    Page("a profile with hostile names") { try page(hostile) },
    Page("a hostile profile beside a plain one") { try page(hostile, beside: table) },
    Page("a table without rows") { try page("a,b\n", beside: table) },
    Page("rows beside a reference without any") { try page(table, beside: "id,amount\n") },
    Page("a report") { ReportFormat.html.render(SampleReports.rich) },
    Page("a report with hostile names") { ReportFormat.html.render(SampleReports.hostile) },
    Page("a report that is too long") { ReportFormat.html.render(SampleReports.vast) },
  ]

  /// A saved profile that somebody wrote by hand.
  private static func page(besideProfile columns: String) throws -> String {
    let json = "{\"format\": \"modelgate-profile/1\", \"rows\": 14, \"columns\": [\(columns)]}"
    let data = try CSVScan(MappedFile(bytes: Array(table.utf8)), name: "data.csv")
    let (profile, comparison) = try ReferenceComparison.profile(
      data, beside: DataProfile(parsing: Array(json.utf8), file: "reference.json"), named: "reference.json", threads: 1)
    return String(decoding: ProfilePage("new.csv", profile, reference: comparison).page.bytes, as: UTF8.self)
  }

  // MARK: Tests

  @Test("a profile, byte for byte") func alone() throws {
    try Golden.compare(Self.page(Self.table), with: "profile/alone.html")
  }

  @Test("a profile beside its reference, byte for byte and for any number of threads", arguments: [1, 3])
  func beside(threads: Int) throws {
    try Golden.compare(
      Self.page(Self.changed, beside: Self.table, threads: threads), with: "profile/beside-reference.html")
  }

  @Test("well-formed, with no element but those that were written here", arguments: pages)
  func wellFormed(page: Page) throws {
    let directory = TemporaryDirectory()
    let bytes = try page.bytes()
    let file = try directory.write("page.html", String(decoding: bytes, as: UTF8.self))
    let result = Command.run(["/usr/bin/xmllint", "--nonet", "--noout", file], in: "/")
    #expect(result.code == 0, "\(result.errors.prefix(1000))")
    let foreign = Command.run(
      [
        "/usr/bin/xmllint", "--nonet", "--xpath",
        """
        count(//*[local-name()="img" or local-name()="iframe" or local-name()="link" or local-name()="object" or \
        local-name()="form"] | //@*[starts-with(name(), "on") or name()="style" or name()="src"] | \
        //@href[not(starts-with(., "#c"))]) + 10 * (count(//*[local-name()="script"]) > 1)
        """, file,
      ], in: "/")
    #expect(foreign.output == "0\n", "\(foreign.errors)")
    let hidden = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter {
      [0x202E, 0x2066, 0x1B].contains($0.value)
    }
    #expect(hidden.isEmpty)
  }

  @Test("a browser runs the page's own style and script, by the digests that openssl finds, and asks nobody")
  func policy() throws {
    let page = String(decoding: try Self.page(Self.table), as: UTF8.self)
    let policy = try #require(page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.1)
    #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
    #expect(!policy.contains("unsafe"))
    let style = try #require(page.firstMatch(of: /(?s)<style>(.*)<\/style>/)?.1)
    let script = try #require(page.firstMatch(of: /(?s)<script>(.*)<\/script>/)?.1)
    let directory = TemporaryDirectory()
    for (source, content) in [("style-src", style), ("script-src", script)] {
      let file = try directory.write(source, String(content))
      let digest = Command.run(["/bin/sh", "-c", "openssl dgst -sha256 -binary \(file) | openssl base64"], in: "/")
      #expect(policy.contains("\(source) 'sha256-\(digest.output.dropLast())'"), "\(policy) \(digest.errors)")
      // Where HTML and XML read the same text differently.
      #expect(!content.contains("<") && !content.contains("&"))
    }
  }

  @Test("deciles that the profile keeps once are told as often as they are ones, as numpy has them")
  func deciles() throws {
    // np.percentile([0] * 25 + list(range(1, 76)), range(10, 100, 10))
    let expected = [0, 0, 5.7, 15.6, 25.5, 35.4, 45.3, 55.2, 65.1]
    let cells = Array(repeating: "0", count: 25) + (1...75).map(String.init)
    let page = String(
      decoding: try Self.page("n\n" + cells.map { $0 + "\n" }.joined()), as: UTF8.self)
    let shown = page.matches(of: /<dt>\d0\u{A0}%<\/dt><dd>([\d.]+)<\/dd>/).compactMap { Double($0.1) }
    #expect(shown == expected)
    #expect(page.contains(">median 25.5</text>"))
    #expect(page.contains("25.0\u{A0}% are exactly 0, drawn as a pin"))
  }

  @Test(
    "a reference that makes no sense is not drawn, and the page says so",
    arguments: [
      #""edges": [5, 1], "counts": [1, 1, 1], "other": 0"#, #""edges": [5], "counts": [-3, 1], "other": 0"#,
      #""edges": [5], "counts": [0, 0], "other": 0"#,
    ])
  func damaged(distribution: String) throws {
    let page = try Self.page(
      besideProfile: """
        {"name": "amount", "kind": "number", "nulls": 0, "distinct": 3, "distribution": {\(distribution)},
         "numbers": {"minimum": 0, "maximum": 9, "mean": 1}}
        """)
    #expect(page.contains("the reference&#39;s distribution cannot be drawn beside it"))
  }

  @Test("of a column that could not be read nothing is told, no zero either")
  func unreadable() throws {
    let json = """
      {"format": "modelgate-profile/1", "rows": 3, "columns": [{"name": "nested", "kind": "unreadable", "nulls": 0,
       "distinct": 0, "distribution": {"categories": {}, "other": 0}}]}
      """
    let profile = try DataProfile(parsing: Array(json.utf8), file: "p.json")
    let page = String(decoding: ProfilePage("p.parquet", profile).page.bytes, as: UTF8.self)
    #expect(page.contains("Its cells could not be read, so that nothing is known of them."))
    #expect(!page.contains("<dt>nulls</dt>") && !page.contains(">none<"))
    #expect(page.contains("data-label=\"different\" data-key=\"0\"></td>"))
  }

  @Test("a reference with counts beyond all bounds is no trap")
  func vast() throws {
    let huge = "9007199254740992000"
    let page = try Self.page(
      besideProfile: """
        {"name": "amount", "kind": "number", "nulls": \(huge), "distinct": 3,
         "distribution": {"edges": [1, 2], "counts": [\(huge), \(huge), \(huge)], "other": \(huge)},
         "numbers": {"minimum": 0, "maximum": 9, "mean": 1}},
        {"name": "city", "kind": "text", "nulls": -1, "distinct": 3,
         "distribution": {"categories": {"Berlin": \(huge), "Rome": \(huge), "Bonn": -5}, "other": \(huge)}}
        """)
    #expect(page.contains("<bdi>Bonn</bdi>"))
  }

  @Test("what came and what went is named, and so is a change of nulls")
  func changes() throws {
    let page = String(decoding: try Self.page(Self.changed, beside: Self.table), as: UTF8.self)
    #expect(page.contains(">New here: <bdi>Lagos</bdi>\u{A0}<span class=\"soft\">(2)</span></p>"))
    #expect(page.contains(">Gone: <bdi>Rome</bdi>\u{A0}<span class=\"soft\">(2)</span></p>"))
    #expect(page.contains("Columns that only the reference has: <bdi>id</bdi>"))
    #expect(page.contains("The reference has no such column, so its drift is unknown."))
    let fuller = Self.table.replacing("2024-01-02,\n", with: "2024-01-02,1\n")
    let nulls = String(decoding: try Self.page(fuller, beside: Self.table), as: UTF8.self)
    #expect(nulls.contains("Nulls went from 21.4\u{A0}% to 14.3\u{A0}% of the rows."))
  }

  @Test("a thousand columns are a few megabytes, folded") func wide() throws {
    let names = (0..<1000).map { "feature_\($0)" }.joined(separator: ",")
    let rows = (0..<40).map { row in (0..<1000).map { "\((row * 37 + $0) % 101)" }.joined(separator: ",") }
    let text = ([names] + rows).joined(separator: "\n") + "\n"
    let page = try Self.page(text, beside: text)
    #expect(page.count < 8_000_000, "\(page.count)")
    #expect(String(decoding: page, as: UTF8.self).matches(of: /<details class="card">/).count == 1000)
  }
}
