import Synchronization

/// The columns whose single values are not counted any more, since there were too many: what a chunk counted of them
/// would be thrown away, so the chunks that are looked at later need not begin.
final class FullColumns: Sendable {
  private let state = Mutex<Set<Int>>([])

  var columns: Set<Int> { state.withLock { $0 } }
  func insert(_ column: Int) { state.withLock { _ = $0.insert(column) } }
}
