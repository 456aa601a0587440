import CommandSupport
import Comparison
import Core
import Tables

extension Setup {
  /// What was found, what is written and why, and what to do next.
  func summary(dryRun: Bool) -> [String] {
    found + [""] + written(dryRun: dryRun) + suggestion + [""] + next(dryRun: dryRun)
  }

  private var found: [String] {
    var rows: [(label: String, text: String)] = []
    if let findings {
      rows.append(("model", findings.model))
      for set in findings.sets {
        let table = set.source.table
        rows.append(
          (
            "data",
            "\(set.name): \(set.source.path), \(table.rowCount) row\(table.rowCount == 1 ? "" : "s"), \(set.source.columns.count) columns"
          ))
        if let reference = set.reference { rows.append(("reference", "\(reference.path), which has the same columns")) }
      }
      if let choice = findings.predictions {
        let file = choice.candidate
        let against = choice.baseline.map { " against \($0.path)" } ?? ", no baseline"
        rows.append(
          (
            "comparison",
            "\(choice.candidate.path)\(against) (id \(file.id), label \(file.label), score \(file.score))"
          ))
      }
      if let artifact = findings.artifact { rows.append(("artifact", artifact)) }
      for (kind, files) in findings.left {
        let shown = files.prefix(3).joined(separator: ", ") + (files.count > 3 ? " and \(files.count - 3) more" : "")
        rows.append(
          kind == "unread" ? ("not read", shown) : ("left out", "\(shown) (--\(kind) picks another)"))
      }
    }
    switch ledger {
    case .git("."): rows.append(("ledger", "branch modelgate/ledger of this repository, which has no remote 'origin'"))
    case .git(let remote): rows.append(("ledger", "branch modelgate/ledger of \(remote)"))
    case .directory: rows.append(("ledger", "the directory .modelgate/ledger"))
    }
    rows.append(("ci", system.map { "\($0.rawValue): \(systemReason)" } ?? "none, \(systemReason)"))
    return Self.aligned(rows.map { [$0.label, $0.text] })
  }

  private func written(dryRun: Bool) -> [String] {
    Self.aligned(
      plan.files.map { file in
        let verb =
          switch file.action {
          case .write: dryRun ? "would write" : "wrote"
          case .replace: dryRun ? "would replace" : "replaced"
          case .extend: dryRun ? "would extend" : "extended"
          case .keep: "left alone"
          }
        return [verb, file.path, file.reason]
      })
  }

  private var suggestion: [String] {
    codeOwnerLines.isEmpty ? [] : ["", "For your CODEOWNERS:"] + codeOwnerLines.map { "  \($0)" }
  }

  private func next(dryRun: Bool) -> [String] {
    if dryRun { return ["Nothing was written."] }
    var commands = ["modelgate-gate lint"]
    if findings.map({ !$0.sets.isEmpty }) ?? true { commands.append("modelgate-data check") }
    if findings?.predictions != nil { commands.append("modelgate-compare") }
    let paths = plan.changes.map(\.path)
    if repository != nil, !paths.isEmpty {
      commands.append(Shell.line(["git", "add"] + paths) + " && git commit -m 'Gate model releases'")
    }
    return ["Next:"] + commands.map { "  \($0)" }
  }

  /// Rows with their cells under each other; the last cell is as long as it is.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].printable.count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let text = cell.printable
        return column == row.count - 1 ? text : text + String(repeating: " ", count: widths[column] - text.count)
      }.joined(separator: "  ")
    }
  }
}
