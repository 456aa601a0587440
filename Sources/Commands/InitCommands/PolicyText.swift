import Comparison
import Core
import YAML

/// The policy that `modelgate-init` writes: what was found, and comments on what may be added.
struct PolicyText {
  let findings: Findings
  let ledger: Setup.Ledger
  /// How many approvals to ask for; nil when nobody could give one.
  let approvals: Int?

  var text: String {
    let model = findings.model
    let parts: [[String]] = [
      [
        "# What must hold before a version of model \(model) may go to a stage. Paths are relative to this file;",
        "# 'modelgate-gate lint' checks it.", "model: \(YAMLText.scalar(model))",
      ] + artifact,
      data, comparison, stages,
      ledgerLines,
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var ledgerLines: [String] {
    var lines = ["# The record of every release, which 'modelgate-release verify' checks."]
    switch ledger {
    case .git("."): lines.append("# Write origin in place of the dot once CI jobs clone this repository from a remote.")
    case .directory: lines.append("# CI jobs need one that they share: {git: origin, branch: modelgate/ledger}.")
    case .git: break
    }
    return lines + ["ledger: \(ledger.yaml)"]
  }

  private var artifact: [String] {
    guard let artifact = findings.artifact else {
      return [
        "# The model file that asks to be released; a job may name it with --artifact instead.",
        "# artifact: models/model.joblib",
      ]
    }
    return [
      "# The model file that asks to be released; a job may name another with --artifact.",
      "artifact: \(YAMLText.scalar(artifact))",
    ]
  }

  private var data: [String] {
    if findings.sets.isEmpty { return [] }
    var lines = ["# Each is checked by 'modelgate-data check'.", "data:"]
    for set in findings.sets {
      lines += [
        "  \(YAMLText.scalar(set.name)):", "    source: \(YAMLText.scalar(set.source.path))",
        "    contract: \(set.contract)",
      ]
      if let reference = set.reference {
        lines += [
          "    reference: \(YAMLText.scalar(reference.path))",
          "    row_count_change: 0.5        # at most half as many rows more or fewer than the reference",
          "    drift: {psi: 0.2}            # the largest population stability index any column may show",
        ]
      }
    }
    if findings.sets.allSatisfy({ $0.reference == nil }) {
      lines += [
        "    # To watch for drift, name data to compare with:", "    # reference: data/last-month.csv",
        "    # drift: {psi: 0.2}            # the largest population stability index any column may show",
      ]
    }
    return lines
  }

  private var comparison: [String] {
    guard let choice = findings.predictions else { return [] }
    let file = choice.candidate
    var lines = [
      "# Predictions of candidate and baseline on the same rows, compared by 'modelgate-compare'.", "comparison:",
      "  candidate: \(YAMLText.scalar(choice.candidate.path))",
    ]
    if let baseline = choice.baseline {
      lines.append("  baseline: \(YAMLText.scalar(baseline.path))")
    } else {
      lines.append("  # baseline: predictions/production.csv   # what is in production, scored on the same rows")
    }
    lines += [
      "  id: \(YAMLText.scalar(file.id))", "  label: \(YAMLText.scalar(file.label))",
      "  score: \(YAMLText.scalar(file.score))",
    ]
    if !choice.candidate.groups.isEmpty {
      let groups = choice.candidate.groups.prefix(3).map(YAMLText.scalar).joined(separator: ", ")
      lines += [
        "  # To hold a rule on parts of the data too, add 'slices: true' to it and:",
        "  # slices: {columns: [\(groups)], minimum_rows: 200}",
      ]
    }
    lines.append("  rules:                         # each decided by a 95 % interval, not by a bare difference")
    if choice.baseline == nil {
      let limit = JSON.ecmaScript(Self.lowered(choice.candidate.area))
      lines += [
        "    - {metric: roc_auc, at_least: \(limit)}",
        "    # - {metric: roc_auc, no_worse_than: 0.01}   # once there is a baseline",
      ]
    } else {
      lines += [
        "    - {metric: roc_auc, no_worse_than: 0.01}", "    - {metric: log_loss, no_worse_than: 0.02}",
        "    # - {metric: roc_auc, better_by: 0}           # to release only what is better beyond noise",
      ]
    }
    return lines
  }

  /// A tenth below what the candidate reaches, in steps of 0.05, and never below what guessing reaches.
  private static func lowered(_ area: Double) -> Double { max(50, ((area - 0.1) * 20).rounded(.down) * 5) / 100 }

  private var stages: [String] {
    let steps = findings.sets.map { "data/\($0.name)" } + (findings.predictions == nil ? [] : ["comparison"])
    var lines = [
      "# What a version needs to go to each stage. More stages stand in order: staging above, 'after: staging' below.",
      "stages:", "  production:", "    requires: [\(steps.joined(separator: ", "))]",
    ]
    if let approvals {
      lines.append("    approvals: {count: \(approvals), signers: allowed_signers}")
    } else {
      lines += [
        "    # To ask for approvals, add people to allowed_signers and take the '#' away:",
        "    # approvals: {count: 1, signers: allowed_signers}",
      ]
    }
    return lines
  }
}
