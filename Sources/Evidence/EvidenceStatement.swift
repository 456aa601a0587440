package import Core

/// One step's findings: what was examined, each rule's outcome, and why.
///
/// On disk an in-toto Statement v1 with predicate type `test-result` v0.1
/// (https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md); what that does not provide for
/// stands in the predicate's `modelgate` member. The same findings give the same bytes: no time, no host.
package struct EvidenceStatement: Sendable, Equatable {
  package struct Rule: Sendable, Equatable {
    package var id: String
    package var verdict: Verdict
    /// What was found, in a sentence.
    package var message: String

    package init(id: String, verdict: Verdict, message: String) {
      self.id = id
      self.verdict = verdict
      self.message = message
    }
  }

  /// The step that found it, as stages name it under `requires`: `data/NAME` or `comparison`.
  package var step: String
  package var model: String
  package var verdict: Verdict
  /// The verdict's reason in a sentence.
  package var reason: String
  /// What was examined.
  package var subjects: [Resource]
  /// What it was examined by: the policy and, for data, the contract.
  package var configuration: [Resource]
  package var rules: [Rule]
  /// The step's whole report, in its own documented shape.
  package var report: JSON

  package init(
    step: String, model: String, verdict: Verdict, reason: String, subjects: [Resource], configuration: [Resource],
    rules: [Rule], report: JSON
  ) {
    self.step = step
    self.model = model
    self.verdict = verdict
    self.reason = reason
    self.subjects = subjects
    self.configuration = configuration
    self.rules = rules
    self.report = report
  }

  /// The digest of the artifact that the findings concern; nil when the step was run without one.
  package var candidate: ContentDigest? { subjects.first { $0.role == .candidate }?.digest }
  package var policy: ContentDigest? { configuration.first { $0.role == .policy }?.digest }

  package static let predicateType = "https://in-toto.io/attestation/test-result/v0.1"
  package static let statementType = "https://in-toto.io/Statement/v1"
  static let format = "modelgate-evidence/1"
}

extension EvidenceStatement {
  package var json: JSON {
    [
      "_type": .string(Self.statementType),
      "subject": .array(subjects.map(\.json)),
      "predicateType": .string(Self.predicateType),
      "predicate": [
        "result": .string(Self.result(of: verdict)),
        "configuration": .array(configuration.map(\.json)),
        "passedTests": names { $0 == .pass },
        "warnedTests": names { $0 == .warn },
        // The format knows three outcomes only; a rule that holds has not passed.
        "failedTests": names { $0 >= .hold },
        "modelgate": [
          "format": .string(Self.format),
          "step": .string(step),
          "model": .string(model),
          "verdict": .string(verdict.rawValue),
          "reason": .string(reason),
          "rules": .array(
            rules.map {
              ["id": .string($0.id), "verdict": .string($0.verdict.rawValue), "message": .string($0.message)]
            }),
          "report": report,
        ],
      ],
    ]
  }

  private func names(where matches: (Verdict) -> Bool) -> JSON {
    .array(rules.filter { matches($0.verdict) }.map { .string($0.id) })
  }

  private static func result(of verdict: Verdict) -> String {
    switch verdict {
    case .pass: "PASSED"
    case .warn: "WARNED"
    case .hold, .fail: "FAILED"
    }
  }

  /// Reads a statement and checks that its parts agree: a verdict that is better than its worst rule, or lists that
  /// contradict the rules, mean that somebody edited the file.
  ///
  /// - Throws: `malformedData` naming the file.
  package init(parsing bytes: [UInt8], file: String) throws(Failure) {
    let json = try JSON(parsing: bytes, file: file)
    func malformed(_ what: String) -> Failure {
      Failure(
        .malformedData, "not evidence that modelgate wrote: \(what)", at: Place(file: file),
        hint: "run the step that writes it again")
    }
    guard json["_type"]?.string == Self.statementType, json["predicateType"]?.string == Self.predicateType,
      let ours = json["predicate"]?["modelgate"], ours["format"]?.string == Self.format
    else { throw malformed("it is no in-toto test-result statement with our extension") }
    let verdict = ours["verdict"]?.string.flatMap(Verdict.init(rawValue:))
    let rules = ours["rules"]?.array?.map { rule in
      Rule(
        id: rule["id"]?.string ?? "", verdict: rule["verdict"]?.string.flatMap(Verdict.init(rawValue:)) ?? .fail,
        message: rule["message"]?.string ?? "")
    }
    guard let verdict, let rules, let step = ours["step"]?.string, let model = ours["model"]?.string,
      let reason = ours["reason"]?.string, let report = ours["report"]
    else { throw malformed("a member is missing or of the wrong type") }
    let subjects = json["subject"]?.array?.map(Resource.init) ?? []
    let configuration = json["predicate"]?["configuration"]?.array?.map(Resource.init) ?? []
    guard !subjects.contains(nil), !configuration.contains(nil) else { throw malformed("a resource has no digest") }
    self.init(
      step: step, model: model, verdict: verdict, reason: reason, subjects: subjects.compactMap { $0 },
      configuration: configuration.compactMap { $0 }, rules: rules, report: report)
    guard self.json == json, rules.map(\.verdict).worst <= verdict else {
      throw malformed("its parts contradict each other")
    }
  }
}
