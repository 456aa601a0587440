/// Bytes that are used again and again: for what was read, decompressed or decoded. Aligned to 64 bytes, and with
/// slack behind them, so that kernels may load a whole word at the last byte.
@safe struct Memory: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private(set) var capacity: Int

  static let slack = 64

  init() {
    unsafe base = unsafe Self.allocate(0)
    capacity = 0
  }

  deinit { unsafe base.deallocate() }

  private static func allocate(_ count: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer.allocate(byteCount: count + slack, alignment: 64)
  }

  /// Makes room for `count` bytes, of which the first `kept` stay as they are; the others are undefined.
  mutating func reserve(_ count: Int, keeping kept: Int = 0) {
    if count <= capacity { return }
    let room = count + count / 4
    let grown = unsafe Self.allocate(room)
    if kept > 0 { unsafe grown.copyMemory(from: base, byteCount: kept) }
    unsafe base.deallocate()
    unsafe base = grown
    capacity = room
  }

  func pointer(_ offset: Int) -> UnsafeMutableRawPointer {
    precondition(offset >= 0 && offset <= capacity)
    return unsafe base + offset
  }

  /// What lies there.
  @_lifetime(borrow self)
  func bytes(_ range: Range<Int>) -> RawSpan {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    let span = unsafe RawSpan(_unsafeStart: base + range.lowerBound, byteCount: range.count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// All of it, for kernels: what they may read, their callers have checked.
  var all: RawSpan {
    @_lifetime(borrow self) get { bytes(0..<capacity) }
  }

  /// The first `count` elements of some type, for writing.
  @_lifetime(&self)
  mutating func room<Element: BitwiseCopyable>(for count: Int, of type: Element.Type) -> MutableSpan<Element> {
    reserve(count * MemoryLayout<Element>.stride)
    let span = unsafe MutableSpan<Element>(
      _unsafeStart: base.assumingMemoryBound(to: Element.self), count: count)
    return unsafe _overrideLifetime(span, mutating: &self)
  }

  /// The first `count` elements of some type.
  @_lifetime(borrow self)
  func elements<Element: BitwiseCopyable>(_ count: Int, of type: Element.Type) -> Span<Element> {
    Span<Element>(_bytes: bytes(0..<count * MemoryLayout<Element>.stride))
  }

  /// Copies bytes of another place to `offset`.
  mutating func copy(_ range: Range<Int>, of source: borrowing Memory, to offset: Int) {
    precondition(offset >= 0 && offset + range.count <= capacity)
    precondition(range.lowerBound >= 0 && range.upperBound <= source.capacity)
    unsafe pointer(offset).copyMemory(from: source.pointer(range.lowerBound), byteCount: range.count)
  }

  /// Moves bytes to the front.
  mutating func moveToFront(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    unsafe base.copyMemory(from: base + range.lowerBound, byteCount: range.count)
  }
}
