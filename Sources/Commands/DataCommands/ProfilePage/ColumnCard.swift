import Core
import DataQuality
import Drift
import Reporting

/// All that is known of one column.
struct ColumnCard {
  let column: DataProfile.Column
  /// Where the page links to.
  let number: Int
  let reference: ReferenceComparison?
  /// Whether it is opened on demand.
  let isFolded: Bool

  private var known: DataProfile.Column? { reference?.reference.column(column.name) }

  var markup: Markup {
    let heading: Markup = """
      <h3><bdi>\(column.name, upTo: 300)</bdi> <span class="kind">\(column.kind.rawValue)</span></h3>
      """
    let note = remark.map { remark -> Markup in "<p class=\"soft small\">\(remark)</p>\n" } ?? ""
    let content: Markup = """
      \(note)<div class="sides">
      <div>\(statistics)\(deciles)</div>
      <div>\(distribution)\(drift)</div>
      </div>

      """
    if isFolded {
      return """
        <details class="card"><summary>\(heading)</summary><div class="inside" id="c\(number)">
        \(content)</div></details>

        """
    }
    return """
      <section class="card" id="c\(number)">
      \(heading)
      \(content)</section>

      """
  }

  private var remark: String? {
    if column.kind == .unreadable { return "Its cells could not be read, so that nothing is known of them." }
    if column.kind == .empty { return "There is no value: all cells are null." }
    if column.isRedacted { return "Its values are private: they are counted, and shown nowhere." }
    if column.isConstant { return "All values are the same." }
    if column.isNearlyUnique { return "Most values are different from all others, so that none is listed." }
    return nil
  }

  // MARK: Numbers

  private var statistics: Markup {
    if column.kind == .unreadable { return "" }
    var items: [(name: Markup, value: String)] = [
      ("nulls", nullText),
      ("different values", column.distinctText),
    ]
    if let numbers = column.numbers, column.moment != nil {
      items += [("earliest", column.exact(numbers.minimum)), ("latest", column.exact(numbers.maximum))]
    } else if let numbers = column.numbers {
      items += [
        ("minimum", Figures.exact(numbers.minimum)), ("maximum", Figures.exact(numbers.maximum)),
        ("mean", Figures.number(numbers.mean)),
        ("standard deviation", numbers.standardDeviation.map { Figures.number($0) } ?? "undefined"),
      ]
    }
    if let shortest = column.minimumLength, let longest = column.maximumLength {
      let range = shortest == longest ? "" : "\(Figures.count(shortest))–"
      items.append(("characters", "\(range)\(Figures.count(longest))"))
    }
    let lines = items.map { item -> Markup in "<div><dt>\(item.name)</dt><dd>\(item.value)</dd></div>\n" }
    return "<dl class=\"statistics\">\n\(Markup(lines))</dl>\n"
  }

  private var nullText: String {
    if column.nulls == 0 { return "none" }
    return Figures.count(column.nulls) + (column.share(column.nulls).map { " (\(Figures.share($0)))" } ?? "")
  }

  private var deciles: Markup {
    guard let deciles = column.deciles else { return "" }
    let estimated = Markup.when(column.isDistinctEstimated, " (estimated)")
    let cells = deciles.enumerated().map { index, decile -> Markup in
      "<div><dt>\((index + 1) * 10)\u{A0}%</dt><dd>\(column.rounded(decile, digits: 4))</dd></div>\n"
    }
    return """
      <p class="soft small label">deciles\(estimated)</p>
      <dl class="deciles">
      \(Markup(cells))</dl>

      """
  }

  // MARK: Distribution

  private var distribution: Markup {
    if column.isRedacted { return "<p class=\"soft small\">redacted</p>\n" }
    if let bars = CategoryBars(column: column, reference: known).markup {
      let key = ChartStyle.key(hasReference: true, hasMedian: false)
      return Markup.when(known?.categories != nil, "<p class=\"soft small\">\(key)</p>\n") + bars
    }
    guard let binned = column.binned else {
      let isBlank = column.values == 0 || column.isNearlyUnique
      return Markup.when(!isBlank, "<p class=\"soft small\">The distribution cannot be drawn.</p>\n")
    }
    let reference = known?.binned
    let comparison = known.flatMap { known in reference.map { _ in "; in the reference \(known.spoken)" } } ?? ""
    let chart = HistogramChart(
      binned, reference: reference, median: column.median, title: "distribution of \(column.name)",
      description: column.spoken + comparison, axis: column.axis)
    let lacking = known != nil && reference == nil ? ["the reference's distribution cannot be drawn beside it"] : []
    let notes = (chart.notes + lacking).map { note -> Markup in "<span class=\"item\">\(note)</span> " }
    return """
      <figure>\(chart.svg)
      <figcaption>\(ChartStyle.key(hasReference: reference != nil, hasMedian: column.median != nil))\(Markup(notes))\
      </figcaption></figure>
      """
  }

  // MARK: Drift

  private var drift: Markup {
    guard let reference else { return "" }
    let drift = reference.drift(of: column.name)
    let words: Markup =
      switch drift.state {
      case .moved: "<p><b class=\"moved\">▲ The distribution moved.</b></p>\n"
      case .within: "<p>Within the limits.</p>\n"
      case .leftOut(let reason), .undecided(let reason):
        "<p>\(reason.prefix(1).uppercased() + reason.dropFirst()).</p>\n"
      }
    let rows = drift.outcomes.filter { $0.observed != nil }.map(measure)
    let table = Markup.when(
      !rows.isEmpty,
      """
      <table><thead><tr><th scope="col">measure</th><th scope="col" class="number">value</th>\
      <th scope="col" class="number">limit</th><th scope="col">finding</th></tr></thead>
      <tbody>\(Markup(rows))</tbody></table>

      """)
    return """
      <div class="drift">
      <h4>Beside the reference</h4>
      \(words)\(table)\(nulls)\(CategoryChanges(column: column, reference: known).markup)</div>

      """
  }

  private func measure(_ outcome: DataReport.Outcome) -> Markup {
    let method = DriftMethod(rawValue: outcome.kind)
    let name: Markup =
      switch method {
      case .psi: "population stability index (PSI)"
      case .jensenShannonDistance: "Jensen–Shannon distance"
      default: "\(outcome.kind)"
      }
    let limit = ReferenceComparison.limits.limits.first { $0.method == method }.map { Figures.number($0.value) }
    return """
      <tr><td>\(name)</td><td class="number">\(Figures.measure(outcome.observed ?? .nan))</td>\
      <td class="number">≤ \(limit ?? "undefined")</td>\
      <td>\(outcome.verdict == .fail ? "moved" : "within the limit")</td></tr>
      """
  }

  private var nulls: Markup {
    guard let known, let share = column.share(column.nulls), let before = known.share(known.nulls), share != before
    else { return "" }
    return "<p class=\"small\">Nulls went from \(Figures.share(before)) to \(Figures.share(share)) of the rows.</p>\n"
  }
}
