import Core
import DataQuality
import Scan
import TestSupport
import Testing

@Suite("Contracts of the Open Data Contract Standard")
struct ODCSTests {
  private func problems(_ make: () throws -> DataContract) -> [String] {
    do {
      _ = try make()
      return []
    } catch let failure as Failure {
      return failure.diagnostics.map(\.message)
    } catch {
      return ["\(error)"]
    }
  }

  private func verdicts(_ contract: DataContract, _ text: String) throws -> [String: Verdict] {
    Dictionary(try CheckBench.run(text, contract).rules.map { ($0.id, $0.verdict) }) { first, _ in first }
  }

  @Test(
    "every operator, on rows and percent, with both spellings of the metrics",
    arguments: [
      ("metric: nullValues, mustBe: 1", true), ("metric: nullValues, mustNotBe: 1", false),
      ("metric: nullValues, mustBeGreaterThan: 0", true), ("metric: nullValues, mustBeGreaterOrEqualTo: 2", false),
      ("metric: nullValues, mustBeLessThan: 1", false), ("metric: nullValues, mustBeLessOrEqualTo: 1", true),
      ("metric: nullValues, mustBeBetween: [1, 2]", true), ("metric: nullValues, mustNotBeBetween: [1, 2]", false),
      ("metric: nullValues, mustBe: 20, unit: percent", true), ("rule: nullCheck", false),
      ("type: library, metric: missingValues, arguments: {missingValues: [null, n/a]}, mustBe: 2", true),
      ("metric: invalidValues, arguments: {validValues: [x, n/a]}, mustBe: 0", true),
      ("metric: invalidValues, arguments: {pattern: '^x'}, mustBe: 1", true),
      ("rule: validValues, validValues: [x]", false), ("metric: duplicateValues, mustBe: 2", true),
      ("rule: duplicateCount, mustBeLessThan: 50, unit: percent", true),
    ])
  func library(quality: String, holds: Bool) throws {
    let contract = try CheckBench.contract(["{name: a, logicalType: string, quality: [{\(quality)}]}"])
    let outcome = try #require(CheckBench.run("a\nx\nx\n\"\"\nn/a\nx\n", contract).rules.last)
    #expect(outcome.verdict == (holds ? .pass : .fail), "\(outcome)")
  }

  @Test("a value on the end of a range is inside, and the report says so")
  func bounds() throws {
    let contract = try CheckBench.contract(
      ["{name: a, logicalType: string}"], quality: ["{metric: rowCount, mustBeBetween: [2, 9]}"])
    let outcome = try #require(CheckBench.run("a\nx\ny\n", contract).rules.last)
    #expect(outcome.verdict == .pass)
    #expect(outcome.message == "2 rows, exactly on the bound, which counts as inside")
  }

