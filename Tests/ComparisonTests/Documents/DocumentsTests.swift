import Comparison
import Core
import Testing

@Suite("Documents of metrics, format by format")
struct DocumentsTests {
  private static let documents: [(MetricDocumentFormat, String, [String])] = [
    // Written by scikit-learn 1.9.1, line ends added.
    // classification_report([0, 1, 2, 2, 2, 1], [0, 0, 2, 2, 1, 1], output_dict=True)
    (
      .classificationReport,
      """
      {"0": {"precision": 0.5, "recall": 1.0, "f1-score": 0.6666666666666666,
        "support": 1.0},
       "1": {"precision": 0.5, "recall": 0.5, "f1-score": 0.5,
        "support": 2.0},
       "2": {"precision": 1.0, "recall": 0.6666666666666666, "f1-score": 0.8,
        "support": 3.0},
       "accuracy": 0.6666666666666666,
       "macro avg": {"precision": 0.6666666666666666, "recall": 0.7222222222222222, "f1-score": 0.6555555555555556,
        "support": 6.0},
       "weighted avg": {"precision": 0.75, "recall": 0.6666666666666666, "f1-score": 0.6777777777777777,
        "support": 6.0}}
      """,
      [
        "0.precision 0.5 n=1 +",
        "0.recall 1.0 n=1 +",
        "0.f1-score 0.6666666666666666 n=1 +",
        "1.precision 0.5 n=2 +",
        "1.recall 0.5 n=2 +",
        "1.f1-score 0.5 n=2 +",
        "2.precision 1.0 n=3 +",
        "2.recall 0.6666666666666666 n=3 +",
        "2.f1-score 0.8 n=3 +",
        "accuracy 0.6666666666666666 n=6 +",
        "macro avg.precision 0.6666666666666666 n=6 +",
        "macro avg.recall 0.7222222222222222 n=6 +",
        "macro avg.f1-score 0.6555555555555556 n=6 +",
        "weighted avg.precision 0.75 n=6 +",
        "weighted avg.recall 0.6666666666666666 n=6 +",
        "weighted avg.f1-score 0.6777777777777777 n=6 +",
      ]
    ),
    // classification_report([0, 0, 1], [0, 0, 0], output_dict=True, zero_division=nan)
    (
      .classificationReport,
      """
      {"0": {"precision": 0.6666666666666666, "recall": 1.0, "f1-score": 0.8,
        "support": 2.0},
       "1": {"precision": NaN, "recall": 0.0, "f1-score": 0.0,
        "support": 1.0},
       "accuracy": 0.6666666666666666,
       "macro avg": {"precision": 0.6666666666666666, "recall": 0.5, "f1-score": 0.4,
        "support": 3.0},
       "weighted avg": {"precision": 0.6666666666666666, "recall": 0.6666666666666666, "f1-score": 0.5333333333333333,
        "support": 3.0}}
      """,
      [
        "0.precision 0.6666666666666666 n=2 +",
        "0.recall 1.0 n=2 +",
        "0.f1-score 0.8 n=2 +",
        "1.precision it is NaN n=1 +",
        "1.recall 0.0 n=1 +",
        "1.f1-score 0.0 n=1 +",
        "accuracy 0.6666666666666666 n=3 +",
        "macro avg.precision 0.6666666666666666 n=3 +",
        "macro avg.recall 0.5 n=3 +",
        "macro avg.f1-score 0.4 n=3 +",
        "weighted avg.precision 0.6666666666666666 n=3 +",
        "weighted avg.recall 0.6666666666666666 n=3 +",
        "weighted avg.f1-score 0.5333333333333333 n=3 +",
      ]
    ),
    // the first with labels=[1, 2], target_names=['spam', 'loss'] and half a row's weight for each
    (
      .classificationReport,
      """
      {"spam": {"precision": 0.5, "recall": 0.5, "f1-score": 0.5,
        "support": 1.0},
       "loss": {"precision": 1.0, "recall": 0.6666666666666666, "f1-score": 0.8,
        "support": 1.5},
       "micro avg": {"precision": 0.75, "recall": 0.6, "f1-score": 0.6666666666666666,
        "support": 2.5},
       "macro avg": {"precision": 0.75, "recall": 0.5833333333333333, "f1-score": 0.65,
        "support": 2.5},
       "weighted avg": {"precision": 0.8, "recall": 0.6, "f1-score": 0.68,
        "support": 2.5}}
      """,
      [
        "spam.precision 0.5 n=1 +",
        "spam.recall 0.5 n=1 +",
        "spam.f1-score 0.5 n=1 +",
        "loss.precision 1.0 +",
        "loss.recall 0.6666666666666666 +",
        "loss.f1-score 0.8 +",
        "micro avg.precision 0.75 +",
        "micro avg.recall 0.6 +",
        "micro avg.f1-score 0.6666666666666666 +",
        "macro avg.precision 0.75 +",
        "macro avg.recall 0.5833333333333333 +",
        "macro avg.f1-score 0.65 +",
        "weighted avg.precision 0.8 +",
        "weighted avg.recall 0.6 +",
        "weighted avg.f1-score 0.68 +",
      ]
    ),
    (
      .dvc, #"{"train": {"accuracy": 0.98, "TN": 473}, "test": {"loss": NaN, "auc": null}, "name": "a", "ok": true}"#,
      ["train.accuracy 0.98 +", "train.TN 473.0 ?", "test.loss it is NaN -", "test.auc it is null +"]
    ),
    (
      .dvc, "# of 2.0.0\naccuracy: 0.9\nnested:\n  rmse: .inf\n  points: [1, 2]\n",
      [
        "accuracy 0.9 +", "nested.rmse it is infinite -",
      ]
    ),
    (
      .dvc, #"{"wer": -Infinity, "cer": "Infinity", "f1": "N/A", "mae": 1e400}"#,
      [
        "wer it is infinite -", "cer it is infinite -", "f1 it is 'N/A' +", "mae it is infinite -",
      ]
    ),
    (
      .namesAndValues, "name,value\naccuracy,0.9\n\"a, b\",-1e-3\nauc,\nf1,nan\nmae,high\n",
      [
        "accuracy 0.9 +", "a, b -0.001 ?", "auc it is missing +", "f1 it is NaN +", "mae it is the text 'high' -",
      ]
    ),
    (
      .namesAndValues,
      "Metric;value;standard_error;higher_is_better;rows\nlift;2.5;0.5;true;100\ngap;1;nan;false;\n",
      ["lift 2.5 ±0.5 n=100 +", "gap 1.0 -"]
    ),
    (
      .namesAndValues, #"[{"name": "test/auc", "value": 0.9}, {"name": "x", "value": 1, "higher_is_better": false}]"#,
      ["test/auc 0.9 +", "x 1.0 -"]
    ),
    (
      .mlflow,
      """
      {"run": {"info": {"run_id": "1"}, "data": {"metrics": [
        {"key": "loss", "value": 3, "timestamp": 9, "step": 0},
        {"key": "loss", "value": 1, "timestamp": "5", "step": "2"},
        {"key": "loss", "value": 2, "timestamp": 5, "step": 2}, {"key": "loss", "value": 9, "timestamp": 4, "step": 2},
        {"key": "val_f1_score", "value": "NaN", "timestamp": 1, "step": 0},
        {"key": "auc", "value": 0.5, "timestamp": 1, "step": 0},
        {"key": "auc", "value": "NaN", "timestamp": 1, "step": 0},
        {"key": "max_error", "value": 1.7976931348623157e308, "timestamp": 1, "step": 0},
        {"key": "system/cpu", "value": 10, "timestamp": 1, "step": 0}], "params": [{"key": "depth", "value": "3"}]}}}
      """,
      [
        "loss 2.0 -", "val_f1_score it is NaN +", "auc it is NaN +", "max_error it is infinite -",
        "system/cpu 10.0 ?",
      ]
    ),
    (.mlflow, #"{"runs": [{"info": {}, "data": {"metrics": [{"key": "auc", "value": 0.5}]}}]}"#, ["auc 0.5 +"]),
    // Run.to_dictionary() and the message of the REST API as MLflow 3.17.2 wrote them, tags left out, of a run whose
    // loss was logged as above, its F1 as NaN and its largest error as infinite.
    (
      .mlflow,
      """
      {"info": {"run_id": "8209cd44649c45308b5e63227ab6ca7d", "status": "RUNNING"}, "data": {"metrics": {"loss": 2.0,
       "val_f1_score": NaN, "max_error": 1.7976931348623157e+308, "auc": 0.5}, "params": {}, "tags": {}},
       "inputs": {"model_inputs": [], "dataset_inputs": []}, "outputs": {"model_outputs": []}}
      """,
      ["loss 2.0 -", "val_f1_score it is NaN +", "max_error it is infinite -", "auc 0.5 +"]
    ),
    (
      .mlflow,
      """
      {"info": {"run_id": "8209cd44649c45308b5e63227ab6ca7d", "status": "RUNNING"}, "data": {"metrics": [
         {"key": "loss", "value": 2.0, "timestamp": 5, "step": 2},
         {"key": "val_f1_score", "value": "NaN", "timestamp": 1, "step": 0},
         {"key": "max_error", "value": 1.7976931348623157e+308, "timestamp": 1, "step": 0}]}, "inputs": {}}
      """,
      ["loss 2.0 -", "val_f1_score it is NaN +", "max_error it is infinite -"]
    ),
    (
      .lmEvaluation,
      """
      {"results": {
        "arc_easy": {"alias": "arc_easy", "sample_len": 40, "acc,none": 0.245, "acc_stderr,none": 0.0126,
                     "acc_norm,none": 0.3, "acc_norm_stderr,none": "N/A"},
        "gsm8k": {"exact_match,strict-match": 0.1, "exact_match_stderr,strict-match": 0.01,
                  "exact_match,flexible-extract": 0.2, "exact_match_stderr,flexible-extract": 0.0},
        "odd": {"bias,none": 0.5}, "mixed": {"acc,none": 0.5}, "all": {" ": " ", "alias": "all"}},
       "higher_is_better": {"arc_easy": {"acc": true, "acc_norm": true},
                            "odd": {"bias": false}, "mixed": {"acc": null}},
       "n-samples": {"arc_easy": {"original": 2376, "effective": 100}}, "versions": {"arc_easy": 1.0}}
      """,
      [
        "arc_easy/acc 0.245 ±0.0126 n=100 +", "arc_easy/acc_norm 0.3 n=100 +",
        "gsm8k/exact_match,strict-match 0.1 ±0.01 +", "gsm8k/exact_match,flexible-extract 0.2 +", "odd/bias 0.5 -",
        "mixed/acc 0.5 ?",
      ]
    ),
    (
      .lmEvaluation,
      """
      {"results": {"wikitext": {"word_perplexity": 20.5, "byte_perplexity": NaN},
                   "copa": {"acc": 0.5, "acc_stderr": 0.05}},
       "versions": {"wikitext": 1, "copa": 0}, "config": {"model": "gpt2", "num_fewshot": 0}}
      """,
      ["wikitext/word_perplexity 20.5 -", "wikitext/byte_perplexity it is NaN -", "copa/acc 0.5 ±0.05 +"]
    ),
    (
      .modelIndex,
      """
      ---
      license: mit
      model-index:
      - name: mine
        results:
        - task: {type: automatic-speech-recognition}
          dataset: {type: org/speech, name: Speech, config: hi, split: test}
          metrics:
          - {type: wer, value: 20.0 ± 1.2, name: WER}
          - {type: cer, value: 5.31 +/- 0.00}
          - {type: bleu, value: 12%}
        - dataset: {type: org/speech, name: Speech, args: cs}
          metrics: [{type: wer, value: "0.30", name: WER}, {type: wer, value: 0.25, name: WER (+LM)}, {type: cer}]
      ---
      # Mine
      """,
      [
        "org/speech/hi/wer 20.0 ±1.2 -", "org/speech/hi/cer 5.31 -", "org/speech/hi/bleu it is the text '12%' +",
        "org/speech/cs/WER 0.3 -", "org/speech/cs/WER (+LM) 0.25 -", "org/speech/cs/cer it is missing -",
      ]
    ),
    // As ModelCardData.to_yaml() of huggingface_hub 2.4.0 wrote it.
    (
      .modelIndex,
      """
      ---
      language: en
      model-index:
      - name: mine
        results:
        - task:
            type: text-classification
          dataset:
            name: GLUE
            type: glue
            config: mrpc
            split: validation
            revision: '5503434'
          metrics:
          - type: accuracy
            value: 0.85
            name: Accuracy
          - type: f1
            value: 0.9 ± 0.02
            args:
              average: macro
        - task:
            type: text-classification
          dataset:
            name: IMDB
            type: imdb
          metrics:
          - type: loss
            value: .nan
      ---
      # Mine
      """,
      ["glue/mrpc/accuracy 0.85 +", "glue/mrpc/f1 0.9 ±0.02 +", "imdb/loss it is NaN -"]
    ),
    (
      .modelIndex,
      """
      {"model-index": [{"name": "m", "results": [
        {"dataset": {"type": "glue", "split": "test"}, "metrics": [{"type": "accuracy", "value": 0.9}]},
        {"dataset": {"type": "glue", "split": "validation"}, "metrics": [{"type": "accuracy", "value": 0.8}]},
        {"metrics": [{"type": "mean_reward", "value": "456.60 +/- 30.20"}]}]}]}
      """,
      ["glue/test/accuracy 0.9 +", "glue/validation/accuracy 0.8 +", "mean_reward 456.6 ±30.2 +"]
    ),
    (
      .sageMaker,
      """
      {"version": 0.0, "dataset": {"item_count": 300}, "binary_classification_metrics": {
        "confusion_matrix": {"0": {"0": 1}}, "recall": {"value": 0.79, "standard_deviation": 0.01},
        "auc": {"value": "NaN", "standard_deviation": "NaN"}, "false_positive_rate": {"value": 0.1}}}
      """,
      ["recall 0.79 n=300 +", "auc it is NaN n=300 +", "false_positive_rate 0.1 n=300 -"]
    ),
    (
      .dvc, #"{"regression_metrics": {"mse": {"value": 1}}, "latency": 20}"#,
      ["regression_metrics.mse.value 1.0 -", "latency 20.0 -"]
    ),
  ]

  @Test(
    "every number is read under its path, with what the document says of it",
    arguments: documents)
  func formats(format: MetricDocumentFormat, text: String, entries: [String]) throws {
    #expect(try DocumentBench.document(text).format == format)
    #expect(try DocumentBench.lines(text) == entries)
  }

  @Test(
    "what is no document of metrics is refused with its place and a hint",
    arguments: [
      ("", "metrics: the file is empty"),
      ("{\"a\": 1}\n{\"a\": 2}\n", "metrics: a second object follows the first"),
      ("[metrics]\naccuracy = 0.9\n", "metrics: metrics in TOML are not read\nhint: write them as JSON or YAML"),
      ("accuracy = 0.9\n", "metrics: metrics in TOML are not read"),
      ("id,label,score\n1,0,0.5\n", "metrics: this is no document of metrics"),
      ("PAR1\u{0}", "metrics: this is no document of metrics"),
      ("{\"a\": 1,}", "metrics:1:9: not a JSON document"),
      ("{\"a\": 1} x", "metrics:1:10: not a JSON document"),
      ("{\"a\": 1, \"a\": 2}", "metrics:1:10: the key 'a' stands here twice"),
      ("{\"a\": {\"b\": 1}, \"a.b\": 2}", "metrics:1:24: the metric 'a.b' stands in the file twice, first on line 1"),
      ("name,value\na,1\na,2\n", "metrics:3: the metric 'a' stands in the file twice, first on line 2"),
      ("name,value\n,1\n", "metrics:2: a metric has no name"),
      ("name,value,higher_is_better\na,1,yes\n", "metrics:2: higher_is_better of 'a' is the text 'yes'"),
      ("name,value,standard_error\na,1,-1\n", "metrics:2: standard_error of 'a' is the number -1"),
      ("name,value,rows\na,1,1.5\n", "metrics:2: rows of 'a' is the number 1.5"),
      ("- name: a\n  value: 1\n  row: 2\n", "metrics:3:8: unknown key 'row'\nhint: did you mean 'rows'?"),
      ("{\"model\": \"a\"}", "metrics:1:1: there is no metric in the file\nhint: only numbers are metrics"),
      ("{}", "metrics:1:1: there is no metric in the file"),
      ("- 1\n- 2\n", "metrics:1:1: expected a mapping of metrics or a list of names and values, found a list"),
      ("a: 1\nb: [", "metrics:3:1: while parsing"),
      ("---\ntitle: a\n---\ntext\n", "metrics:2:1: the front matter has no 'model-index'"),
      ("---\na: 1\n---\nb: 2\n", "metrics:2:1: the front matter has no 'model-index'"),
      ("{\"model-index\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}", "metrics:1:1: the model-index has 2 models"),
      (
        "{\"runs\": [{\"info\": {}, \"data\": {}}, {\"info\": {}, \"data\": {}}]}",
        "metrics:1:1: the file has 2 runs of MLflow"
      ),
      ("{\"info\": {}, \"data\": {\"metrics\": [{\"value\": 1}]}}", "metrics:1:35: a metric has no key"),
      ("model-index: [{name: a, results: [{metrics: [{value: 1}]}]}]", "metrics:1:46: a metric has no type"),
      (
        #"{"regression_constraints": {"mse": {"threshold": 1, "comparison_operator": "GreaterThanThreshold"}}}"#,
        "metrics:1:1: these are constraints of SageMaker, not metrics"
      ),
      (
        String(repeating: "{\"a\":", count: 200) + "1" + String(repeating: "}", count: 200), "metrics:1:501: not a JSON"
      ),
    ])
  func refused(text: String, message: String) {
    #expect(DocumentBench.refusal(text)?.hasPrefix(message) == true, "\(DocumentBench.refusal(text) ?? "read")")
  }

  @Test("a document that was cut off anywhere is read or refused", arguments: documents.map(\.1))
  func cut(text: String) {
    let bytes = Array(text.utf8)
    for count in bytes.indices {
      let head = Array(bytes[..<count])
      do throws(Failure) {
        #expect(try !MetricDocument(parsing: head, name: "metrics").entries.isEmpty)
        #expect(MetricDocument.recognises(head))
      } catch {
        #expect(error.code == .malformedData)
      }
    }
  }

  @Test("text that is not UTF-8 is refused", arguments: [[0x7B, 0x22, 0xFF], [0x61, 0x3A, 0x20, 0xFF]] as [[UInt8]])
  func encoding(bytes: [UInt8]) {
    #expect(throws: Failure.self) { try MetricDocument(parsing: bytes, name: "metrics") }
  }

  @Test(
    "a file is taken for a document of metrics by how it begins",
    arguments: [
      ("{\"accuracy\": 0.9}\n", true),
      ("\u{FEFF} {\n \"accuracy\": 0.9\n}", true),
      ("{\"id\": 1, \"score\": 0.5}\n{\"id\": 2, \"score\": 0.5}\n", false),
      ("{\"id\": 1} \r\n\n {\"id\": 2", false),
      ("{\"id\": \"}\\\"\", \"b\": {}}\n{\"id\"", false),
      ("{\"results\": {\"a\": {\"acc\": 1}},\n \"vers", true),
      ("[{\"name\": \"a\", \"value\": 1}]", true),
      ("[1, 2]", false),
      ("{accuracy: 0.9}", true),
      ("accuracy: 0.9", true),
      ("# ours\n\ntrain:\n  accuracy: 0.9\n", true),
      ("\"a, b\": 1\n", true),
      ("- name: a\n  value: 1\n", true),
      ("---\nmodel-index: []\n---\n# Card\n", true),
      ("name,value\na,1\n", true),
      ("\"metric\"\tvalue\r\na\t1\n", true),
      ("name,value,label\na,1,0\n", false),
      ("# ours\nname,value\na,1\n", false),
      ("id,label,score\n1,0,0.5\n", false),
      ("id,time: utc,score\n1,0,0.5\n", false),
      ("recall@precision=0.9,auc\n0.5,0.5\n", false),
      ("ns:id\nx\n", false),
      ("accuracy = 0.9\n", true),
      ("PAR1\u{0}\u{1}", false),
      ("", false),
      ("\n\n", false),
    ])
  func recognised(text: String, isDocument: Bool) {
    #expect(MetricDocument.recognises(Array(text.utf8)) == isDocument)
  }

  @Test(
    "a metric is found by its path, or by the last step where only one path ends in it",
    arguments: [
      ("test.auc", "test.auc"), ("auc", "test.auc"), ("accuracy", nil), ("train.accuracy", "train.accuracy"),
      ("ccuracy", nil), ("test", nil),
    ])
  func find(name: String, found: String?) throws {
    let document = try DocumentBench.document(#"{"train": {"accuracy": 1}, "test": {"accuracy": 1, "auc": 1}}"#)
    #expect(document.entry(name)?.name == found)
  }

  @Test(
    "a metric that is not found is told from one that is no number, and from several",
    arguments: [
      (
        "accuracy",
        "metrics: the metric 'accuracy' could be any of 2\nhint: name one of 'train.accuracy', 'test.accuracy'"
      ),
      ("test.acuracy", "metrics: there is no metric 'test.acuracy'\nhint: did you mean 'test.accuracy'?"),
      ("zzz", "metrics: there is no metric 'zzz'\nhint: its metrics are 'train.accuracy', 'test.accuracy'"),
      ("auc", "metrics: 'auc' is the text '0.93', which is no metric\nhint: write a number"),
    ])
  func lack(name: String, message: String) throws {
    let document = try DocumentBench.document(
      #"{"train": {"accuracy": 1}, "test": {"accuracy": 1}, "auc": "0.93"}"#)
    #expect {
      try document.requiredEntry(name)
    } throws: { "\($0)" == message }
  }
}
