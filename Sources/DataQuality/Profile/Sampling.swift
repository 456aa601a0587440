/// How densely a chunk's values are sampled for what is an estimate anyway. A table that goes on and on is known well
/// enough from fewer of its later rows, each of which stands for more: which chunks those are depends on the table
/// alone, never on who looks at it.
struct Sampling: Sendable {
  /// Of 2^this numbers one is drawn for the quantiles.
  let numbers: Int
  /// Of so many rows one is counted, for the commonest among too many texts to count each.
  let texts: Int

  /// Of what begins a table.
  static let dense = Sampling(numbers: 3, texts: 16)
  private static let sparse = Sampling(numbers: 5, texts: 64)
  private static let sparser = Sampling(numbers: 6, texts: 64)

  /// - Parameter chunk: its number, counted from 0.
  static func of(chunk: Int) -> Sampling { chunk < 64 ? .dense : chunk < 128 ? .sparse : .sparser }
}
