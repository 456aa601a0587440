/// The bytes of one column chunk in order, through a window that holds at least what is being looked at.
struct ChunkStream: ~Copyable {
  private let file: OpenFile
  private(set) var window = Memory()
  /// Where in the window what is there and not yet consumed lies.
  private var held = 0..<0
  /// The place in the file of the next byte that is not in the window, and the chunk's end.
  private var next = 0
  private var end = 0

  /// The least that is read at once: large enough to make system calls cheap, small enough to stay in the cache.
  private static let stepSize = 1 << 16
  /// What most page headers fit in.
  private static let headerSize = 1 << 10
  /// A page header with long statistics may take some; none takes more.
  private static let headerLimit = 1 << 24

  init(_ file: OpenFile) { self.file = file }

  /// The place in the file of the next byte.
  var offset: Int { next - held.count }

  /// What is left of the chunk.
  var remaining: Int { end - offset }

  mutating func start(_ range: Range<Int>) {
    held = 0..<0
    next = range.lowerBound
    end = range.upperBound
  }

  /// The next `count` bytes: where they lie in the window, until the next call.
  mutating func take(_ count: Int) throws(Problem) -> Range<Int> {
    try fill(count)
    let range = held.lowerBound..<held.lowerBound + count
    held = range.upperBound..<held.upperBound
    return range
  }

  mutating func takeHeader() throws(Problem) -> PageHeader {
    var wanted = min(remaining, Self.headerSize)
    while true {
      try fill(wanted)
      var reader = ThriftReader(window.bytes(held))
      do throws(Problem) {
        let header = try PageHeader.read(&reader)
        held = held.lowerBound + reader.position..<held.upperBound
        return header
      } catch {
        if error != .truncated || held.count == remaining || held.count > Self.headerLimit { throw error }
        wanted = min(remaining, held.count * 2)
      }
    }
  }

  /// Copies the next `count` bytes to `memory`; those that are not in the window go there at once.
  mutating func take(_ count: Int, into memory: inout Memory, at start: Int) throws(Problem) {
    if count > remaining { throw .truncated }
    let known = min(count, held.count)
    memory.copy(held.lowerBound..<held.lowerBound + known, of: window, to: start)
    held = held.lowerBound + known..<held.upperBound
    try file.read(count - known, at: next, into: &memory, from: start + known)
    next += count - known
  }

  /// Passes over the next `count` bytes; those that are not in the window are not read.
  mutating func skip(_ count: Int) throws(Problem) {
    if count > remaining { throw .truncated }
    let known = min(count, held.count)
    held = held.lowerBound + known..<held.upperBound
    next += count - known
  }

  private mutating func fill(_ count: Int) throws(Problem) {
    if held.count >= count { return }
    if count > remaining { throw .truncated }
    // With the page comes the header of the next, so that reading costs one system call a page.
    let size = min(max(count + Self.headerSize, Self.stepSize), remaining)
    window.moveToFront(held)
    held = 0..<held.count
    window.reserve(size, keeping: held.count)
    let missing = size - held.count
    try file.read(missing, at: next, into: &window, from: held.count)
    next += missing
    held = 0..<size
  }
}
