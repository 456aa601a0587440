import Synchronization

/// Rankings of the same rows, each sorted once for all the metrics that need it.
final class RankingCache: Sendable {
  enum Key: Hashable {
    case scores
    /// One class, or one label, against the others.
    case column(Int)
    /// All columns together.
    case columns
  }

  private let kept = Mutex<[Key: RankedRows]>([:])

  func ranking(_ key: Key, _ make: () -> RankedRows) -> RankedRows {
    kept.withLock { kept in
      if let ranking = kept[key] { return ranking }
      let ranking = make()
      kept[key] = ranking
      return ranking
    }
  }
}
