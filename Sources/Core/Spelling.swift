/// Suggestions for a misspelt name.
package enum Spelling {
  /// The known name nearest to `word` by edit distance, if it is near enough to be what was meant: at most a third
  /// of the longer name's letters differ, or one name contains the other.
  package static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let lowered = word.lowercased()
    var best: (name: String, distance: Int)?
    for name in known {
      let distance = editDistance(Array(lowered.unicodeScalars), Array(name.lowercased().unicodeScalars))
      let allowed = max(1, max(lowered.count, name.count) / 3)
      let near = distance <= allowed || (lowered.count >= 3 && name.contains(lowered))
      if near, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// Levenshtein's distance with transpositions of neighbours counted once (optimal string alignment).
  private static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var distance = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { distance = min(distance, beforeLast[j - 2] + 1) }
        row.append(distance)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