  @Test(
    "the options of every logical type",
    arguments: [
      ("string, logicalTypeOptions: {minLength: 2, maxLength: 3}", ["ab", "äöü"], ["a", "abcd"]),
      ("string, logicalTypeOptions: {format: email}", ["a@b.c"], ["a"]),
      ("string, logicalTypeOptions: {format: byte}", ["AAAA"], ["A"]),
      ("string, logicalTypeOptions: {format: password}", ["x"], []),
      ("integer, logicalTypeOptions: {format: i8}", ["-128", "127"], ["128", "-129", "1.0"]),
      ("integer, logicalTypeOptions: {format: u16}", ["0", "65535"], ["-1", "65536"]),
      ("integer, logicalTypeOptions: {format: i64}", ["9223372036854775807"], ["9223372036854775808"]),
      (
        "integer, logicalTypeOptions: {format: u64}", ["0", "18446744073709551615", "+007"],
        ["-1", "18446744073709551616", "1.0", "x", "-"]
      ),
      (
        "integer, logicalTypeOptions: {format: i128}",
        ["170141183460469231731687303715884105727", "-170141183460469231731687303715884105728"],
        ["170141183460469231731687303715884105728", "-170141183460469231731687303715884105729"]
      ),
      (
        "integer, logicalTypeOptions: {format: u128, maximum: 4e38}",
        ["340282366920938463463374607431768211455", "00340282366920938463463374607431768211455"],
        ["340282366920938463463374607431768211456", "-0.5", "1e3"]
      ),
      ("number, logicalTypeOptions: {format: f32}", ["3e38"], ["4e38"]),
      ("number, logicalTypeOptions: {exclusiveMinimum: 0, maximum: 1}", ["0.1", "1"], ["0", "1.1"]),
      ("boolean", ["true", "False"], ["yes", "1"]),
      ("timestamp, logicalTypeOptions: {timezone: true}", ["2024-01-01T00:00:00Z"], ["2024-01-01T00:00:00"]),
      (
        "timestamp, logicalTypeOptions: {format: \"yyyy-MM-ddTHH:mm:ssZ\", timezone: true, maximum: \"2024-01-01T00:00:00Z\"}",
        ["2024-01-01T01:00:00+01:00"], ["2024-01-01T00:00:01Z", "2024-01-01"]
      ),
      ("time, logicalTypeOptions: {minimum: '08:00:00', defaultTimezone: Etc/UTC}", ["08:00:00"], ["07:59:59"]),
      // Ten in New York's winter is three in the afternoon in Greenwich, whose text says so.
      (
        "timestamp, logicalTypeOptions: {defaultTimezone: '-05:00', minimum: '2024-01-01T10:00:00'}",
        ["2024-01-01T10:00:00"], ["2024-01-01T09:59:59"]
      ),
      ("timestamp, logicalTypeOptions: {defaultTimezone: America/New_York}", ["2024-11-03T01:30:00"], ["2024-11-03"]),
      (
        "timestamp, logicalTypeOptions: {timezone: true, defaultTimezone: Asia/Tokyo, maximum: '2024-01-01T00:00:00Z'}",
        ["2024-01-01T09:00:00+09:00"], ["2024-01-01T09:00:01+09:00"]
      ),
      ("date, logicalTypeOptions: {format: dd.MM.yyyy}", ["29.02.2024"], ["29.02.2023"]),
    ])
  func types(type: String, good: [String], bad: [String]) throws {
    let contract = try CheckBench.contract(["{name: c, logicalType: \(type)}"])
    for cell in good { #expect(try CheckBench.run(CheckBench.table([cell]), contract).verdict != .fail, "\(cell)") }
    for cell in bad { #expect(try CheckBench.run(CheckBench.table([cell]), contract).verdict == .fail, "\(cell)") }
  }

  @Test(
    "moments are those of the default time zone",
    arguments: [
      ("UTC", 3600.0), ("Etc/UTC", 3600), ("Z", 3600), ("GMT+0", 3600), ("+01:00", 7200), ("UTC+1", 7200),
      ("Etc/GMT-1", 7200), ("-0230", -5400), ("GMT-02:30", -5400), ("Etc/GMT+2", -3600),
    ])
  func zones(zone: String, age: Double) throws {
    let options = "logicalTypeOptions: {defaultTimezone: '\(zone)'}"
    let contract = try CheckBench.contract(
      ["{name: a, logicalType: timestamp, \(options)}"],
      levels: ["{property: latency, value: 1, unit: d, element: t.a}"])
    var settings = DataCheckSettings()
    settings.now = Timestamp("2024-01-01T01:00:00Z")
    let outcome = try CheckBench.run("a\n2024-01-01T00:00:00\n", contract, settings: settings).rules.last
    #expect(outcome?.observed == age)
  }

  @Test("what is no time zone is an error, and a region has no age")
  func noZone() {
    func problem(_ zone: String, levels: [String] = []) -> [String] {
      problems {
        try CheckBench.contract(
          ["{name: a, logicalType: timestamp, logicalTypeOptions: {defaultTimezone: '\(zone)'}}"], levels: levels)
      }
    }
    for zone in ["+25:00", "+1:0", "UTC+", "Etc/Mars", "Mars!", "+01:60"] {
      #expect(problem(zone) == ["'\(zone)' is no time zone"])
    }
    #expect(
      problem("Europe/Berlin", levels: ["{property: latency, value: 1, unit: d, element: t.a}"]) == [
        "the service level 'latency' of moments in the default time zone 'Europe/Berlin' cannot be checked here"
      ])
  }

  @Test(
    "what is not checked is an error that names it, or listed where that is allowed",
    arguments: [
      ("{name: a, logicalType: array}", "the logical type array in a table's column"),
      ("{name: a, properties: []}", "nested properties"), ("{name: a, items: {}}", "array items"),
      ("{name: a, quality: [{type: sql, query: SELECT 1, mustBe: 1}]}", "quality of type 'sql'"),
      ("{name: a, quality: [{type: custom, engine: soda, implementation: x}]}", "quality of engine 'soda'"),
      ("{name: a, logicalType: integer, logicalTypeOptions: {format: u65}}", "the format 'u65' of a integer"),
      ("{name: a, logicalType: string, logicalTypeOptions: {format: iban}}", "the format 'iban' of a string"),
      (
        "{name: a, logicalType: time, logicalTypeOptions: {defaultTimezone: Europe/Berlin, minimum: '08:00:00'}}",
        "the default time zone 'Europe/Berlin' of moments that are compared"
      ),
      ("{name: a, relationships: [{to: 'other.yaml#/schema/x/properties/y'}]}", "a relationship to another contract"),
    ])
  func refused(property: String, name: String) throws {
    #expect(problems { try CheckBench.contract([property]) } == ["\(name) cannot be checked here"])
    let contract = try CheckBench.contract([property], allowsUnsupported: true)
    #expect(contract.unsupported.map(\.message) == ["\(name) is not checked"])
    #expect(contract.unsupported.first?.place?.line ?? 0 > 0)
    let report = try CheckBench.run("a\nx\n", contract)
    #expect(report.unsupported == ["\(name) is not checked"])
    #expect(report.json["unsupported"]?.array?.count == 1)
  }

  @Test(
    "what makes no sense is an error",
    arguments: [
      ("check: meen, mustBe: 1", "expected one of 56 words, found the text 'meen'"),
      ("check: mean", "the rule has no operator"),
      ("check: mean, mustBe: 1, mustNotBe: 2", "the rule has 2 operators"),
      ("check: mean, mustBe: 1, limt: 2", "unknown key 'limt'"),
      ("check: quantile, q: 2, mustBe: 1", "a quantile lies from 0 to 1"),
      ("check: pattern, pattern: '('", "the pattern does not compile: missing closing parenthesis at offset 1"),
      ("check: freshness, within: 1d", "'freshness' needs a column of dates or times"),
      ("check: range", "the check says neither 'minimum' nor 'maximum'"),
      ("check: allowedValues, values: [a], mostly: 95", "a share lies above 0 and not above 1"),
    ])
  func wrong(implementation: String, message: String) {
    let quality = "[{type: custom, engine: modelgate, implementation: {\(implementation)}}]"
    #expect(problems { try CheckBench.contract(["{name: a, quality: \(quality)}"]) } == [message])
  }

  @Test("every check is documented")
  func documented() throws {
    var hint = ""
    do {
      _ = try CheckBench.contract([
        "{name: a, quality: [{type: custom, engine: modelgate, implementation: {check: '?'}}]}"
      ])
    } catch let failure as Failure {
      hint = failure.diagnostics.first?.hint ?? ""
    }
    let names = hint.dropFirst("one of: ".count).split(separator: ",").map { $0.drop { $0 == " " } }
    let page = try String(decoding: Files.read(Repository.path("docs/checks.md")), as: UTF8.self)
    #expect(names.count > 40)
    for name in names { #expect(page.contains("`\(name)`"), "\(name)") }
  }

  @Test("a check of a property is no check of the object, and the other way round")
  func levels() {
    let quality = ["{type: custom, engine: modelgate, implementation: {check: mean, mustBe: 1}}"]
    #expect(
      problems { try CheckBench.contract(["{name: a}"], quality: quality) }
        == ["'mean' belongs to a property, not to the whole object"])
  }

  @Test("relationships look values up in another object's file, in both notations and with compound keys")
  func relationships() throws {
    let other = "{name: o, id: obj, physicalName: o.csv, properties: [{name: k, id: key, physicalName: K}, {name: v}]}"
    let properties = [
      "{name: a, relationships: [{to: o.k}]}",
      "{name: b, relationships: [{type: foreignKey, to: schema/obj/properties/key}]}",
      "{name: c}",
    ]
    var settings = DataCheckSettings()
    settings.tables["o"] = try CheckBench.scan("K,v\nx,1\ny,2\n")
    let contract = try CheckBench.contract(properties, others: [other])
    #expect(contract.tables == ["o": "o.csv"])
    let report = try CheckBench.run("a,b,c\nx,y,1\nz,,1\n", contract, settings: settings)
    let found = report.rules.filter { $0.kind == "foreignKey" }
    #expect(found.map(\.verdict) == [.fail, .pass])
    #expect(found.map(\.checked) == [2, 1])
    #expect(found.first?.samples.first?.value == "z")
    #expect(
      problems { try CheckBench.contract(["{name: a, relationships: [{to: o.kk}]}"], others: [other]) }
        == ["the object 'o' has no property 'kk'"])
  }

