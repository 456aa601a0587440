import Core
import DataQuality
import Testing

@Suite("Comparators of TensorFlow Data Validation")
struct TFDVComparatorTests {
  /// - Parameter table: what `serving` and `previous_version` are; nil for not given.
  private func check(
    _ schema: String, _ cells: [String], reference: [String]? = nil, table: [String]? = nil, saved: Bool = false
  ) throws -> [DataReport.Outcome] {
    let contract = try FormatBench.contract(schema, file: "schema.pbtxt")
    var settings = DataCheckSettings()
    if let reference, !saved { settings.referenceTable = try CheckBench.scan(CheckBench.table(reference)) }
    if let table {
      for name in contract.tables.keys { settings.tables[name] = try CheckBench.scan(CheckBench.table(table)) }
    }
    return try CheckBench.run(
      CheckBench.table(cells), contract, reference: reference.map(CheckBench.table), settings: settings
    ).rules.filter { $0.kind.contains("comparator") }
  }

  private static func digits(_ range: ClosedRange<Int>) -> [String] { range.map { String($0) } }

  private func feature(_ type: String, _ comparator: String, _ key: String = "drift_comparator") -> String {
    "feature { name: 'c' \(type) \(key) { \(comparator) } }"
  }

  /// Distances by the formulas of TFDV's metrics.cc, worked out with numpy 2.
  @Test(
    "measure what TFDV does against the reference",
    arguments: [
      // Shares 3/4, 1/4 against 1/2, 1/2; a null is no value.
      ("type: BYTES", "infinity_norm { threshold: 0.25 }", ["a", "a", "a", "b", ""], ["a", "b"], 0.25, Verdict.pass),
      ("type: BYTES", "infinity_norm { threshold: 0.2499 }", ["a", "a", "a", "b"], ["a", "b"], 0.25, .fail),
      // |3 − 1| of 6.
      (
        "type: BYTES", "normalized_abs_difference { threshold: 0.3 }", ["a", "a", "a", "b"], ["a", "b"], 1.0 / 3, .fail
      ),
      (
        "type: BYTES", "jensen_shannon_divergence { threshold: 0.04 }", ["a", "a", "a", "b"], ["a", "b"], 0.04879, .fail
      ),
      ("type: BYTES", "jensen_shannon_divergence { threshold: 0.9 }", ["a"], ["b"], 1, .fail),
      // Texts are told apart as they are written, and numbers of a categorical domain too.
      ("type: BYTES", "infinity_norm { threshold: 0.4 }", ["1", "1.0"], ["1", "1"], 0.5, .fail),
      (
        "type: INT int_domain { is_categorical: true }", "infinity_norm { threshold: 0.6 }", ["1", "2"], ["1", "1"],
        0.5,
        .pass
      ),
      ("type: INT bool_domain { }", "infinity_norm { threshold: 0.6 }", ["1", "0"], ["1", "1"], 0.5, .pass),
      // Ten buckets from 0 to 10, and ten from 5 to 15: half of the mass lies in the same ones.
      (
        "type: INT", "jensen_shannon_divergence { threshold: 0.1 }", Self.digits(0...10),
        Self.digits(5...15), 0.51114, .fail
      ),
      // One value is a point apart from the buckets around it.
      ("type: FLOAT", "jensen_shannon_divergence { threshold: 1 }", ["1.5"], ["1", "2"], 1, .pass),
    ] as [(String, String, [String], [String], Double, Verdict)])
  func drift(
    type: String, comparator: String, cells: [String], reference: [String], value: Double, verdict: Verdict
  ) throws {
    let outcome = try #require(try check(feature(type, comparator), cells, reference: reference).first)
    #expect(outcome.verdict == verdict, "\(outcome.message)")
    #expect(abs(try #require(outcome.observed) - value) < 0.00001, "\(outcome.message)")
    // Skew is the same against the table of what was served.
    let skew = try check(feature(type, comparator, "skew_comparator"), cells, table: reference)
    #expect(skew.map(\.observed) == [outcome.observed])
    #expect(skew.map(\.id) == ["c.skew_comparator.\(comparator.prefix { $0 != " " })"])
  }

  @Test("have nothing to say where the other data are not there")
  func missing() throws {
    func only(_ outcomes: [DataReport.Outcome]) throws -> DataReport.Outcome {
      let outcome = try #require(outcomes.first)
      #expect(outcomes.count == 1 && outcome.verdict == .hold)
      return outcome
    }
    let norm = "infinity_norm { threshold: 0.1 }"
    let text = feature("type: BYTES", norm)
    #expect(try only(check(text, ["a"])).message == "there is no reference to compare with")
    let skew = feature("type: BYTES", norm, "skew_comparator")
    #expect(try only(check(skew, ["a"], reference: ["a"])).message == "the table 'serving' is not given")
    #expect(try only(check(text, ["", ""], reference: ["a"])).message == "all 2 values are null")
    #expect(try only(check(text, ["a"], reference: [""])).message == "drift is undefined: the reference has only nulls")
    let numbers = feature("type: INT", "jensen_shannon_divergence { threshold: 0.1 }")
    #expect(
      try only(check(numbers, ["1", "x"], reference: ["1", "2"])).message == "1 of 2 values are no finite numbers")
    #expect(
      try only(check(numbers, ["1"], reference: ["x"])).message == "1 of 1 values are no finite numbers")
    #expect(
      try only(check(feature("", norm), ["1"], reference: ["1"])).message
        == "drift is undefined: the measure is not defined for a column of this kind")
    // A saved profile keeps few values one by one, and many in bins.
    let many = Self.digits(0...20)
    #expect(try check(numbers, ["1"], reference: ["1", "2"], saved: true).map(\.verdict) == [.fail])
    #expect(
      try only(check(numbers, many, reference: many, saved: true)).message
        == "tfdv.jensen_shannon takes every value, and the reference is a profile: give the table itself")
  }

  @Test("of the number of examples compare it with the last span and the last version")
  func examples() throws {
    let drift = "num_examples_drift_comparator { min_fraction_threshold: 0.5 max_fraction_threshold: 2 }"
    let version = "num_examples_version_comparator { min_fraction_threshold: 1.5 }"
    let schema = "feature { name: 'c' } dataset_constraints { \(drift) \(version) }"
    let outcomes = try check(schema, ["a", "a", "a"], reference: ["a"], table: ["a", "a"])
    #expect(
      outcomes.map(\.id) == [
        "num_examples_drift_comparator.min_fraction_threshold", "num_examples_drift_comparator.max_fraction_threshold",
        "num_examples_version_comparator.min_fraction_threshold",
      ])
    #expect(outcomes.map(\.verdict) == [.pass, .fail, .pass])
    #expect(outcomes.map(\.observed) == [3, 3, 1.5])
    #expect(outcomes[1].message == "3 rows, 3 times the 1 of the reference")
    let missing = try check(schema, ["a"])
    #expect(missing.map(\.verdict) == [.hold, .hold, .hold])
    #expect(missing.map(\.message).last == "the table 'previous_version' is not given")
    #expect(
      try check(schema, ["a"], reference: [], table: ["a"]).first?.message
        == "the reference has no rows, so the ratio is undefined")
  }
}
