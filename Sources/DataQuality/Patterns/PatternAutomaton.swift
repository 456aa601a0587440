import Scan

/// A simple pattern as a deterministic automaton, which looks at each byte once.
///
/// Each byte has a word that says for each state the next one, in 6 bits: the state is by how many bits the word is
/// shifted, so that a step takes an instruction. What has more states is for PCRE2, which then is as fast.
package struct PatternAutomaton: Sendable {
  private let steps: [UInt64]
  /// A bit for each state, as it is shifted by.
  private let found: UInt64
  private let foundAtLineEnd: UInt64

  private static let mostStates = 10

  /// Nil where the pattern is not simple, or too much.
  package init?(_ pattern: String) {
    guard RegularExpression.endsLinesAsUsual, let simple = SimplePattern(pattern), let states = PatternStates(simple)
    else { return nil }
    guard states.count <= Self.mostStates else { return nil }
    var steps = [UInt64](repeating: 0, count: 256)
    for byte in 0..<128 {
      for state in 0..<states.count { steps[byte] |= UInt64(6 * states.next[state][byte]) << UInt64(6 * state) }
    }
    self.steps = steps
    found = states.ends.indices.reduce(0) { states.ends[$1].found ? $0 | 1 << UInt64(6 * $1) : $0 }
    foundAtLineEnd = states.ends.indices.reduce(0) { states.ends[$1].atLineEnd ? $0 | 1 << UInt64(6 * $1) : $0 }
  }

  /// Whether the pattern is found in a part of some bytes; nil where these are not all ASCII.
  ///
  /// By itself: the loops that call it are too large for all of it to become part of them.
  @inline(never)
  package func search(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool? {
    let steps = steps.span
    var state: UInt64 = 0
    var before: UInt64 = 0
    var all: UInt8 = 0
    for index in range {
      let byte = unsafe bytes[unchecked: index]
      all |= byte
      before = state
      state = unsafe steps[unchecked: Int(byte)] &>> state
    }
    if all >= 0x80 { return nil }
    if ((found | foundAtLineEnd) &>> state) & 1 == 1 { return true }
    guard let last = range.last, unsafe bytes[unchecked: last] == UInt8(ascii: "\n") else { return false }
    return (foundAtLineEnd &>> before) & 1 == 1
  }
}
