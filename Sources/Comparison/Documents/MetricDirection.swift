import Core
import Metrics

/// Which metrics are known by their names to be better when they are higher, or lower.
///
/// What a metric is measured on and how it is averaged does not matter: `val_accuracy`, `macro avg.recall`, `ndcg@10`.
/// A name that has another word in it is not known: `accuracy_drop` is no accuracy.
package enum MetricDirection {
  /// Nil for a name that is not known.
  package static func higherIsBetter(_ name: String) -> Bool? {
    if let known = MetricCatalogue.all.first(where: { $0.name == name }) { return known.direction == .higherIsBetter }
    // `accuracy.test` and `rouge1/v1/mean` say last what they are measured on.
    for step in name.split(whereSeparator: { $0 == "/" || $0 == "." }).reversed() {
      let words = Words.of(String(step))
      if let direction = direction(of: words) { return direction }
      if !words.allSatisfy(isQualifier) { return nil }
    }
    return nil
  }

  /// Of the longest part that is known, where all around it only qualifies it.
  private static func direction(of words: [String]) -> Bool? {
    for dropped in 0..<max(words.count, 1) {
      for leading in 0...dropped {
        let core = words.dropFirst(leading).dropLast(dropped - leading)
        let around = Array(words.prefix(leading) + words.suffix(dropped - leading))
        if around.allSatisfy(isQualifier), let direction = known(Array(core)) { return direction }
      }
    }
    return nil
  }

  private static func known(_ words: [String]) -> Bool? {
    let name = words.joined()
    if higher.contains(name) { return true }
    if lower.contains(name) { return false }
    // A scorer of scikit-learn is a loss turned round.
    if words.first == "neg", let loss = known(Array(words.dropFirst())) { return !loss }
    return nil
  }

  /// Where and how it was measured: numbers, versions such as `v1`, and these.
  private static func isQualifier(_ word: String) -> Bool {
    let digits = word.drop { $0 == "v" || $0 == "p" }
    if word.count - digits.count <= 1, !digits.isEmpty, digits.allSatisfy(\.isASCII), digits.allSatisfy(\.isNumber) {
      return true
    }
    return qualifiers.contains(word)
  }

  private static let qualifiers: Set<String> = [
    "train", "training", "val", "valid", "validation", "test", "testing", "eval", "evaluation", "dev", "holdout", "oof",
    "cv", "macro", "micro", "weighted", "samples", "binary", "avg", "average", "mean", "median", "overall", "total",
    "global", "best", "final", "score", "value", "at", "k", "top", "ms", "s", "sec", "seconds", "milliseconds", "pct",
    "percent",
  ]

  /// Words joined, so that `roc_auc`, `ROC AUC` and `rocAuc` are one.
  static let higher: Set<String> = [
    // Classification.
    "accuracy", "acc", "accnorm", "balancedaccuracy", "precision", "ppv", "positivepredictivevalue", "npv",
    "negativepredictivevalue", "recall", "sensitivity", "specificity", "selectivity", "tpr", "truepositiverate", "tnr",
    "truenegativerate", "f1", "f2", "f05", "f1score", "f1measure", "fscore", "fmeasure", "fbeta", "jaccard", "mcc",
    "matthews", "matthewscorrcoef", "matthewscorrelation", "matthewscorrelationcoefficient", "kappa", "cohenkappa",
    "cohenskappa", "quadraticweightedkappa", "qwk", "auc", "rocauc", "auroc", "aucroc", "auprc", "aupr", "prauc",
    "aucpr", "averageprecision", "ks", "loglikelihood",
    // Ranking and retrieval.
    "map", "meanaverageprecision", "labelrankingaverageprecision", "mrr", "reciprocalrank", "meanreciprocalrank", "dcg",
    "ndcg", "hitrate", "hits", "hit",
    // Regression.
    "r2", "r²", "rsquared", "explainedvariance", "pearson", "pearsonr", "pearsoncorrelation", "spearman", "spearmanr",
    "spearmancorrelation", "kendall", "kendalltau",
    // Text and language models.
    "bleu", "sacrebleu", "rouge", "rouge1", "rouge2", "rougel", "rougelsum", "meteor", "chrf", "bertscore",
    "exactmatch", "em", "pass", "mc1", "mc2",
    // Pictures, clusters, policies of reinforcement learning.
    "iou", "miou", "dice", "dicecoefficient", "map50", "map5095", "psnr", "ssim", "silhouette", "randindex",
    "adjustedrandindex", "ari", "nmi", "ami", "vmeasure", "homogeneity", "completeness", "reward", "successrate",
    "winrate",
    // How fast.
    "throughput", "samplespersecond", "tokenspersecond", "stepspersecond", "qps",
  ]

  static let lower: Set<String> = [
    // Classification.
    "loss", "logloss", "crossentropy", "crossentropyloss", "binarycrossentropy", "categoricalcrossentropy",
    "sparsecategoricalcrossentropy", "nll", "nllloss", "negativeloglikelihood", "hinge", "hingeloss", "zerooneloss",
    "hammingloss", "brier", "brierscore", "brierloss", "brierscoreloss", "error", "errorrate", "fpr",
    "falsepositiverate", "fallout", "fnr", "falsenegativerate", "missrate", "fdr", "falsediscoveryrate", "eer",
    "equalerrorrate", "ece", "expectedcalibrationerror", "maximumcalibrationerror", "calibrationerror",
    // Ranking.
    "coverageerror", "rankingloss", "labelrankingloss",
    // Regression.
    "mae", "meanabsoluteerror", "absoluteerror", "mse", "meansquarederror", "squarederror", "rmse",
    "rootmeansquarederror", "msle", "meansquaredlogerror", "rmsle", "rootmeansquaredlogerror", "medianabsoluteerror",
    "medae", "maxerror", "mape", "meanabsolutepercentageerror", "smape", "symmetricmeanabsolutepercentageerror",
    "wape", "mase", "pinballloss", "meanpinballloss", "quantileloss", "deviance", "meanpoissondeviance",
    "meangammadeviance", "meantweediedeviance", "poissondeviance", "gammadeviance",
    // Text, speech and language models.
    "perplexity", "ppl", "wordperplexity", "byteperplexity", "bitsperbyte", "bpb", "bitspercharacter", "bpc", "wer",
    "worderrorrate", "cer", "charactererrorrate", "mer", "ter", "der", "toxicity",
    // Pictures, clusters.
    "fid", "kid", "lpips", "daviesbouldin",
    // How slow, how dear.
    "latency", "inferencetime", "cost",
  ]
}
