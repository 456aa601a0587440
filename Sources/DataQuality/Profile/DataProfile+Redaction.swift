extension DataProfile {
  /// Without any value of some columns: how many there are, of what kind and how many different ones, no more. Hashes of
  /// values go too, since who guesses a value could look whether it is there.
  package func redacting(_ names: Set<String>) -> DataProfile {
    if names.isEmpty { return self }
    var profile = self
    for (index, column) in columns.enumerated() where names.contains(column.name) {
      profile.columns[index] = column.redacted(values: max(0, rows - column.nulls))
    }
    return profile
  }

  /// The columns of which no value is told.
  package var redactedColumns: Set<String> { Set(columns.filter(\.isRedacted).map(\.name)) }
}

extension DataProfile.Column {
  /// - Parameter values: how many it has.
  func redacted(values: Int) -> DataProfile.Column {
    if kind == .unreadable || kind == .empty { return self }
    var column = self
    column.isRedacted = true
    column.numbers = nil
    (column.minimumLength, column.maximumLength) = (nil, nil)
    column.distribution = .categories([:], other: values)
    column.parts = nil
    return column
  }
}
