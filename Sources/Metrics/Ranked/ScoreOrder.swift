/// The order of scores.
enum ScoreOrder {
  /// The places of the scores from the lowest up, equal ones in their own order.
  static func ascending(_ scores: [Double]) -> [UInt32] {
    scores.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] < scores[$1] }.map { UInt32($0) }
  }
}
