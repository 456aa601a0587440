import DataQuality
import Drift
import Reporting

/// A line for each column, which links to its card.
struct ProfileOverview {
  let profile: DataProfile
  let reference: ReferenceComparison?

  var markup: Markup {
    let drift = Markup.when(reference != nil, "<th scope=\"col\" data-sort=\"number\">drift (PSI)</th>")
    let rows = profile.columns.enumerated().map { row($0.element, $0.offset + 1) }
    return """
      <table id="columns" class="overview">
      <thead><tr><th scope="col" data-sort="text">column</th><th scope="col" data-sort="text">kind</th>\
      <th scope="col" data-sort="number">nulls</th>\
      <th scope="col" class="number" data-sort="number">different</th>\
      <th scope="col">range or commonest</th><th scope="col">distribution</th>\(drift)</tr></thead>
      <tbody>
      \(Markup(rows))</tbody></table>

      """
  }

  private func row(_ column: DataProfile.Column, _ number: Int) -> Markup {
    let share = column.share(column.nulls)
    let distinct = column.kind == .unreadable ? "" : column.distinctText
    let nulls: Markup =
      if column.kind == .unreadable {
        ""
      } else if let share, column.nulls > 0 {
        "\(ShareBars.bar(share))<span>\(Figures.share(share))</span>"
      } else {
        "<span class=\"soft\">none</span>"
      }
    return """
      <tr><th scope="row"><a href="#c\(number)"><bdi>\(column.name, upTo: 80)</bdi></a></th>\
      <td class="kind">\(column.kind.rawValue)</td>\
      <td class="nulls" data-label="nulls" data-key="\(column.nulls)"><div>\(nulls)</div></td>\
      <td class="number" data-label="different" data-key="\(column.distinct)">\(distinct)</td>\
      <td class="summary">\(summary(column))</td><td class="drawn">\(spark(column))</td>\(drift(column))</tr>

      """
  }

  private func summary(_ column: DataProfile.Column) -> Markup {
    if column.isRedacted { return "<span class=\"soft\">redacted</span>" }
    if let numbers = column.numbers {
      return "\(column.rounded(numbers.minimum)) <span class=\"soft\">to</span> \(column.rounded(numbers.maximum))"
    }
    guard let first = column.ranked.first, !column.isNearlyUnique else { return "" }
    let share = Figures.share(Double(first.count) / Double(max(column.values, 1)))
    return "<bdi>\(first.name, upTo: 40)</bdi> <span class=\"soft\">\(share)</span>"
  }

  private func spark(_ column: DataProfile.Column) -> Markup {
    if column.isRedacted { return "" }
    let title = "distribution of \(column.name)"
    if let binned = column.binned { return Spark.histogram(binned, title: title, description: column.spoken) }
    guard !column.isNearlyUnique, column.values > 0 else { return "" }
    let counts = column.categories?.counts ?? [:]
    let commonest = column.ranked.prefix(10).map(\.name)
    let shares = (column.bySize(commonest) ?? commonest).map {
      Double(counts[$0] ?? 0) / Double(column.values)
    }
    return Spark.columns(shares, title: title, description: column.spoken)
  }

  private func drift(_ column: DataProfile.Column) -> Markup {
    guard let drift = reference?.drift(of: column.name) else { return "" }
    let value = drift.value(.psi)
    let measure: Markup = value.map { "<span class=\"measure\">\(Figures.measure($0))</span> " } ?? ""
    let text: Markup =
      switch drift.state {
      case .moved: "\(measure)<b class=\"moved\">▲ moved</b>"
      case .within: "\(measure)<span class=\"soft\">within</span>"
      case .leftOut: "<span class=\"soft\">left out</span>"
      case .undecided: "<span class=\"soft\">not measured</span>"
      }
    return "<td class=\"drift\" data-label=\"drift\" data-key=\"\(value.map { "\($0)" } ?? "-1")\">\(text)</td>"
  }
}
