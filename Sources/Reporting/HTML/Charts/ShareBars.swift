/// Shares as bars from zero, one below the other, each beside its name and numbers: a table, so that names of any
/// length wrap and everything can be read aloud and copied.
package struct ShareBars {
  package struct Row: Sendable {
    package var label: Markup
    package var count: Int
    /// 0 to 1.
    package var share: Double
    package var reference: Double?
    /// Of what is put together in the last row: numbers without a bar, which would dwarf the others.
    package var isRest: Bool

    package init(_ label: Markup, count: Int, share: Double, reference: Double? = nil, isRest: Bool = false) {
      self.label = label
      self.count = count
      self.share = share
      self.reference = reference
      self.isRest = isRest
    }
  }

  package var caption: Markup
  package var rows: [Row]

  package init(_ rows: [Row], caption: Markup) {
    self.rows = rows
    self.caption = caption
  }

  package var table: Markup {
    let compares = rows.contains { $0.reference != nil }
    let longest = rows.filter { !$0.isRest }.flatMap { [$0.share, $0.reference ?? 0] }.max() ?? 0
    let lines = rows.map { row -> Markup in
      let reference: Markup =
        compares ? "<td class=\"number other\">\(row.reference.map(Figures.share) ?? "—")</td>" : ""
      return """
        <tr><th scope="row">\(row.label)</th>\
        <td class="track">\(Markup.when(!row.isRest, Self.bar(row.share, row.reference, of: longest)))</td>\
        <td class="number">\(Figures.share(row.share))</td>\(reference)\
        <td class="number soft">\(Figures.count(row.count))</td></tr>

        """
    }
    return """
      <table class="bars"><caption>\(caption)</caption>
      <thead><tr><th scope="col">value</th><td></td><th scope="col" class="number">share</th>\
      \(Markup.when(compares, "<th scope=\"col\" class=\"number\">reference</th>"))\
      <th scope="col" class="number">rows</th></tr></thead>
      <tbody>
      \(Markup(lines))</tbody></table>
      """
  }

  /// The numbers stand beside it, so that it is left out where a page is read aloud.
  package static func bar(_ share: Double, _ reference: Double? = nil, of whole: Double = 1) -> Markup {
    func width(_ share: Double) -> Double { whole > 0 ? min(max(share / whole, 0), 1) * 100 : 0 }
    // What is there is seen.
    let drawn = share > 0 ? max(width(share), 0.5) : 0
    let outline: Markup =
      reference.map {
        """
        <path class="outline" d="M0 1H\(width($0))V11H0"/>
        """
      } ?? ""
    return """
      <svg class="share" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">\
      <rect class="bar" x="0" y="\(reference == nil ? 2 : 3)" width="\(drawn)" \
      height="\(reference == nil ? 8 : 6)"/>\(outline)</svg>
      """
  }
}
