import Core
import YAML

/// A format that metrics are written in: a file for each.
protocol DocumentFormat: Sendable {
  static var format: MetricDocumentFormat { get }

  /// Whether a document is of the format, from what it holds.
  static func recognises(_ root: YAMLNode) -> Bool

  /// - Throws: `malformedData` where it cannot be what its keys say.
  static func read(_ root: YAMLNode, into builder: inout DocumentBuilder) throws(Failure)
}

enum DocumentFormats {
  /// The one list of all formats, the most particular ones first: any mapping of numbers is metrics as DVC has them.
  private static let all: [any DocumentFormat.Type] = [
    ModelIndex.self, MLflowRun.self, LMEvaluation.self, SageMakerStatistics.self, ClassificationReport.self,
    NamesAndValues.self, DVCMetrics.self,
  ]

  /// - Throws: `malformedData` where no format is meant.
  static func reader(of text: DocumentText) throws(Failure) -> any DocumentFormat.Type {
    if text.isFrontMatter, !ModelIndex.recognises(text.root) {
      throw Failure(
        .malformedData, "the front matter has no 'model-index'", at: text.root.place,
        hint: "a model card's results stand there; a document of YAML has no text below it")
    }
    if MetricConstraints.recognises(text.root) {
      throw Failure(
        .malformedData, "these are constraints of SageMaker, not metrics", at: text.root.place,
        hint: "metrics are in the statistics file")
    }
    if let reader = all.first(where: { $0.recognises(text.root) }) { return reader }
    throw Failure(
      .malformedData, "expected a mapping of metrics or a list of names and values, found \(text.root.kind)",
      at: text.root.place, hint: "write metrics as NAME: VALUE")
  }
}
