import Core

/// GitHub-flavoured Markdown: the verdict and its reason first, then what to do, then what does not pass; what passes
/// and what is there to look things up is folded.
package enum MarkdownReport {
  /// - Parameter limit: bytes; what does not fit is left out, and a note says so. GitHub and Buildkite take 1 MiB.
  package static func render(_ report: StepReport, limit: Int = 1_000_000) -> String {
    var page = MarkdownPage(limit: limit)
    let title = escape(report.title.cut(to: 300))
    let badge = report.isVerdict ? "\(symbol(report.verdict)) " : ""
    let word = report.isVerdict ? ": \(report.verdict.rawValue)" : ""
    page.add("## \(badge)\(title)\(word)\n\n\(sentence(report.reason))\n")
    if !report.next.isEmpty {
      page.add("\n**What to do next**\n\n" + report.next.prefix(20).map(next).joined())
    }
    for table in report.tables where !table.rows.isEmpty { add(table, to: &page) }
    return page.text
  }

  private static func next(_ next: StepReport.Next) -> String {
    switch next {
    case .sentence(let text): "- \(escape(text.cut(to: 1000)))\n"
    // Indented, it belongs to the sentence above.
    case .command(let command): "\n" + fenced(command).map { "  \($0)\n" }.joined() + "\n"
    }
  }

  // MARK: Tables

  /// More rows than this are looked up in a file and not on a page.
  private static let rowLimit = 200
  /// So many rows need no folding: of those that pass alone, and of a table as a whole.
  private static let shortTable = (passing: 15, whole: 5)

  private static func add(_ table: StepReport.Table, to page: inout MarkdownPage) {
    let open = table.rows.filter { !$0.passes }
    let passing = table.rows.filter(\.passes)
    if table.isBackground {
      fold(table, table.rows, under: table.title ?? "details", to: &page)
    } else if table.rows.count <= shortTable.whole || (open.isEmpty && passing.count <= shortTable.passing) {
      show(table, table.rows, to: &page)
    } else {
      if !open.isEmpty { show(table, open, to: &page) }
      let more = open.isEmpty ? "" : "more "
      if !passing.isEmpty { fold(table, passing, under: "\(passing.count) \(more)that pass", to: &page) }
    }
  }

  private static func show(_ table: StepReport.Table, _ rows: [[StepReport.Cell]], to page: inout MarkdownPage) {
    if let title = table.title { page.add("\n### \(escape(title.cut(to: 300)))\n") }
    page.add("\n")
    write(table, rows, to: &page)
  }

  private static func fold(
    _ table: StepReport.Table, _ rows: [[StepReport.Cell]], under summary: String, to page: inout MarkdownPage
  ) {
    page.add(
      "\n<details><summary>\(escape(summary.cut(to: 300)))</summary>\n\n", closing: "\n</details>\n"
    ) { page in write(table, rows, to: &page) }
  }

  /// The verdict, last on a console, comes first: a page cuts a wide table at its right.
  private static func write(_ table: StepReport.Table, _ rows: [[StepReport.Cell]], to page: inout MarkdownPage) {
    let judged = rows.contains { if case .verdict? = $0.last { true } else { false } }
    let order =
      judged ? [table.columns.count - 1] + Array(table.columns.indices.dropLast()) : Array(table.columns.indices)
    func line(_ cells: [String]) -> String { "| " + order.map { cells[$0] }.joined(separator: " | ") + " |\n" }
    page.add(line(table.columns.map { escape($0.title) }))
    page.add(line(table.columns.map { $0.isNumeric ? "---:" : "---" }))
    for row in rows.prefix(rowLimit) {
      page.add(line(zip(row, table.columns).map { cell($0, isNumeric: $1.isNumeric) }))
    }
    if rows.count > rowLimit { page.add("\n… and \(rows.count - rowLimit) more rows.\n") }
  }

  /// With spaces that do not break between a symbol and its word, a number and its unit, and within numbers.
  private static func cell(_ cell: StepReport.Cell, isNumeric: Bool) -> String {
    switch cell {
    case .verdict(let verdict): "\(symbol(verdict))\u{A0}\(verdict.rawValue)"
    case .text(let text):
      escape(text.cut(to: 300).replacing(isNumeric ? " " : " %", with: isNumeric ? "\u{A0}" : "\u{A0}%"))
    }
  }

  // MARK: Text

  private static func symbol(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: "✅"
    case .warn: "⚠️"
    case .hold: "⏸️"
    case .fail: "❌"
    }
  }

  private static func sentence(_ text: String) -> String { "**\(escape(text.cut(to: 1000)))**" }

  /// A fence longer than any run of back-ticks inside.
  private static func fenced(_ command: String) -> [String] {
    let text = command.cut(to: 2000)
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return ["\(fence)sh", text, fence]
  }

  /// Text from outside as text: nothing in it is markup, a mention, an emoji, a link or a new line.
  static func escape(_ text: String) -> String {
    var escaped = ""
    var isInWord = false
    let scalars = Array(text.printable.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isBeforeSpace = index + 1 == scalars.count || scalars[index + 1] == " "
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      // At the start of a word it would call somebody, written as an entity too: that is read before names are.
      case "@": escaped += isInWord ? "&#64;" : "&#64;&#8203;"
      // A colon makes an address a link, and a word an emoji; one before a space does neither.
      case ":" where !isBeforeSpace: escaped += "&#58;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "|", "!", "~", "$": escaped += "\\\(scalar)"
      default: escaped.unicodeScalars.append(scalar)
      }
      isInWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    // An address without a scheme is a link too, and a list or a rule may start a line.
    return escaped.split(separator: "www.", omittingEmptySubsequences: false).joined(separator: "www&#46;")
      .replacingLeadingMarker()
  }
}

extension String {
  /// A text that begins as a list item or a rule does, as text.
  fileprivate func replacingLeadingMarker() -> String {
    if hasPrefix("-") || hasPrefix("+") || hasPrefix("=") { return "\\" + self }
    let digits = prefix { $0.isASCII && $0.isNumber }
    let rest = dropFirst(digits.count)
    return !digits.isEmpty && rest.hasPrefix(". ") ? "\(digits)\\\(rest)" : self
  }
}
