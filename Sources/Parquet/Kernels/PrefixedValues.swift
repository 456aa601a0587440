/// DELTA_BYTE_ARRAY: each value is the beginning of the one before it and bytes of its own.
enum PrefixedValues {
  /// The bytes of all values together.
  ///
  /// - Parameters:
  ///   - first: the length of the value before the first one.
  ///   - available: the bytes that are there for suffixes.
  static func size(
    _ count: Int, prefixes: borrowing Memory, suffixes: borrowing Memory, first: Int, available: Int
  ) throws(Problem) -> Int {
    let prefixes = prefixes.elements(count, of: Int32.self)
    let suffixes = suffixes.elements(count, of: Int32.self)
    var (total, own, last) = (0, 0, first)
    for index in prefixes.indices {
      let (prefix, suffix) = (Int(prefixes[index]), Int(suffixes[index]))
      if prefix < 0 || suffix < 0 || prefix > last { throw .damaged("a value shares more than the one before it has") }
      own += suffix
      if own > available { throw .damaged("the values end too early") }
      last = prefix + suffix
      total += last
    }
    return total
  }

  /// Puts the values together behind the one before them, whose `first` bytes lie at the front of `text`.
  ///
  /// - Returns: where in the page the next suffix starts.
  static func join(
    _ count: Int, prefixes: borrowing Memory, suffixes: borrowing Memory, _ page: borrowing Memory, from data: Int,
    first: Int, into text: inout Memory, _ ranges: inout Memory
  ) -> Int {
    let prefixes = prefixes.elements(count, of: Int32.self)
    let suffixes = suffixes.elements(count, of: Int32.self)
    var output = ranges.room(for: count, of: ByteRange.self)
    var (source, last, target) = (data, 0, first)
    let room = text.capacity
    let base = unsafe text.pointer(0)
    for index in prefixes.indices {
      let (prefix, suffix) = (Int(prefixes[index]), Int(suffixes[index]))
      precondition(target + prefix + suffix <= room && source + suffix <= page.capacity)
      unsafe (base + target).copyMemory(from: base + last, byteCount: prefix)
      unsafe (base + target + prefix).copyMemory(from: page.pointer(source), byteCount: suffix)
      output[index] = ByteRange(target, prefix + suffix)
      last = target
      target += prefix + suffix
      source += suffix
    }
    return source
  }

  static func check(_ count: Int, of memory: borrowing Memory, width: Int) throws(Problem) {
    let ranges = memory.elements(count, of: ByteRange.self)
    for index in ranges.indices where Int(ranges[index].count) != width {
      throw .damaged("a value has \(ranges[index].count) bytes and not \(width)")
    }
  }
}
