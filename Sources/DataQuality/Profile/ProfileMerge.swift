package import Core

/// The profile of a whole, from those of its parts: the same whatever their order. Rows, nulls, extremes, lengths and
/// what the parts list one by one are exact, mean and deviation to a rounding (`Moments`), quantiles as
/// `QuantilePoints` has it, the number of different values as `DistinctSketch` has it.
package struct ProfileMerge: Sendable {
  package struct Part: Sendable {
    /// What messages call it: its file.
    package let name: String
    package let profile: DataProfile

    package init(_ name: String, _ profile: DataProfile) {
      self.name = name
      self.profile = profile
    }
  }

  package let profile: DataProfile
  /// What the merged profile tells less of than its parts did, and why, in sentences.
  package let notes: [String]

  /// - Parameters:
  ///   - parts: at least one.
  ///   - fillsMissing: whether a column that a part does not have counts as null there; else it is an error.
  /// - Throws: `malformedData` where a part does not hold what merging needs, or not the columns of the others.
  package init(_ parts: [Part], fillingMissing fillsMissing: Bool) throws(Failure) {
    for part in parts { try Self.check(part) }
    let names = Self.names(parts)
    if !fillsMissing { try Self.checkColumns(names, of: parts) }
    guard let rows = parts.map(\.profile.rows).sumIfItFits, rows <= 1 << 53 else {
      throw Failure(.malformedData, "the parts have more rows together than can be counted")
    }
    var notes = Self.repeated(parts)
    var columns: [DataProfile.Column] = []
    for name in names {
      let found = parts.map { part in (part, part.profile.column(name)) }
      let merge = ColumnMerge(name, found.map { part, column in (column, rows: part.profile.rows) })
      if let note = Self.note(name, merge.column, found) { notes.append(note) }
      columns.append(merge.column)
    }
    profile = DataProfile(rows: rows, columns: columns)
    self.notes = notes
  }

  private static func check(_ part: Part) throws(Failure) {
    guard let column = part.profile.columns.first(where: { $0.parts == nil && !$0.isRedacted }) else { return }
    throw Failure(
      .malformedData, "column '\(column.name)' does not hold what merging needs, as files of version 1 have it",
      at: Place(file: part.name), hint: "profile the data anew, or merge the profiles that were made since")
  }

  /// In the order of the parts where they agree, else by their place and name.
  private static func names(_ parts: [Part]) -> [String] {
    var places: [String: Int] = [:]
    for part in parts {
      for (place, column) in part.profile.columns.enumerated() {
        places[column.name] = min(places[column.name] ?? place, place)
      }
    }
    return places.sorted {
      $0.value == $1.value ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : $0.value < $1.value
    }.map(\.key)
  }

  private static func checkColumns(_ names: [String], of parts: [Part]) throws(Failure) {
    for part in parts {
      let known = Set(part.profile.columns.map(\.name))
      guard let name = names.first(where: { !known.contains($0) }) else { continue }
      let owner = parts.first { $0.profile.column(name) != nil }?.name ?? "another"
      throw Failure(
        .malformedData, "there is no column '\(name)', which \(owner) has", at: Place(file: part.name),
        hint: "parts of one table have the same columns; --fill-missing counts a missing one as null")
    }
  }

  /// Parts that were named twice would count twice.
  private static func repeated(_ parts: [Part]) -> [String] {
    parts.indices.compactMap { index in
      guard parts[index].profile.rows > 0,
        let first = parts[..<index].first(where: { $0.profile == parts[index].profile })
      else { return nil }
      return "\(first.name) and \(parts[index].name) say the same: if they are of the same data, it counts twice"
    }
  }

  private static func note(
    _ name: String, _ merged: DataProfile.Column, _ found: [(part: Part, column: DataProfile.Column?)]
  ) -> String? {
    let columns = found.compactMap { part, column in column.map { (part: part, column: $0) } }
    if merged.isRedacted, let other = columns.first(where: { !$0.column.isRedacted }) {
      return "column '\(name)' is redacted in other parts than \(other.part.name), and so in the whole"
    }
    let kinds = columns.filter { $0.column.kind != .empty }
    guard let first = kinds.first, let other = kinds.first(where: { $0.column.kindName != first.column.kindName })
    else { return nil }
    let what =
      "column '\(name)' is \(first.column.kindName) in \(first.part.name), \(other.column.kindName) in "
      + "\(other.part.name): \(merged.kindName) in the whole"
    return merged.kind == .text
      ? what + ", of which numbers and dates are counted, but not told one by one" : what
  }
}

extension DataProfile.Column {
  /// `integer`, `date`, `date with time`.
  var kindName: String {
    switch moment {
    case .timestamp: "date with time"
    case .time: "time of day"
    case .date, nil: kind.rawValue
    }
  }
}
