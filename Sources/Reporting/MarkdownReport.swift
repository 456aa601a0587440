import Core

/// GitHub-flavoured Markdown: the verdict and its reason first, then what to do, then the tables.
enum MarkdownReport {
  static func render(_ report: StepReport) -> String {
    var text = "## \(escape(report.title))\n\n"
    if report.isVerdict {
      text = "## \(symbol(report.verdict)) \(escape(report.title)): \(report.verdict.rawValue)\n\n"
    }
    text += escape(report.reason) + "\n"
    for next in report.next {
      switch next {
      case .sentence(let sentence): text += "\n" + escape(sentence) + "\n"
      case .command(let command): text += "\n" + fenced(command)
      }
    }
    for table in report.tables where !table.rows.isEmpty {
      if let title = table.title { text += "\n### \(escape(title))\n" }
      text += "\n| " + table.columns.map { escape($0.title) }.joined(separator: " | ") + " |\n"
      text += "| " + table.columns.map { $0.isNumeric ? "---:" : "---" }.joined(separator: " | ") + " |\n"
      for row in table.rows {
        let cells = row.map { cell in
          if case .verdict(let verdict) = cell { "\(symbol(verdict)) \(verdict.rawValue)" } else { escape(cell.text) }
        }
        text += "| " + cells.joined(separator: " | ") + " |\n"
      }
    }
    return text
  }

  private static func symbol(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: "✅"
    case .warn: "⚠️"
    case .hold: "⏸️"
    case .fail: "❌"
    }
  }

  /// A fence longer than any run of back-ticks inside.
  private static func fenced(_ text: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)sh\n\(text.printable)\n\(fence)\n"
  }

  /// Text from outside as text: nothing in it is markup, a mention, a link or a new line.
  static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "@": escaped += "&#64;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "|", "!", "~": escaped += "\\\(scalar)"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    // A scheme is what makes a bare address a link.
    return escaped.split(separator: "://", omittingEmptySubsequences: false).joined(separator: "&#58;//")
  }
}
