import Comparison
import Metrics
import Testing

@Suite("Documents: which way is better")
struct DocumentsDirectionTests {
  @Test(
    "a well-known name is known however it is written and qualified",
    arguments: [
      ("accuracy", true), ("val_accuracy", true), ("test.accuracy", true), ("accuracy.test", true),
      ("training_accuracy_score", true), ("roc_auc", true), ("ROC AUC", true), ("rocAuc", true), ("f1-score", true),
      ("macro avg.f1-score", true), ("weighted_f0_5", true), ("top_5_accuracy", true), ("ndcg@10", true),
      ("recall_at_10", true), ("pass@1", true), ("mAP@0.5", true), ("mIoU", true), ("rougeLsum", true),
      ("rouge-1", true),
      ("rouge1/v1/mean", true), ("neg_log_loss", true), ("neg_mean_squared_error", true), ("R²", true),
      ("loss", false), ("eval/loss", false), ("mean_absolute_error", false), ("test_mean_absolute_error", false),
      ("mean_absolute_error_test", false), ("RMSE", false), ("word_perplexity", false), ("latency_p95_ms", false),
      ("latency.p99", false), ("false_positive_rate", false), ("negative_log_likelihood", false), ("wer", false),
    ])
  func known(name: String, higherIsBetter: Bool) {
    #expect(MetricDirection.higherIsBetter(name) == higherIsBetter)
  }

  @Test(
    "any other word makes a name unknown: nothing is guessed",
    arguments: [
      "", "score", "test", "42", "accuracy_drop", "accuracy_std", "toxicity/v1/variance", "accuracy/std", "epoch",
      "support", "true_negatives", "example_count", "train_runtime", "accuracy_best_constant_classifier",
      "neg_x", "lossy", "x_accuracy_y",
    ])
  func unknown(name: String) {
    #expect(MetricDirection.higherIsBetter(name) == nil)
  }

  @Test(
    "metrics that are computed here have the direction of the catalogue", arguments: MetricCatalogue.all.map(\.name))
  func catalogue(name: String) {
    let definition = MetricCatalogue.all.first { $0.name == name }
    #expect(MetricDirection.higherIsBetter(name) == (definition?.direction == .higherIsBetter))
    // Qualified, the name is no longer the catalogue's: what is known of it must not contradict.
    let qualified = MetricDirection.higherIsBetter("test_\(name)")
    #expect(qualified == nil || qualified == (definition?.direction == .higherIsBetter))
  }
}
