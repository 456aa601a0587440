/// A condition that a text of some shape names a moment that there is: no shape knows how many days a month has.
enum TimestampText {
  /// Unknown of a null, as for all else that is no value.
  ///
  /// - Parameter shape: a pattern without quotation marks.
  static func condition(_ name: String, shape: String) -> String {
    let column = ConditionText.column(name)
    return "matches(\(column), '\(shape)') AND timestamp(\(column)) = timestamp(\(column))"
  }
}
