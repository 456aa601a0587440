import Core
import Drift
import TestSupport
import Testing

/// One input and what scipy, Evidently and the peers' formulas make of it: Tests/Fixtures/drift/make.py wrote it.
struct ReferenceCase: Sendable, CustomTestStringConvertible {
  let name: String
  let input: DriftInput
  /// nil where the measure is undefined.
  let expected: [String: Double?]

  var testDescription: String { name }

  static let numbers = read("numbers") { json in
    .numbers(reference: sample(json, "reference", 0), current: sample(json, "current", 1))
  }

  static let categories = read("categories") { json in
    .categories(
      BinCounts(zip(counts(json["reference"]), counts(json["current"])).map { (reference: $0, current: $1) }))
  }

  static let histograms = read("histograms") { json in
    .histograms(reference: histogram(json, "reference", 0), current: histogram(json, "current", 1))
  }

  private static func read(_ kind: String, _ input: (JSON) -> DriftInput) -> [ReferenceCase] {
    let file = Repository.path("Tests/Fixtures/drift/cases.json")
    guard let document = try? JSON(parsing: Files.read(file), file: file) else { return [] }
    return (document[kind]?.array ?? []).map { json in
      ReferenceCase(
        name: json["name"]?.string ?? "", input: input(json),
        expected: (json["expected"]?.object ?? [:]).mapValues(\.number))
    }
  }

  private static func counts(_ json: JSON?) -> [Int] { json?.array?.compactMap(\.integer) ?? [] }

  private static func sample(_ json: JSON, _ key: String, _ side: Int) -> NumberSample {
    let values = json[key]?["values"]?.array?.compactMap(\.number) ?? []
    let counts = json[key]?["counts"].map(counts) ?? values.map { _ in 1 }
    return NumberSample(
      weighted: zip(values, counts).map { (value: $0, count: $1) }, nulls: json["nulls"]?.array?[side].integer ?? 0,
      isInteger: json["integer"]?.bool ?? false)
  }

  private static func histogram(_ json: JSON, _ key: String, _ side: Int) -> Histogram {
    let buckets = (json[key]?.array ?? []).enumerated().map { index, bucket in
      // JSON has no infinity: null at the beginning is below everything, elsewhere above.
      let numbers = (bucket.array ?? []).map { $0.number ?? (index == 0 ? -.infinity : .infinity) }
      return Histogram.Bucket(low: numbers[0], high: numbers[1], count: numbers[2])
    }
    return Histogram(buckets, notANumber: json["nan"]?.array?[side].number ?? 0)
  }
}
