import Tables

extension LogicalType {
  /// The narrowest type that all values have; `string` when there is no other.
  init(fitting values: some Collection<ArraySlice<UInt8>>) {
    let types: [LogicalType] = [.integer, .number, .boolean] + DatePattern.known
    self = types.first { type in values.allSatisfy { type.accepts($0) && !type.wouldSpoil($0) } } ?? .string
    // 03/04 is a day in March or in April: where both readings fit all values, neither is known to be right.
    if self == .date(.american), values.allSatisfy({ DatePattern.british.parse($0) != nil }) { self = .string }
  }

  /// Whether the cell's digits are a code, such as `00501` or `+4930`, which a number would not keep.
  private func wouldSpoil(_ cell: ArraySlice<UInt8>) -> Bool {
    guard self == .integer || self == .number, let first = cell.first else { return false }
    if first == UInt8(ascii: "+") { return true }
    let digits = first == UInt8(ascii: "-") ? cell.dropFirst() : cell
    return digits.first == UInt8(ascii: "0") && (digits.dropFirst().first.map { (48...57).contains($0) } ?? false)
  }
}

extension DatePattern {
  fileprivate static let american = named("MM/dd/yyyy")
  fileprivate static let british = named("dd/MM/yyyy")

  /// The shapes that dates and times are tried for, the commonest first.
  fileprivate static let known: [LogicalType] = {
    var types: [LogicalType] = [
      .date(.date), .date(named("yyyy/MM/dd")), .date(named("dd.MM.yyyy")), .date(american), .date(british),
      .time(.time), .time(named("HH:mm")),
    ]
    for separator in ["'T'", " "] {
      for clock in ["HH:mm:ss", "HH:mm", "HH:mm:ss.SSS", "HH:mm:ss.SSSSSS", "HH:mm:ss.SSSSSSSSS"] {
        for zone in ["", "X"] { types.append(.timestamp(named("yyyy-MM-dd\(separator)\(clock)\(zone)"))) }
      }
    }
    return types
  }()

  private static func named(_ text: String) -> DatePattern { DatePattern(text) ?? .date }
}
