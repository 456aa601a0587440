import Comparison
import Core
import Testing

@Suite("Documents of constraints")
struct DocumentsConstraintTests {
  private static func constraints(_ member: String) throws -> MetricConstraints {
    try MetricConstraints(
      parsing: Array("{\"version\": 0.0, \"binary_classification_constraints\": {\(member)}}".utf8), name: "constraints"
    )
  }

  @Test(
    "the operator names the violation, so the opposite has to hold",
    arguments: [
      ("LessThanThreshold", true, false), ("LessThanOrEqualToThreshold", true, true),
      ("GreaterThanThreshold", false, false), ("GreaterThanOrEqualToThreshold", false, true),
    ])
  func operators(name: String, isAtLeast: Bool, isStrict: Bool) throws {
    let read = try Self.constraints("\"f1\": {\"threshold\": 0.729, \"comparison_operator\": \"\(name)\"}")
    #expect(read.constraints.map(\.metric) == ["f1"])
    #expect(read.constraints.map(\.threshold) == [0.729])
    #expect(read.constraints.map(\.isAtLeast) == [isAtLeast])
    #expect(read.constraints.map(\.isStrict) == [isStrict])
  }

  @Test(
    "what cannot be held to is refused",
    arguments: [
      (
        #""f1": {"threshold": 1, "comparison_operator": "Less"}"#, "the comparison operator 'Less' is not known (at f1)"
      ),
      (
        #""f1": {"threshold": "1", "comparison_operator": "LessThanThreshold"}"#,
        "the threshold is the text '1' (at f1)"
      ),
      (#""f1": {"comparison_operator": "LessThanThreshold"}"#, "the threshold is missing (at f1)"),
      (
        #""f1": {"threshold": NaN, "comparison_operator": "LessThanThreshold"}"#,
        "the threshold is the number NaN (at f1)"
      ),
      (
        #""f1": {"thresold": 1, "comparison_operator": "LessThanThreshold"}"#,
        "unknown key 'thresold' (at f1)\nhint: did you mean 'threshold'?"
      ),
      ("", "there are no constraints of SageMaker in the file"),
    ])
  func refused(member: String, message: String) {
    #expect {
      try Self.constraints(member)
    } throws: {
      ($0 as? Failure)?.code == .malformedData && "\($0)".contains(": \(message)")
    }
  }
}
