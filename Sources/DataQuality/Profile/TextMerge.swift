import Tables

/// How often each text occurs in several parts together.
///
/// Drift compares with these counts, so a text is listed only where its count is known: each part lists it, or lists all
/// that it has, or cannot have it more often than a hundredth of what the others say. Mergeable summaries of frequent
/// items (Agarwal et al., "Mergeable Summaries", 2012) keep the others too, each with a count that is too low.
struct TextMerge {
  private(set) var counts: [String: Int] = [:]
  /// How often a text that is not listed may occur.
  private(set) var hidden = 0

  init(_ parts: [(column: DataProfile.Column, values: Int)]) {
    let lists = parts.map { List($0.column, values: $0.values) }
    for list in lists { counts.merge(list.counts) { $0 + $1 } }
    let open = lists.filter { $0.hidden > 0 }
    hidden = open.reduce(0) { $0 + $1.hidden }
    if open.isEmpty { return }
    var known: [String: Int] = [:]
    for (text, count) in counts {
      let unknown = open.reduce(0) { $0 + $1.hidden(text) }
      if 100 * unknown <= count { known[text] = count } else { hidden = max(hidden, count + unknown) }
    }
    counts = known
  }

  /// What a part says of single texts.
  private struct List {
    let counts: [String: Int]
    /// How often it may have a text that it does not list.
    let hidden: Int
    /// Whether its values are no texts, but numbers or moments.
    private let areNumbers: Bool

    init(_ column: DataProfile.Column, values: Int) {
      areNumbers = !column.isText
      if case .categories(let counts, _) = column.distribution, column.isText {
        self.counts = counts
        hidden = column.parts?.hidden ?? values
      } else {
        counts = [:]
        // All of them may be written alike.
        hidden = values
      }
    }

    func hidden(_ text: String) -> Int {
      if counts[text] != nil { return 0 }
      return areNumbers && !Self.isNumberOrMoment(text) ? 0 : hidden
    }

    private static func isNumberOrMoment(_ text: String) -> Bool {
      let bytes = Array(text.utf8)
      return Number.parse(bytes[...]) != nil || MomentText.seconds(bytes.span, 0..<bytes.count) != nil
    }
  }
}
