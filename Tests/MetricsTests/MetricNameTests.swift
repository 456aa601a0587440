import Metrics
import Testing

@Suite("A policy names metrics")
struct MetricNameTests {
  @Test(
    "Names of other tools mean our metrics",
    arguments: [
      ("accuracy_score", "accuracy"),
      ("neg_log_loss", "log_loss"),
      ("neg_brier_score", "brier_score"),
      ("brier_score_loss", "brier_score"),
      ("mcc", "matthews_corrcoef"),
      ("neg_negative_likelihood_ratio", "negative_likelihood_ratio"),
      ("roc_auc_score@max_fpr=0.1", "roc_auc@max_fpr=0.1"),
      ("true_positive_rate", "recall"),
      ("mean_reciprocal_rank", "mrr"),
      ("f1_macro", "f1_macro"),
    ])
  func aliases(name: String, ours: String) throws {
    #expect(try Metric(name).text == ours)
    #expect(try Metric(name) == Metric(ours))
  }

  @Test(
    "What names no metric is told what comes near",
    arguments: [
      ("acuracy", "there is no metric 'acuracy'", "did you mean 'accuracy'?"),
      ("f1@beta=2", "f1 has no parameter 'beta'", "one of: class, zero_division"),
      ("fbeta_macro", "fbeta_macro needs beta", "for instance fbeta_macro@beta=…"),
      (
        "mcc@zero_division=1", "zero_division in the metric 'mcc@zero_division=1' is '1'",
        "it has to be one of undefined, 0"
      ),
      ("recall@half", "'half' in the metric 'recall@half' is not NAME=VALUE", "for instance recall@precision=0.9"),
    ])
  func unknown(text: String, reason: String, hint: String) {
    let unknown = #expect(throws: Metric.Unknown.self) { try Metric(text) }
    #expect(unknown?.reason == reason)
    #expect(unknown?.hint == hint)
  }

  @Test("A name can mean one thing of binary scores and another of documents")
  func meanings() throws {
    let metric = try Metric("precision@k=2")
    let binary = EvaluationRows(.binary(BinaryAnswers(labels: [true, false, true], scores: [0.1, 0.2, 0.3])))
    let documents = EvaluationRows(
      .ranking(RankingAnswers(queries: [1, 1, 2], relevances: [1, 1, 0], scores: [0.1, 0.2, 0.3])))
    #expect(try metric.prepare(binary).get().value == .success(0.5))
    // Of one query both of two, of the other none of one.
    #expect(try metric.prepare(documents).get().value == .success(0.5))
    let labels = EvaluationRows(.multilabel(MultilabelAnswers(names: [], truths: [], predictions: [], scores: nil)))
    #expect(throws: UndefinedMetric.self) { try metric.prepare(labels).get() }
  }
}
