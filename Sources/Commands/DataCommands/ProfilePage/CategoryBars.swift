import DataQuality
import Reporting

/// A column's commonest values as bars, beside the reference's where there is one.
struct CategoryBars {
  let column: DataProfile.Column
  let reference: DataProfile.Column?

  private static let limit = 10

  /// Nil where single values say nothing.
  var markup: Markup? {
    guard !column.isRedacted, !column.isNearlyUnique, column.values > 0, let found = column.categories else {
      return nil
    }
    let reference = reference.flatMap { $0.categories == nil || $0.values == 0 || $0.isRedacted ? nil : $0 }
    let known = reference?.categories?.counts ?? [:]
    let total = Double(column.values)
    let referenceTotal = Double(reference?.values ?? 1)
    func share(_ name: String) -> Double { Double(found.counts[name] ?? 0) / total }
    func referenceShare(_ name: String) -> Double { Double(known[name] ?? 0) / referenceTotal }
    // What was common in the reference is shown too: it may be what is gone.
    let names = Set(found.counts.keys).union(known.keys).sorted { a, b in
      (max(share(b), referenceShare(b)), a) < (max(share(a), referenceShare(a)), b)
    }
    let shown = Array(names.prefix(Self.limit))
    let ordered = column.bySize(shown) ?? shown.sorted { (share($1), $0) < (share($0), $1) }
    var rows = ordered.map { name in
      ShareBars.Row(
        DataProfile.Column.label(name), count: found.counts[name] ?? 0, share: share(name),
        reference: reference.map { _ in referenceShare(name) })
    }
    let rest = column.values - shown.reduce(0) { $0 + (found.counts[$1] ?? 0) }
    let referenceRest = reference.map { _ in max(1 - shown.reduce(0) { $0 + referenceShare($1) }, 0) }
    if rest > 0 || shown.count < names.count || (reference?.categories?.other ?? 0) > 0 {
      rows.append(
        ShareBars.Row(
          "<i class=\"soft\">all others</i>", count: rest, share: Double(rest) / total,
          reference: referenceRest, isRest: true))
    }
    let caption: Markup = names.count > shown.count || found.other > 0 ? "the commonest values" : "all values"
    return ShareBars(rows, caption: caption).table
  }
}
