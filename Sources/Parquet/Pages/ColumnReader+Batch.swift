extension ColumnReader {
  /// A batch of values that share prefixes may be much larger than the page; past this it gets fewer rows.
  private static let textLimit = 1 << 23

  mutating func decodeBatch(_ limit: Int) throws(Problem) {
    let (levelsBefore, nullsBefore) = (levels, nullsLeft)
    var rows = limit
    while true {
      try decodeLevels(rows)
      if try decodeValues() { break }
      // Too much: again with half of the rows.
      (levels, nullsLeft) = (levelsBefore, nullsBefore)
      rows = (rows + 1) / 2
    }
    pageRows -= rows
    if pageRows > 0 { return }
    if let nullsLeft, nullsLeft != 0 { throw .damaged("the page has other nulls than its header says") }
    if decoder?.hasMore(pageSize) == true { throw .damaged("the page has more values than its header says") }
  }

  private mutating func decodeLevels(_ rows: Int) throws(Problem) {
    rowCount = rows
    valueCount = rows
    guard levels != nil else { return }
    if try levels?.takeOnes(rows, page) != true {
      valueCount = try levels?.decodeBits(rows, page, into: &valid) ?? rows
    }
    if let left = nullsLeft { nullsLeft = left - (rows - valueCount) }
  }

  /// Decodes the values of the rows that are not null; false when they are too much to hold at once.
  private mutating func decodeValues() throws(Problem) -> Bool {
    let count = valueCount
    isCoded = false
    guard let state = decoder else { return true }
    switch state {
    case .fixed(let position): try takeFixed(count, at: position)
    case .lengthPrefixed(let position):
      let end = try ByteRanges.plain(count, page, in: position..<pageSize, into: &ranges)
      (source, sourceRange) = (.page, 0..<pageSize)
      decoder = .lengthPrefixed(end)
    case .booleans(var runs):
      _ = try runs.decodeBits(count, page, into: &scratch)
      Gather.booleans(count, bits: scratch, into: &decoded)
      (source, sourceRange) = (.decoded, 0..<count)
      decoder = .booleans(runs)
    case .codes(var runs):
      try takeCodes(count, &runs)
      decoder = .codes(runs)
    case .deltas(var runs):
      if type == .int32 {
        try runs.decode(count, of: Int32.self, page, into: &decoded)
      } else {
        try runs.decode(count, of: Int64.self, page, into: &decoded)
      }
      (source, sourceRange) = (.decoded, 0..<count * width)
      decoder = .deltas(runs)
    case .lengths(var runs, let data):
      let end = try takeLengths(count, &runs, data)
      decoder = .lengths(runs, data: end)
    case .prefixes(let prefixes, let suffixes, let data): return try takePrefixed(count, prefixes, suffixes, data)
    case .streams(var streams):
      try streams.decode(count, page, into: &decoded)
      (source, sourceRange) = (.decoded, 0..<count * width)
      if type.form == .bytes { ByteRanges.fixed(count, width: width, from: 0, into: &ranges) }
      decoder = .streams(streams)
    }
    return true
  }

  private mutating func takeFixed(_ count: Int, at position: Int) throws(Problem) {
    let size = count * width
    if size > pageSize - position { throw .damaged("the values end too early") }
    decoder = .fixed(position + size)
    if type.form == .bytes {
      ByteRanges.fixed(count, width: width, from: position, into: &ranges)
      (source, sourceRange) = (.page, 0..<pageSize)
    } else if position % width == 0 {
      (source, sourceRange) = (.page, position..<position + size)
    } else {
      decoded.reserve(size)
      decoded.copy(position..<position + size, of: page, to: 0)
      (source, sourceRange) = (.decoded, 0..<size)
    }
  }

  private mutating func takeCodes(_ count: Int, _ runs: inout HybridRuns) throws(Problem) {
    try runs.decode(count, page, into: &codeMemory)
    guard Gather.allBelow(chunkDictionary.count, count, of: codeMemory) else {
      throw .damaged(
        chunkDictionary.isPresent
          ? "a code is beyond the dictionary's \(chunkDictionary.count) entries" : "the column lacks its dictionary")
    }
    isCoded = true
    (source, sourceRange) = (.decoded, 0..<0)
  }

  private mutating func takeLengths(_ count: Int, _ runs: inout DeltaRuns, _ data: Int) throws(Problem) -> Int {
    try runs.decode(count, of: Int32.self, page, into: &scratch)
    (source, sourceRange) = (.page, 0..<pageSize)
    return try ByteRanges.consecutive(count, lengths: scratch, in: data..<pageSize, into: &ranges)
  }

  /// DELTA_BYTE_ARRAY: each value is the beginning of the one before it and bytes of its own.
  private mutating func takePrefixed(
    _ count: Int, _ prefixRuns: DeltaRuns, _ suffixRuns: DeltaRuns, _ data: Int
  ) throws(Problem) -> Bool {
    var (prefixRuns, suffixRuns) = (prefixRuns, suffixRuns)
    let before = prefixRuns.isUntouched ? 0 : lastText.count
    try prefixRuns.decode(count, of: Int32.self, page, into: &scratch)
    try suffixRuns.decode(count, of: Int32.self, page, into: &suffixLengths)
    let total = try PrefixedValues.size(
      count, prefixes: scratch, suffixes: suffixLengths, first: before, available: pageSize - data)
    if total > Self.textLimit, rowCount > 1 { return false }
    // The last value of the batch before is the first thing that this one needs.
    if before > 0 { text.moveToFront(lastText) }
    text.reserve(before + total, keeping: before)
    let end = PrefixedValues.join(
      count, prefixes: scratch, suffixes: suffixLengths, page, from: data, first: before, into: &text, &ranges)
    lastText = count > 0 ? ranges.elements(count, of: ByteRange.self)[count - 1].range : 0..<before
    if type == .fixedLengthByteArray { try PrefixedValues.check(count, of: ranges, width: width) }
    (source, sourceRange) = (.text, 0..<before + total)
    decoder = .prefixes(prefixRuns, suffixes: suffixRuns, data: end)
    return true
  }
}
