import DataQuality
import Reporting

/// Which values came and which went.
struct CategoryChanges {
  let column: DataProfile.Column
  let reference: DataProfile.Column?

  private static let limit = 20

  var markup: Markup {
    guard let reference, let now = column.categories, let before = reference.categories, !column.isNearlyUnique,
      !column.isRedacted, !reference.isRedacted
    else { return "" }
    return list("New here", column, absentIn: before) + list("Gone", reference, absentIn: now)
  }

  private func list(
    _ title: Markup, _ column: DataProfile.Column, absentIn other: (counts: [String: Int], other: Int)
  ) -> Markup {
    let names = column.ranked.filter { other.counts[$0.name] == nil }
    guard !names.isEmpty else { return "" }
    let shown = names.prefix(Self.limit).map { value -> Markup in
      "\(DataProfile.Column.label(value.name))\u{A0}<span class=\"soft\">(\(Figures.count(value.count)))</span>"
    }
    let more = names.count > shown.count ? " and \(Figures.count(names.count - shown.count)) more" : ""
    // A profile lists the commonest values alone, so a rare one may only seem to be absent.
    let doubt = other.other > 0 ? ", or too rare to be listed on the other side" : ""
    return "<p class=\"small\">\(title)\(doubt): \(Markup(shown, separator: ", "))\(more)</p>\n"
  }
}
