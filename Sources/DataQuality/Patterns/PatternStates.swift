/// The states of a simple pattern's automaton: sets of places in the pattern (Rabin and Scott, "Finite Automata and Their
/// Decision Problems", 1959), of which those that nothing tells apart are one (Moore, "Gedanken-Experiments on Sequential
/// Machines", 1956).
struct PatternStates {
  /// Whether a text that ends in the state has the pattern, and whether it does where a line end may be left out.
  struct End: Hashable {
    var found = false
    var atLineEnd = false
  }

  /// The first state comes first; by state, then by byte.
  private(set) var next: [[Int]] = []
  private(set) var ends: [End] = []
  var count: Int { next.count }

  private static let mostPlaces = 400
  private static let mostSets = 64

  /// Nil where there are too many.
  init?(_ pattern: SimplePattern) {
    var places = Places()
    for alternative in pattern.alternatives {
      guard places.add(alternative, limit: Self.mostPlaces) else { return nil }
    }
    var known: [Set<Int>: Int] = [:]
    var sets = [places.closure(of: places.starts)]
    known[sets[0]] = 0
    var index = 0
    while index < sets.count {
      var row: [Int] = []
      for byte in UInt8(0)..<128 {
        let after = places.after(sets[index], byte)
        if known[after] == nil {
          if sets.count == Self.mostSets { return nil }
          known[after] = sets.count
          sets.append(after)
        }
        row.append(known[after] ?? 0)
      }
      next.append(row)
      ends.append(places.end(of: sets[index]))
      index += 1
    }
    merge()
  }

  /// Has states that nothing tells apart be one.
  private mutating func merge() {
    var classes = Self.numbers(ends)
    while true {
      let finer = Self.numbers(next.indices.map { state in [classes[state]] + next[state].map { classes[$0] } })
      if finer.max() == classes.max() { break }
      classes = finer
    }
    let firsts = (0...(classes.max() ?? 0)).compactMap { classes.firstIndex(of: $0) }
    next = firsts.map { first in next[first].map { classes[$0] } }
    ends = firsts.map { ends[$0] }
  }

  /// For each key the number of the first one that equals it, counting different ones.
  private static func numbers<Key: Hashable>(_ keys: [Key]) -> [Int] {
    var known: [Key: Int] = [:]
    return keys.map { key in
      let number = known[key] ?? known.count
      known[key] = number
      return number
    }
  }
}

/// The places of a pattern (Thompson, "Regular Expression Search Algorithm", 1968).
private struct Places {
  private enum Place {
    case byte(ByteSet, next: Int)
    case either([Int])
    case end(SimplePattern.End)
  }

  private var places: [Place] = []
  private(set) var starts: Set<Int> = []
  /// Where the pattern may begin behind any byte.
  private var openStarts: Set<Int> = []

  /// - Returns: false when there are too many.
  mutating func add(_ alternative: SimplePattern.Alternative, limit: Int) -> Bool {
    let end = append(.end(alternative.end))
    guard let start = add(alternative.node, before: end, limit) else { return false }
    starts.insert(start)
    if !alternative.isAtStart { openStarts.insert(start) }
    return true
  }

  private mutating func append(_ place: Place) -> Int {
    places.append(place)
    return places.count - 1
  }

  /// - Returns: where the node begins.
  private mutating func add(_ node: SimplePattern.Node, before next: Int, _ limit: Int) -> Int? {
    if places.count > limit { return nil }
    switch node {
    case .byte(let set): return append(.byte(set, next: next))
    case .sequence(let nodes):
      var start = next
      for node in nodes.reversed() {
        guard let before = add(node, before: start, limit) else { return nil }
        start = before
      }
      return start
    case .choice(let nodes):
      var starts: [Int] = []
      for node in nodes {
        guard let start = add(node, before: next, limit) else { return nil }
        starts.append(start)
      }
      return append(.either(starts))
    case .repeated(let node, let least, let most):
      var start = next
      if let most {
        for _ in least..<most {
          guard let once = add(node, before: start, limit) else { return nil }
          start = append(.either([once, next]))
        }
      } else {
        let loop = append(.either([next]))
        guard let once = add(node, before: loop, limit) else { return nil }
        places[loop] = .either([once, next])
        start = loop
      }
      for _ in 0..<least {
        guard let once = add(node, before: start, limit) else { return nil }
        start = once
      }
      return start
    }
  }

  func closure(of starts: Set<Int>) -> Set<Int> {
    var found = starts
    var open = Array(starts)
    while let place = open.popLast() {
      guard case .either(let nexts) = places[place] else { continue }
      for next in nexts where found.insert(next).inserted { open.append(next) }
    }
    // Once found, whatever follows.
    let isFound = found.contains { if case .end(.open) = places[$0] { true } else { false } }
    return isFound ? [Self.foundForGood] : found
  }

  private static let foundForGood = -1

  func after(_ set: Set<Int>, _ byte: UInt8) -> Set<Int> {
    if set.contains(Self.foundForGood) { return set }
    var nexts = openStarts
    for place in set { if case .byte(let bytes, let next) = places[place], bytes.contains(byte) { nexts.insert(next) } }
    return closure(of: nexts)
  }

  func end(of set: Set<Int>) -> PatternStates.End {
    var end = PatternStates.End()
    for place in set {
      if place == Self.foundForGood {
        end.found = true
      } else if case .end(let kind) = places[place] {
        if kind == .strict { end.found = true } else { end.atLineEnd = true }
      }
    }
    return end
  }
}
