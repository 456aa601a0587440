import Synchronization

/// What one chunk holds.
struct VisitedChunk<Visitor: ChunkVisitor>: Sendable {
  let start: Int
  /// The first byte after its last row.
  var end: Int
  var rows = 0
  var lines = 0
  var visitor: Visitor
  var problem: ScanProblem?
}

/// Why a chunk could not be read to its end.
enum ScanProblem: Sendable {
  case notCSV(CSVTokenizer.Problem)
  case notUTF8(offset: Int, byte: UInt8, line: Int)
}

/// The visitors of all chunks, put together in the order of the file.
final class ChunkMerger<Visitor: ChunkVisitor>: Sendable {
  struct State {
    var next = 0
    /// Where the next chunk's first row begins.
    var position: Int
    var rows = 0
    var lines: Int
    var merged: Visitor
    var waiting: [Int: VisitedChunk<Visitor>] = [:]
    var problem: ScanProblem?
    var chunks: [ScanPosition] = []
  }

  private let state: Mutex<State>

  init(position: Int, lines: Int, merged: Visitor) {
    state = Mutex(State(position: position, lines: lines, merged: merged))
  }

  var isOver: Bool { state.withLock { $0.problem != nil } }
  var result: State { state.withLock { $0 } }

  /// - Parameter again: looks at a chunk whose first row was not where it was thought to be: a line end within quotes
  ///   misleads whoever starts in the middle of a file.
  func add(_ looked: VisitedChunk<Visitor>, of chunk: Int, again: (_ chunk: Int, _ start: Int) -> VisitedChunk<Visitor>)
  {
    state.withLock { state in
      state.waiting[chunk] = looked
      while state.problem == nil, var looked = state.waiting.removeValue(forKey: state.next) {
        if looked.start != state.position { looked = again(state.next, state.position) }
        if let problem = looked.problem {
          state.problem = problem
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
