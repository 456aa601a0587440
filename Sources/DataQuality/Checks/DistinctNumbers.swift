import Scan

/// Different numbers, each once, however many: 8 bytes apiece in memory. Past a bound they are written elsewhere as sorted
/// runs, which are merged when all are there.
struct DistinctNumbers: Sendable {
  private let scratch: ScratchSpace?
  private var recent: [Double] = []
  /// So many of these, the first ones, are sorted and each there once.
  private var sorted = 0
  /// Each sorted, as the bits of its numbers.
  private var runs: [ScratchWords] = []

  /// - Parameter scratch: nil keeps everything in memory.
  init(_ scratch: ScratchSpace?) { self.scratch = scratch }

  /// - Parameter more: none of them NaN.
  mutating func insert(_ more: [Double]) {
    recent += more
    // Whenever they have doubled: so each is sorted but a few times.
    if recent.count > 2 * sorted + (1 << 16) { tidy() }
  }

  /// Takes over others, and writes what is too much.
  mutating func append(_ next: DistinctNumbers) {
    runs += next.runs
    insert(next.recent)
    guard let scratch, 8 * recent.count > scratch.limit else { return }
    if sorted < recent.count { tidy() }
    // Less than half is left for what comes: that would soon be too much again.
    if 16 * recent.count > scratch.limit {
      var run = ScratchWords(recent.map(\.bitPattern))
      run.write(to: scratch)
      runs.append(run)
      (recent, sorted) = ([], 0)
    }
  }

  private mutating func tidy() {
    recent.sort()
    var kept = 0
    for index in recent.indices where kept == 0 || recent[index] != recent[kept - 1] {
      recent[kept] = recent[index]
      kept += 1
    }
    recent.removeLast(recent.count - kept)
    sorted = kept
  }

  /// Looks at all of them in ascending order; those that came several times may be looked at as often.
  ///
  /// - Returns: whether they all could be read back.
  func forEachAscending(_ body: (Double) -> Void) -> Bool {
    var last = self
    last.tidy()
    if runs.isEmpty {
      for value in last.recent { body(value) }
      return true
    }
    let all = runs + [ScratchWords(last.recent.map(\.bitPattern))]
    // Of all runs at once not more than an eighth of what may be in memory, but enough that a call is worth it.
    let block = max(512, min(1 << 15, (scratch?.limit ?? 0) / 64 / all.count))
    var merge = RunMerge(all.map { RunReader($0, block: block) })
    while let value = merge.next() { body(value) }
    return !merge.hasFailed
  }
}

/// One run, read block by block.
private struct RunReader {
  private let words: ScratchWords
  private let block: Int
  private var buffer: [UInt64] = []
  private var values: [Double] = []
  private var index = 0
  private var read = 0
  private(set) var hasFailed = false
  /// The number that comes next; nil at the end.
  private(set) var head: Double?

  init(_ words: ScratchWords, block: Int) {
    self.words = words
    self.block = block
    advance()
  }

  mutating func advance() {
    if index == values.count {
      let range = read..<min(words.count, read + block)
      values.removeAll(keepingCapacity: true)
      index = 0
      read = range.upperBound
      var values = values
      self.values = []
      let isRead = words.read(range, &buffer) { words in
        for place in words.indices { values.append(Double(bitPattern: words[place])) }
      }
      self.values = values
      hasFailed = hasFailed || !isRead
    }
    head = index < values.count ? values[index] : nil
    index += 1
  }
}

/// Several runs as one: a heap of them by the number that comes next.
private struct RunMerge {
  private var heap: [RunReader]
  private(set) var hasFailed: Bool

  init(_ runs: [RunReader]) {
    hasFailed = runs.contains(where: \.hasFailed)
    heap = runs.filter { $0.head != nil }
    for place in (0..<heap.count / 2).reversed() { sink(place) }
  }

  /// Nil at the end, and where one could not be read.
  mutating func next() -> Double? {
    guard !hasFailed, let value = heap.first?.head else { return nil }
    heap[0].advance()
    if heap[0].hasFailed { hasFailed = true }
    if heap[0].head == nil {
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
    }
    sink(0)
    return value
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while 2 * place + 1 < heap.count {
      var least = 2 * place + 1
      if least + 1 < heap.count, isLess(least + 1, least) { least += 1 }
      if !isLess(least, place) { return }
      heap.swapAt(place, least)
      place = least
    }
  }

  private func isLess(_ first: Int, _ second: Int) -> Bool {
    guard let first = heap[first].head, let second = heap[second].head else { return false }
    return first < second
  }
}