  @Test("service levels that are about the data are checked, promises of the service are not")
  func serviceLevels() throws {
    let properties = ["{name: at, physicalName: AT, logicalType: date}", "{name: b}"]
    let contract = try CheckBench.contract(
      properties,
      levels: [
        "{property: latency, value: 2, unit: d, element: t.at}",
        "{property: frequency, value: 1, unit: day, element: at}",
        "{property: Retention, value: 1, unit: y, element: 't.at, u.x'}",
        "{property: availability, value: 99.9, unit: percent}",
        "{property: endOfLife, value: '2042-05-12T09:30:10-08:00'}",
      ])
    var settings = DataCheckSettings()
    settings.now = Timestamp("2024-01-05T00:00:00Z")
    let rules = try CheckBench.run("AT,b\n2024-01-01,x\n2024-01-03,\n", contract, settings: settings).rules
    let found = Dictionary(rules.map { ($0.id, $0.verdict) }) { first, _ in first }
    #expect(found["AT.latency"] == .pass)
    #expect(found["AT.frequency"] == .fail)
    #expect(found["AT.Retention"] == .pass)
    #expect(
      problems { try CheckBench.contract(properties, levels: ["{property: latency, value: 2, unit: d}"]) }
        == ["the service level 'latency' of no element cannot be checked here"])
    #expect(
      problems { try CheckBench.contract(properties, levels: ["{property: latency, value: 2, unit: d, element: b}"]) }
        == ["'b' is no date, timestamp or time column of the contract"])
    #expect(
      problems { try CheckBench.contract(properties, levels: ["{property: prettiness, value: 2}"]) }
        == ["the service level 'prettiness' cannot be checked here"])
  }

  @Test("an object is chosen by name where there are several")
  func objects() throws {
    let other = "{name: o, properties: [{name: k, required: true}]}"
    let contract = try CheckBench.contract(["{name: a}"], others: [other], object: "o")
    #expect(contract.columns.map(\.name) == ["k"])
    #expect(
      problems { try CheckBench.contract(["{name: a}"], others: [other], object: "oo") }
        == ["the contract's schema has no object 'oo'"])
  }

  @Test("a property says what nulls and nothing at all mean for its rules")
  func defaults() throws {
    let contract = try CheckBench.contract([
      "{name: a, logicalType: integer, customProperties: [{property: modelgateWhenEmpty, value: pass}, "
        + "{property: owner, value: x}]}",
      "{name: b, logicalType: integer, customProperties: [{property: modelgateNulls, value: violating}]}",
    ])
    let found = try verdicts(contract, "a,b\n,1\n,\n")
    #expect(found["a.type"] == .pass)
    #expect(found["b.type"] == .fail)
  }

  @Test(
    "values of private columns are shown nowhere",
    arguments: ["confidential", "Restricted", "private", "pii", "secret", "sensitive", nil] as [String?])
  func redaction(classification: String?) throws {
    let checks = [
      "{check: allowedValues, values: [x]}", "{check: distinctValues, values: [x]}", "{check: maximum, mustBe: 1}",
      "{check: mostCommonValue, values: [x]}", "{check: pattern, pattern: '^x'}", "{check: unique}",
    ]
    let quality = checks.map { "{type: custom, engine: modelgate, implementation: \($0)}" }.joined(separator: ", ")
    let property =
      "{name: a, quality: [\(quality)]" + (classification.map { ", classification: \($0)" } ?? "") + "}"
    let contract = try CheckBench.contract(
      [property, "{name: b}"],
      quality: ["{type: custom, engine: modelgate, implementation: {check: repeatedRows}}"])
    var settings = DataCheckSettings()
    if classification == nil { settings.redacted = ["a"] }
    let report = try CheckBench.run("a,b\n4711,1\n4711,1\n4711,2\n", contract, settings: settings)
    let text = String(decoding: report.json.pretty, as: UTF8.self)
    #expect(!text.contains("4711"))
    #expect(text.contains("redacted"))
    #expect(report.verdict == .fail)
    let shown = try CheckBench.run(
      "a,b\n4711,1\n4711,1\n4711,2\n", CheckBench.contract(["{name: a, quality: [\(quality)]}", "{name: b}"]))
    #expect(String(decoding: shown.json.pretty, as: UTF8.self).contains("4711"))
  }
}
