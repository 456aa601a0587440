/// The dictionary of a column chunk.
struct ColumnDictionary: ~Copyable {
  var memory = Memory()
  var ranges = Memory()
  private(set) var count = 0
  private(set) var size = 0
  /// Whether the chunk has one.
  private(set) var isPresent = false

  mutating func forget() {
    isPresent = false
    count = 0
    size = 0
  }

  /// Takes over what was decompressed to `memory`.
  mutating func index(size: Int, count: Int, type: PhysicalType, width: Int) throws(Problem) {
    switch type {
    case .boolean: throw .damaged("Booleans have no dictionary")
    case .byteArray:
      // Each takes at least its length, so this bounds the memory.
      if count > size / 4 { throw .damaged("the dictionary has fewer entries than it says") }
      _ = try ByteRanges.plain(count, memory, in: 0..<size, into: &ranges)
    default:
      if count > size / width { throw .damaged("the dictionary has fewer entries than it says") }
      if type.form == .bytes { ByteRanges.fixed(count, width: width, from: 0, into: &ranges) }
    }
    self.count = count
    self.size = type.form == .bytes ? size : count * width
    isPresent = true
  }

  @_lifetime(borrow self)
  func values(_ type: PhysicalType) -> ColumnValues {
    ColumnValues(
      form: type.form, count: count, fixed: memory.bytes(0..<size),
      byteRanges: ranges.elements(type.form == .bytes ? count : 0, of: ByteRange.self))
  }
}
