import Core

/// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): every rule, and a result for each
/// that does not pass. A hold is a warning there: nothing is wrong yet.
enum SARIFReport {
  static func render(_ report: StepReport) -> [UInt8] {
    let log: JSON = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "modelgate",
              "rules": .array(report.rules.map(rule)),
            ]
          ],
          "automationDetails": ["id": .string("modelgate/\(report.slug)/")],
          "columnKind": "unicodeCodePoints",
          "results": .array(results(report)),
        ]
      ],
    ]
    return log.pretty
  }

  private static func rule(_ rule: StepReport.Rule) -> JSON {
    ["id": .string(id(rule)), "shortDescription": ["text": .string(id(rule))]]
  }

  private static func results(_ report: StepReport) -> [JSON] {
    let indices = Dictionary(report.rules.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
    return report.findings.map { rule in
      let places = report.places(of: rule).compactMap(location)
      return .members([
        "ruleId": .string(id(rule)), "ruleIndex": indices[rule.id].map { .integer($0) },
        "kind": "fail", "level": .string(level(rule.verdict)),
        "message": ["text": .string(rule.message.cut(to: 1000))],
        "locations": .array(Array(places.prefix(1))),
        "relatedLocations": places.count > 1 ? .array(Array(places.dropFirst())) : nil,
        "partialFingerprints": ["modelgateRule/v1": .string(ContentDigest(of: "\(report.step)\n\(rule.id)").hex)],
        "properties": ["verdict": .string(rule.verdict.rawValue)],
      ])
    }
  }

  private static func id(_ rule: StepReport.Rule) -> String { rule.id.identifier(to: 300) }

  private static func level(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: "none"
    case .warn: "note"
    case .hold: "warning"
    case .fail: "error"
    }
  }

  private static func location(_ place: Place) -> JSON? {
    guard let file = place.file else { return nil }
    return [
      "physicalLocation": .members([
        "artifactLocation": ["uri": .string(uri(file))],
        "region": place.line.map { line in
          .members(["startLine": .integer(max(line, 1)), "startColumn": place.column.map { .integer(max($0, 1)) }])
        },
      ])
    ]
  }

  /// A path as a URI reference: an absolute one names the scheme, and a colon in the first part of a relative one
  /// would be read as such.
  private static func uri(_ path: String) -> String {
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let plain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "._-/~".utf8.contains(byte)
      text +=
        plain ? String(UnicodeScalar(byte)) : "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
    }
    return text
  }
}
