import Core
package import DataQuality
package import Reporting

/// A profile to read: what the data set is like as a whole, a line for each column, and a card for each.
package struct ProfilePage: Sendable {
  let name: String
  let profile: DataProfile
  let reference: ReferenceComparison?

  /// - Parameter name: the file's.
  package init(_ name: String, _ profile: DataProfile, reference: ReferenceComparison? = nil) {
    self.name = name
    self.profile = profile
    self.reference = reference
  }

  /// Beyond so many columns nobody scrolls through all cards.
  private static let open = 50

  package var page: HTMLPage {
    let isFolded = profile.columns.count > Self.open
    let cards = profile.columns.enumerated().map { index, column in
      ColumnCard(column: column, number: index + 1, reference: reference, isFolded: isFolded).markup
    }
    return HTMLPage(
      title: "profile of \(name)", style: ChartStyle.charts + Self.style, script: Self.script,
      body: """
        <header>
        <p class="soft small">profile of <bdi>\(name, upTo: 300)</bdi></p>
        <h1><bdi>\(Path.name(name), upTo: 200)</bdi></h1>
        \(facts)</header>
        <main>
        \(comparison)<h2>Overview</h2>
        \(ProfileOverview(profile: profile, reference: reference).markup)<h2>Columns</h2>
        <div class="cards">
        \(Markup(cards))</div>
        </main>

        """)
  }

  private var facts: Markup {
    let columns = profile.columns
    var facts: [(name: Markup, value: Int)] = [
      ("rows", profile.rows), ("columns", columns.count),
      ("columns with nulls", columns.count { $0.nulls > 0 && $0.kind != .empty }),
      ("without any value", columns.count { $0.kind == .empty }),
      ("with one value only", columns.count(where: \.isConstant)),
    ]
    if let reference {
      facts.append(("moved away from the reference", columns.count { reference.drift(of: $0.name).hasMoved }))
    }
    let items = facts.map { fact -> Markup in
      "<div><dd>\(Figures.count(fact.value))</dd><dt>\(fact.name)</dt></div>\n"
    }
    return "<dl class=\"facts\">\n\(Markup(items))</dl>\n"
  }

  // MARK: Reference

  private var comparison: Markup {
    guard let reference else { return "" }
    let states = profile.columns.map { reference.drift(of: $0.name).state }
    var counts = (moved: 0, within: 0, leftOut: 0, undecided: 0)
    for state in states {
      switch state {
      case .moved: counts.moved += 1
      case .within: counts.within += 1
      case .leftOut: counts.leftOut += 1
      case .undecided: counts.undecided += 1
      }
    }
    let moved = profile.columns.enumerated().filter { reference.drift(of: $0.element.name).hasMoved }
    let links = moved.prefix(20).map { index, column -> Markup in
      "<a href=\"#c\(index + 1)\"><bdi>\(column.name, upTo: 80)</bdi></a>"
    }
    let named: Markup = links.isEmpty ? "" : ": \(Markup(links, separator: ", "))"
    let more = moved.count > links.count ? " and \(Figures.count(moved.count - links.count)) more" : ""
    let others = [
      (counts.within, "stayed within the limits"), (counts.leftOut, "left out, since the values identify rows"),
      (counts.undecided, "not measured"),
    ].filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.1)" }
    let missing = reference.missing(from: profile)
    let gone = missing.prefix(20).map { name -> Markup in "<bdi>\(name, upTo: 80)</bdi>" }
    let goneMore = missing.count > gone.count ? " and \(Figures.count(missing.count - gone.count)) more" : ""
    return """
      <h2>Beside the reference</h2>
      <p><bdi>\(reference.name, upTo: 300)</bdi>, <span class="soft">\(Figures.count(reference.reference.rows)) rows, \
      \(Figures.count(reference.reference.columns.count)) columns.</span></p>
      <p><b>\(Figures.count(counts.moved)) of \(Figures.count(states.count)) columns moved</b>\(named)\(more).
      \(others.isEmpty ? "" : others.joined(separator: "; ") + ".")</p>
      \(Markup.when(
        !gone.isEmpty,
        "<p>Columns that only the reference has: \(Markup(gone, separator: ", "))\(goneMore).</p>\n"))
      """
  }
}
