package import Core

/// Estimates with their intervals, one below the other on one scale, beside a limit: a table, so that names of any length
/// wrap and everything can be read aloud.
package struct ForestPlot {
  package struct Row: Sendable {
    package var label: Markup
    package var note: Markup
    package var estimate: Double
    package var interval: ClosedRange<Double>
    package var verdict: Verdict

    package init(
      _ label: Markup, note: Markup, estimate: Double, interval: ClosedRange<Double>, verdict: Verdict
    ) {
      self.label = label
      self.note = note
      self.estimate = estimate
      self.interval = interval
      self.verdict = verdict
    }
  }

  package var caption: Markup
  package var rows: [Row]
  /// Where the values have to lie.
  package var limits: [Double]
  /// What no difference is; nil for values that are none.
  package var zero: Double?

  package init(_ rows: [Row], limits: [Double], zero: Double?, caption: Markup) {
    self.rows = rows
    self.limits = limits
    self.zero = zero
    self.caption = caption
  }

  private static let width = 400.0

  package var table: Markup {
    let ends = rows.flatMap { [$0.interval.lowerBound, $0.interval.upperBound] } + limits + [zero].compactMap { $0 }
    guard let low = ends.min(), let high = ends.max(), low.isFinite, high.isFinite else { return "" }
    let margin = max((high - low) * 0.06, 1e-9)
    let domain = (low - margin)...(high + margin)
    let x = LinearScale(domain, from: 0, to: Self.width)
    let lines = rows.map { row -> Markup in
      """
      <tr><th scope="row">\(row.label)</th><td class="track">\(track(row, x))</td>\
      <td class="number">\(Figures.measure(row.estimate))</td>\
      <td class="number soft">\(Figures.measure(row.interval.lowerBound)) to \
      \(Figures.measure(row.interval.upperBound))</td><td class="soft">\(row.note)</td></tr>

      """
    }
    return """
      <table class="bars forest"><caption>\(caption)</caption>
      <tbody>
      \(Markup(lines))<tr><th></th><td class="track">\(axis(domain, x))</td><td></td><td></td><td></td></tr>
      </tbody></table>
      """
  }

  /// The numbers stand beside it, so that it is left out where a page is read aloud.
  private func track(_ row: Row, _ x: LinearScale) -> Markup {
    let marks = Markup(limits.map { "<path class=\"limit\" d=\"M\(x($0)) 0V26\"/>" })
    let ground: Markup = zero.map { "<path class=\"axis\" d=\"M\(x($0)) 0V26\"/>" } ?? ""
    let kind: Markup = row.verdict == .pass || row.verdict == .warn ? "met" : row.verdict == .fail ? "missed" : "open"
    return """
      <svg class="forest-row" viewBox="0 0 \(Self.width) 26" aria-hidden="true">\(ground)\(marks)\
      <path class="whisker \(kind)" d="M\(x(row.interval.lowerBound)) 13H\(x(row.interval.upperBound))"/>\
      <circle class="dot \(kind)" cx="\(x(row.estimate))" cy="13" r="5"/></svg>
      """
  }

  private func axis(_ domain: ClosedRange<Double>, _ x: LinearScale) -> Markup {
    let ticks = RoundTicks.fitting(domain, width: Self.width).values
    let lines = Markup(ticks.map { "M\(x($0)) 0v4" })
    let labels = Markup(
      ticks.map { tick in
        let text = Figures.exact(tick)
        let half = 3.5 * Double(text.count)
        let place = min(max(x(tick), half), Self.width - half)
        return "<text x=\"\(place)\" y=\"17\" text-anchor=\"middle\">\(text)</text>"
      })
    return """
      <svg class="forest-row" viewBox="0 0 \(Self.width) 22" aria-hidden="true">\
      <path class="axis" d="M0 0H\(Self.width)\(lines)"/>\(labels)</svg>
      """
  }
}
