extension ColumnReader {
  /// Reads pages up to the next one with data; the dictionary's on the way.
  mutating func loadPage() throws(Problem) {
    var none = 0
    try loadPage(unlessWithin: &none)
  }

  /// The same, but a page that has no more rows than are to be skipped is passed over, and that is all.
  mutating func loadPage(unlessWithin skipped: inout Int) throws(Problem) {
    while true {
      pageOffset = stream.offset
      if stream.remaining == 0 { throw .damaged("the column has fewer values than the footer says") }
      let header = try stream.takeHeader()
      if header.compressedSize > stream.remaining { throw .truncated }
      switch header.kind {
      case .index, .other: _ = try takeChecked(header)
      case .dictionary: try loadDictionary(header)
      case .data where isWithin(header, skipped), .dataV2 where isWithin(header, skipped):
        if header.valueCount > awaited { throw .damaged("the column has more values than the footer says") }
        try stream.skip(header.compressedSize)
        awaited -= header.valueCount
        skipped -= header.valueCount
        return
      case .data, .dataV2:
        try loadData(header)
        return
      }
    }
  }

  private func isWithin(_ header: PageHeader, _ skipped: Int) -> Bool {
    (1...max(1, skipped)).contains(header.valueCount) && skipped > 0
  }

  /// The page's bytes as they are in the file, in the stream's window.
  private mutating func takeChecked(_ header: PageHeader) throws(Problem) -> Range<Int> {
    let range = try stream.take(header.compressedSize)
    if let checksum = header.checksum, Checksum.crc32(stream.window.bytes(range)) != checksum {
      throw .damaged("the page's checksum does not match")
    }
    return range
  }

  private mutating func loadDictionary(_ header: PageHeader) throws(Problem) {
    if chunkDictionary.isPresent { throw .damaged("the column has a second dictionary") }
    guard header.encoding == .plain || header.encoding == .plainDictionary else {
      throw .damaged("the dictionary has an impossible encoding")
    }
    let size = header.uncompressedSize
    try codec.check(compressed: header.compressedSize, uncompressed: size)
    let range = try takeChecked(header)
    chunkDictionary.memory.reserve(size)
    try decompressor.decompress(
      codec, range, of: stream.window, to: size, into: &chunkDictionary.memory, at: 0)
    try chunkDictionary.index(size: size, count: header.valueCount, type: type, width: width)
  }

  private mutating func loadData(_ header: PageHeader) throws(Problem) {
    if header.valueCount > awaited { throw .damaged("the column has more values than the footer says") }
    awaited -= header.valueCount
    let start: Int
    switch header.levels {
    case .runs, .bitPacked: start = try loadTogether(header)
    case .apart(let repetitionSize, let levelSize, let isCompressed):
      start = try loadApart(header, repetitionSize, levelSize, isCompressed)
    }
    nullsLeft = header.nullCount
    pageRows = header.valueCount
    guard let encoding = header.encoding else { throw .damaged("a page header lacks its encoding") }
    if pageRows == 0 { return }
    // A dictionary may be missing where all values are null.
    decoder = try ValueDecoder(
      encoding, type, width: width, count: pageRows, page, in: start..<pageSize)
  }

  /// Version 1: levels and values are compressed together. Returns where the values start.
  private mutating func loadTogether(_ header: PageHeader) throws(Problem) -> Int {
    let size = header.uncompressedSize
    try codec.check(compressed: header.compressedSize, uncompressed: size)
    // Numbers behind levels of the same length as in the page before will be aligned.
    let shift = -valuesStart & 7
    page.reserve(shift + size)
    if codec == .none, header.checksum == nil {
      if header.compressedSize != size { throw .damaged("the page has other bytes than it says") }
      try stream.take(size, into: &page, at: shift)
    } else {
      let range = try takeChecked(header)
      try decompressor.decompress(codec, range, of: stream.window, to: size, into: &page, at: shift)
    }
    pageSize = shift + size
    levels = nil
    valuesStart = 0
    if !column.isOptional { return shift }
    var start = shift
    if case .bitPacked = header.levels {
      let length = (header.valueCount + 7) / 8
      if length > size { throw .truncated }
      // Packed from the most significant bit on, as nothing else is.
      Gather.reverseBits(&page, start..<start + length)
      levels = HybridRuns(packedBits: header.valueCount, in: start..<start + length)
      start += length
    } else {
      guard size >= 4 else { throw .truncated }
      let length = Int(page.all.halfWord(at: start))
      if length > size - 4 { throw .truncated }
      start += 4
      levels = HybridRuns(width: 1, in: start..<start + length)
      start += length
    }
    valuesStart = start - shift
    return start
  }

  /// Version 2: the levels are not compressed. Returns where the values start.
  private mutating func loadApart(
    _ header: PageHeader, _ repetitionSize: Int, _ levelSize: Int, _ isCompressed: Bool
  ) throws(Problem) -> Int {
    let apart = repetitionSize + levelSize
    if apart > header.compressedSize || apart > header.uncompressedSize { throw .truncated }
    let size = header.uncompressedSize - apart
    let codec = isCompressed ? codec : .none
    try codec.check(compressed: header.compressedSize - apart, uncompressed: size)
    let range = try takeChecked(header)
    let start = (levelSize + 7) & ~7
    page.reserve(start + size)
    let values = range.lowerBound + apart
    page.copy(range.lowerBound + repetitionSize..<values, of: stream.window, to: 0)
    try decompressor.decompress(
      codec, values..<range.upperBound, of: stream.window, to: size, into: &page, at: start)
    pageSize = start + size
    levels = column.isOptional ? HybridRuns(width: 1, in: 0..<levelSize) : nil
    return start
  }
}
