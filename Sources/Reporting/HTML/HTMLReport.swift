import Core

/// The report as a page: the verdict and its reason first, then what to do, then what does not pass; what passes and
/// what is there to look things up is folded.
enum HTMLReport {
  static func page(_ report: StepReport) -> HTMLPage {
    let badge = Markup.when(report.isVerdict, "<p>\(verdict(report.verdict))</p>\n")
    let tables = Markup(report.tables.filter { !$0.rows.isEmpty }.map(section))
    return HTMLPage(
      title: report.isVerdict ? "\(report.title): \(report.verdict.rawValue)" : report.title,
      style: report.figures == nil ? style : ChartStyle.charts + style,
      body: """
        <header class="report \(report.isVerdict ? report.verdict.rawValue : "plain")">
        \(badge)<h1><bdi>\(report.title, upTo: 300)</bdi></h1>
        <p>\(report.reason)</p>
        </header>
        <main>
        \(next(report.next))\(report.figures?() ?? "")\(tables)</main>

        """)
  }

  private static func next(_ next: [StepReport.Next]) -> Markup {
    guard !next.isEmpty else { return "" }
    let items = next.map { next -> Markup in
      switch next {
      case .sentence(let sentence): "<p>\(sentence)</p>\n"
      case .command(let command): "<pre>\(command, upTo: 2000)</pre>\n"
      }
    }
    return "<h2>What to do next</h2>\n\(Markup(items))"
  }

  // MARK: Tables

  /// More rows than this are looked up in a file and not on a page.
  private static let rowLimit = 2000
  /// So many rows that pass need no folding where there are no others.
  private static let shortTable = 15

  private static func section(_ table: StepReport.Table) -> Markup {
    let heading = table.title.map { title -> Markup in "<h2>\(title, upTo: 300)</h2>\n" }
    let open = table.rows.filter { !$0.passes }
    let passing = table.rows.filter(\.passes)
    if table.isBackground {
      return fold(table, table.rows, under: "<h2>\(table.title ?? "details", upTo: 300)</h2>")
    }
    if open.isEmpty, passing.count <= shortTable { return (heading ?? "") + write(table, passing) }
    return (heading ?? Markup.when(table.listsRules && !open.isEmpty, "<h2>What does not pass</h2>\n"))
      + Markup.when(!open.isEmpty, write(table, open))
      + Markup.when(
        !passing.isEmpty,
        fold(table, passing, under: "\(Figures.count(passing.count)) \(open.isEmpty ? "" : "more ")that pass"))
  }

  private static func fold(_ table: StepReport.Table, _ rows: [[StepReport.Cell]], under summary: Markup) -> Markup {
    "<details><summary>\(summary)</summary>\n\(write(table, rows))</details>\n"
  }

  private static func write(_ table: StepReport.Table, _ rows: [[StepReport.Cell]]) -> Markup {
    let head = table.columns.map { column -> Markup in
      "<th scope=\"col\"\(numeric(column))>\(column.title, upTo: 300)</th>"
    }
    let body = rows.prefix(rowLimit).map { row -> Markup in
      "<tr>\(Markup(zip(row, table.columns).map { "<td\(numeric($1))>\(cell($0))</td>" }))</tr>\n"
    }
    let rest = rows.count - rowLimit
    return """
      <div class="scroll"><table>
      <thead><tr>\(Markup(head))</tr></thead>
      <tbody>
      \(Markup(body))</tbody></table></div>
      \(Markup.when(rest > 0, "<p class=\"soft\">… and \(rest) more rows.</p>\n"))
      """
  }

  private static func numeric(_ column: StepReport.Column) -> Markup {
    column.isNumeric ? " class=\"number\"" : ""
  }

  private static func cell(_ cell: StepReport.Cell) -> Markup {
    switch cell {
    case .verdict(let verdict): self.verdict(verdict)
    case .text(let text): "<bdi>\(text, upTo: 300)</bdi>"
    }
  }

  /// Always with its word and a shape of its own: nobody has to see the colour.
  private static func verdict(_ verdict: Verdict) -> Markup {
    let symbol: Markup =
      switch verdict {
      case .pass: "✓"
      case .warn: "!"
      case .hold: "‖"
      case .fail: "✕"
      }
    return """
      <span class="verdict \(verdict.rawValue)"><span class="symbol" aria-hidden="true">\(symbol)</span>\
      \(verdict.rawValue)</span>
      """
  }

  private static let style: Markup = """

    :root { --pass: #00714f; --warn: #8a5a00; --hold: #5b4b9a; --fail: #b3261e; }
    @media (prefers-color-scheme: dark) {
      :root { --pass: #4fc49b; --warn: #e0b252; --hold: #b4a5f0; --fail: #ff8a80; }
    }
    .report { padding-left: 1.25rem; border-left: 4px solid var(--line); }
    .report.pass { border-color: var(--pass); }
    .report.warn { border-color: var(--warn); }
    .report.hold { border-color: var(--hold); }
    .report.fail { border-color: var(--fail); }
    .verdict.pass { color: var(--pass); }
    .verdict.warn { color: var(--warn); }
    .verdict.hold { color: var(--hold); }
    .verdict.fail { color: var(--fail); }
    .symbol { display: inline-block; width: 1.2em; }
    td .verdict { font-weight: 500; }
    summary { margin-top: 1.25rem; color: var(--soft); }
    summary h2 { display: inline; }
    td { max-width: 30rem; }
    @media (min-width: 44rem) { td:first-child { min-width: 17rem; } }

    """
}
