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
  private struct State {
    var next = 0
    /// Where the next chunk begins.
    var position: Int
    var rows = 0
    var lines: Int
    var merged: Visitor
    var waiting: [Int: VisitedChunk<Visitor>] = [:]
    var failure: Failure?
    var chunks: [ScanPosition] = []
  }

  private let state: Mutex<State>

  /// - Parameters:
  ///   - position: where the first chunk begins, as the source counts.
  ///   - lines: line ends before it.
  ///   - merged: a visitor that saw nothing yet.
  package init(position: Int, lines: Int, merged: Visitor) {
    state = Mutex(State(position: position, lines: lines, merged: merged))
  }

  /// Whether nothing more needs to be looked at, since the pass failed.
  package var isOver: Bool { state.withLock { $0.failure != nil } }

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
      let state = state.withLock { $0 }
      if let failure = state.failure { throw failure }
      return ScanResult(visitor: state.merged, rows: state.rows, chunks: state.chunks)
    }
  }

  package func add(
    _ looked: VisitedChunk<Visitor>, of chunk: Int, again: (_ chunk: Int, _ start: Int) -> VisitedChunk<Visitor>
  ) {
    state.withLock { state in
      state.waiting[chunk] = looked
      while state.failure == nil, var looked = state.waiting.removeValue(forKey: state.next) {
        if looked.start != state.position { looked = again(state.next, state.position) }
        if let problem = looked.problem {
          state.failure = problem(state.lines)
          return
        }
        let before = ScanPosition(start: looked.start, rows: state.rows, lines: state.lines)
        state.chunks.append(before)
        state.merged.merge(looked.visitor, after: before)
        state.rows += looked.rows
        state.lines += looked.lines
        state.position = looked.end
        state.next += 1
      }
    }
  }
}
