import CScan
package import Core
import Synchronization

/// What one chunk holds.
package struct VisitedChunk<Visitor: ChunkVisitor>: Sendable {
  /// Where it begins, as its source counts, and where the chunk after it does.
  package let start: Int
  package var end: Int
  package var rows = 0
  /// Line ends.
  package var lines = 0
  package var visitor: Visitor
  /// Why it could not be read to its end: the error, when the number of lines before the chunk is known.
  package var problem: (@Sendable (_ lines: Int) -> Failure)?

  package init(start: Int, end: Int, visitor: Visitor) {
    self.start = start
    self.end = end
    self.visitor = visitor
  }
}

/// One pass over a table: its chunks are looked at on several threads, and put together in the order of the table.
package final class ChunkPass<Visitor: ChunkVisitor>: Sendable {
  private struct Merged {
    var next = 0
    /// Where the next chunk begins.
    var position: Int
    var rows = 0
    var lines: Int
    var visitor: Visitor
    var failure: Failure?
    var chunks: [ScanPosition] = []
  }

  /// Held by the one thread that puts chunks together; the others hand theirs over and go on, as long as not too many wait.
  private let merged: Mutex<Merged>
  /// A chunk that comes to more than these waits until they are put together.
  private let mostWaiting = 2 * Parallel.processors
  private let waiting = Mutex<[Int: VisitedChunk<Visitor>]>([:])
  private let hasFailed = Atomic<Bool>(false)

  /// - Parameters:
  ///   - position: where the first chunk begins, as the source counts.
  ///   - lines: line ends before it.
  ///   - merged: a visitor that saw nothing yet.
  package init(position: Int, lines: Int, merged: Visitor) {
    self.merged = Mutex(Merged(position: position, lines: lines, visitor: merged))
  }

  /// Whether nothing more needs to be looked at, since the pass failed.
  package var isOver: Bool { hasFailed.load(ordering: .relaxed) }

  /// Looks at every chunk.
  ///
  /// - Parameters:
  ///   - look: at the chunk of that number.
  ///   - again: at a chunk that begins elsewhere than it was thought to: a line end within quotes misleads whoever
  ///     starts in the middle of a file.
  package func run(
    chunks count: Int, threads: Int, look: @escaping @Sendable (_ chunk: Int) -> VisitedChunk<Visitor>,
    again: @escaping @Sendable (_ chunk: Int, _ start: Int) -> VisitedChunk<Visitor>
  ) throws(Failure) -> ScanResult<Visitor> {
    let next = Atomic<Int>(0)
    cscan_keep_memory()
    Parallel.run(threads: max(1, min(threads, count))) {
      while true {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if chunk >= count || self.isOver { return }
        self.add(look(chunk), of: chunk, again: again)
      }
    }
    return try result
  }

  /// Everything that was looked at.
  package var result: ScanResult<Visitor> {
    get throws(Failure) {
      let merged = merged.withLock { $0 }
      if let failure = merged.failure { throw failure }
      return ScanResult(visitor: merged.visitor, rows: merged.rows, chunks: merged.chunks)
    }
  }

  package func add(
    _ looked: VisitedChunk<Visitor>, of chunk: Int, again: (_ chunk: Int, _ start: Int) -> VisitedChunk<Visitor>
  ) {
    let isFull = waiting.withLock { waiting in
      waiting[chunk] = looked
      return waiting.count > mostWaiting
    }
    // Where putting together takes longer than looking, what was looked at would fill the memory.
    if isFull {
      merged.withLock { mergeWaiting(&$0, again) }
    }
    while true {
      let next = merged.withLockIfAvailable { merged in
        mergeWaiting(&merged, again)
        return merged.next
      }
      // Whoever holds it looks once more after letting go: a chunk may have come in between.
      guard let next, !isOver, waiting.withLock({ $0[next] != nil }) else { return }
    }
  }

  private func mergeWaiting(
    _ merged: inout Merged, _ again: (_ chunk: Int, _ start: Int) -> VisitedChunk<Visitor>
  ) {
    while !isOver, let looked = waiting.withLock({ $0.removeValue(forKey: merged.next) }) {
      merge(looked, &merged, again)
    }
  }

  private func merge(
    _ looked: consuming VisitedChunk<Visitor>, _ merged: inout Merged,
    _ again: (_ chunk: Int, _ start: Int) -> VisitedChunk<Visitor>
  ) {
    if looked.start != merged.position { looked = again(merged.next, merged.position) }
    if let problem = looked.problem {
      merged.failure = problem(merged.lines)
      hasFailed.store(true, ordering: .relaxed)
      return
    }
    let before = ScanPosition(start: looked.start, rows: merged.rows, lines: merged.lines)
    merged.chunks.append(before)
    merged.visitor.merge(looked.visitor, after: before)
    merged.rows += looked.rows
    merged.lines += looked.lines
    merged.position = looked.end
    merged.next += 1
  }
}
