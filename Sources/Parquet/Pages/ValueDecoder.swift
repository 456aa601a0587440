/// How far the values of a page have been decoded, by their encoding. All places are offsets in the page.
enum ValueDecoder {
  /// Numbers as they are in memory, or bytes of fixed length; the next one is there.
  case fixed(Int)
  /// Bytes with their lengths before them.
  case lengthPrefixed(Int)
  case booleans(HybridRuns)
  case codes(HybridRuns)
  case deltas(DeltaRuns)
  case lengths(DeltaRuns, data: Int)
  case prefixes(DeltaRuns, suffixes: DeltaRuns, data: Int)
  case streams(SplitStreams)

  /// - Parameters:
  ///   - range: the values in the page.
  ///   - count: the number of values, nulls included.
  ///   - width: of values of fixed length.
  init(
    _ encoding: PageHeader.Encoding, _ type: PhysicalType, width: Int, count: Int, _ page: borrowing Memory,
    in range: Range<Int>
  ) throws(Problem) {
    switch (encoding, type) {
    case (.plain, .boolean): self = .booleans(HybridRuns(packedBits: count, in: range))
    case (.plain, .byteArray): self = .lengthPrefixed(range.lowerBound)
    case (.plain, _): self = .fixed(range.lowerBound)
    case (.plainDictionary, _) where type != .boolean, (.dictionary, _) where type != .boolean:
      self = .codes(try Self.codes(page.all, range))
    case (.runs, .boolean):
      guard range.count >= 4, Int(page.all.halfWord(at: range.lowerBound)) <= range.count - 4 else { throw .truncated }
      let size = Int(page.all.halfWord(at: range.lowerBound))
      self = .booleans(HybridRuns(width: 1, in: range.lowerBound + 4..<range.lowerBound + 4 + size))
    case (.deltaBinaryPacked, .int32), (.deltaBinaryPacked, .int64): self = .deltas(try DeltaRuns(page, in: range))
    case (.deltaLengthByteArray, .byteArray):
      let lengths = try DeltaRuns(page, in: range)
      self = .lengths(lengths, data: try lengths.findEnd(page, widest: 32))
    case (.deltaByteArray, .byteArray), (.deltaByteArray, .fixedLengthByteArray):
      let prefixes = try DeltaRuns(page, in: range)
      let middle = try prefixes.findEnd(page, widest: 32)
      let suffixes = try DeltaRuns(page, in: middle..<range.upperBound)
      self = .prefixes(prefixes, suffixes: suffixes, data: try suffixes.findEnd(page, widest: 32))
    case (.byteStreamSplit, .int32), (.byteStreamSplit, .int64), (.byteStreamSplit, .float),
      (.byteStreamSplit, .double), (.byteStreamSplit, .fixedLengthByteArray):
      self = .streams(try SplitStreams(width: width, in: range))
    default: throw .damaged("the encoding \(encoding) is not one for \(type.name)")
    }
  }

  /// What fastparquet puts behind the values of a page.
  private static let padding = 8

  /// Whether the page, of `size` bytes, is longer than what was decoded. Runs may be: they are padded.
  func hasMore(_ size: Int) -> Bool {
    switch self {
    case .fixed(let position), .lengthPrefixed(let position): size - position > Self.padding
    case .lengths(let lengths, let position): size - position > Self.padding || lengths.hasMore
    case .prefixes(let prefixes, let suffixes, let position):
      size - position > Self.padding || prefixes.hasMore || suffixes.hasMore
    case .deltas(let deltas): deltas.hasMore
    case .streams(let streams): streams.hasMore
    case .booleans, .codes: false
    }
  }

  private static func codes(_ bytes: RawSpan, _ range: Range<Int>) throws(Problem) -> HybridRuns {
    // A page in which all values are null may have no width either.
    if range.isEmpty { return HybridRuns(width: 0, in: range) }
    let width = Int(bytes.byte(at: range.lowerBound))
    if width > 32 { throw .damaged("dictionary codes have \(width) bits") }
    return HybridRuns(width: width, in: range.lowerBound + 1..<range.upperBound)
  }
}
