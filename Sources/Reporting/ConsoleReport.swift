import Core

/// The summary on a terminal or in a log: verdict and reason, tables, what to do next.
package struct ConsoleReport: Sendable {
  /// Columns of the terminal; nil when it is none, and lines may be as long as they like.
  package var width: Int?
  package var colour: Bool

  package init(width: Int?, colour: Bool) {
    self.width = width
    self.colour = colour
  }

  package func render(_ report: StepReport) -> String {
    let badge = report.isVerdict ? badge(report.verdict) + " " : ""
    var text = "\(badge)\(report.title.cut(to: Self.longest)): \(report.reason.cut(to: 1000))\n"
    if let width { text = Self.wrap(text, width: width) }
    for table in report.tables {
      let rows = table.omitsPassing ? table.rows.filter { !$0.passes } : table.rows
      if rows.isEmpty { continue }
      text += "\n"
      if let title = table.title { text += "\(bold(title.cut(to: Self.longest)))\n" }
      let shown = table.listsRules ? Array(rows.prefix(Self.rowLimit)) : rows
      text += render(table, shown)
      if shown.count < rows.count { text += "  " + dim("and \(rows.count - shown.count) more") + "\n" }
      let passing = table.rows.count - rows.count
      if passing > 0 { text += "  " + dim("and \(passing) that pass") + "\n" }
    }
    if !report.next.isEmpty { text += "\n" }
    for next in report.next {
      switch next {
      case .sentence(let sentence): text += "next: \(sentence.cut(to: 1000))\n"
      case .command(let command): text += "  \(command.printable)\n"
      }
    }
    return text
  }

  /// Characters of a cell, and rules of a table: no name and no number of rules floods a log.
  private static let longest = 200
  private static let rowLimit = 500

  private func render(_ table: StepReport.Table, _ rows: [[StepReport.Cell]]) -> String {
    let cells = rows.map { row in row.map { $0.text.cut(to: Self.longest) } }
    var widths = table.columns.indices.map { column in
      ([table.columns[column].title] + cells.map { $0[column] }).map(Self.columns).max() ?? 0
    }
    shrink(&widths, of: table)
    var text = "  " + dim(line(table.columns.map(\.title), widths, table)) + "\n"
    for (row, texts) in zip(rows, cells) {
      let line = line(texts, widths, table)
      // The verdict stands last in every table, so colouring the line's end cannot hit another cell.
      if case .verdict(let verdict)? = row.last, line.hasSuffix(verdict.rawValue) {
        text += "  " + line.dropLast(verdict.rawValue.count) + paint(verdict.rawValue, verdict) + "\n"
      } else {
        text += "  " + line + "\n"
      }
    }
    return text
  }

  /// Takes what a narrow terminal lacks from the widest text columns; numbers and verdicts stay whole.
  private func shrink(_ widths: inout [Int], of table: StepReport.Table) {
    guard let width else { return }
    let available = width - 2 - 2 * (widths.count - 1)
    while widths.reduce(0, +) > available {
      let texts = widths.indices.filter { !table.columns[$0].isNumeric && $0 != widths.count - 1 }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8 else { return }
      widths[widest] -= 1
    }
  }

  private func line(_ texts: [String], _ widths: [Int], _ table: StepReport.Table) -> String {
    var line = ""
    for (index, text) in texts.enumerated() {
      let shown = Self.columns(text) > widths[index] ? Self.cut(text, to: widths[index]) : text
      let padding = String(repeating: " ", count: max(0, widths[index] - Self.columns(shown)))
      let isLast = index == texts.count - 1
      line += table.columns[index].isNumeric ? padding + shown : shown + (isLast ? "" : padding)
      if !isLast { line += "  " }
    }
    return line
  }

  private static func cut(_ text: String, to width: Int) -> String {
    var kept = ""
    for character in text {
      if columns(kept) + columns(String(character)) > width - 1 { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// How many columns a text takes on a terminal: East Asian wide characters and emoji take two.
  private static func columns(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first else { return sum }
      let wide =
        scalar.properties.isEmojiPresentation || (0x1100...0x115F).contains(scalar.value)
        || (0x2E80...0xA4CF).contains(scalar.value) || (0xAC00...0xD7A3).contains(scalar.value)
        || (0xF900...0xFAFF).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
      return sum + (wide ? 2 : 1)
    }
  }

  private static func wrap(_ text: String, width: Int) -> String {
    var lines = ""
    var used = 0
    for word in text.split(separator: " ") {
      let length = columns(word.replacing(/\u{1B}\[[0-9;]*m/, with: ""))
      if used > 0, used + 1 + length > max(width, 20) {
        lines += "\n  "
        used = 2
      } else if used > 0 {
        lines += " "
        used += 1
      }
      lines += word
      used += length
    }
    return lines
  }

  // MARK: Colour

  private func badge(_ verdict: Verdict) -> String { paint(verdict.rawValue.uppercased(), verdict) }

  private func paint(_ text: String, _ verdict: Verdict) -> String {
    let code =
      switch verdict {
      case .pass: "1;32"
      case .warn: "1;33"
      case .hold: "1;36"
      case .fail: "1;31"
      }
    return colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func bold(_ text: String) -> String { colour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  private func dim(_ text: String) -> String { colour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}

extension ConsoleReport {
  private static func columns(_ text: Substring) -> Int { columns(String(text)) }
}
