/// What a document of metrics is.
package enum MetricDocumentFormat: String, Sendable, CaseIterable {
  case classificationReport = "classification-report"
  case mlflow
  case lmEvaluation = "lm-evaluation-harness"
  case modelIndex = "model-index"
  case sageMaker = "sagemaker"
  case dvc
  case namesAndValues = "names-and-values"

  /// Its name, as people know it.
  package var title: String {
    switch self {
    case .classificationReport: "scikit-learn classification report"
    case .mlflow: "run of MLflow"
    case .lmEvaluation: "result of lm-evaluation-harness"
    case .modelIndex: "Hugging Face model index"
    case .sageMaker: "statistics file of SageMaker"
    case .dvc: "file of metrics as DVC has them"
    case .namesAndValues: "list of names and values"
    }
  }

  /// Whether names of the one mean the same in the other: those that the user chose do.
  func isComparable(with other: MetricDocumentFormat) -> Bool {
    let chosen: Set<MetricDocumentFormat> = [.dvc, .namesAndValues]
    return self == other || chosen.isSuperset(of: [self, other])
  }
}
