/// How pages are compressed; the raw values are the format's own numbers.
enum Codec: Int32 {
  case none = 0
  case snappy, gzip, lzo, brotli, lz4Hadoop, zstandard, lz4

  init(code: Int32) throws(Problem) {
    guard let codec = Codec(rawValue: code) else { throw .unsupported("an unknown compression (number \(code))") }
    if codec == .lzo { throw .unsupported("the compression LZO is not supported") }
    self = codec
  }

  /// No input grows by more than this, in bytes out for each byte in: so a page that promises more is damaged, and
  /// needs no memory. For formats that can grow without bound, what is beyond doubt.
  private var growth: Int {
    switch self {
    case .none: 1
    case .snappy: 64
    case .gzip: 1040
    case .lz4, .lz4Hadoop: 256
    case .lzo, .brotli, .zstandard: 4096
    }
  }

  /// Refuses a page that promises more bytes than its compressed ones could hold.
  func check(compressed: Int, uncompressed: Int) throws(Problem) {
    // Small pages of one repeated value may well grow more.
    let always = self == .brotli || self == .zstandard ? 1 << 26 : 64
    if uncompressed > max(compressed * growth, always) {
      throw .damaged("\(compressed) compressed bytes cannot hold the \(uncompressed) that the page promises")
    }
  }
}

/// Decompresses pages; what a codec needs is made once.
struct Decompressor: ~Copyable {
  private var zstandard = ZstandardDecoder()
  private var gzip = GzipDecoder()

  /// Decompresses a part of `source` to `count` bytes at `offset`, where there is room for them.
  mutating func decompress(
    _ codec: Codec, _ range: Range<Int>, of source: borrowing Memory, to count: Int, into output: inout Memory,
    at offset: Int
  ) throws(Problem) {
    precondition(offset + count <= output.capacity)
    let input = source.bytes(range)
    if count == 0 { return }
    var isWhole = false
    switch codec {
    case .none:
      isWhole = input.byteCount == count
      if isWhole { output.copy(range, of: source, to: offset) }
    case .snappy: isWhole = SnappyDecoder.decode(input, to: count, into: &output, at: offset)
    case .gzip: isWhole = try gzip.decode(input, to: count, into: &output, at: offset)
    case .brotli: isWhole = BrotliDecoder.decode(input, to: count, into: &output, at: offset)
    case .zstandard: isWhole = try zstandard.decode(input, to: count, into: &output, at: offset)
    case .lz4: isWhole = LZ4Decoder.decode(input, to: count, into: &output, at: offset)
    case .lz4Hadoop: isWhole = LZ4Decoder.decodeHadoop(input, to: count, into: &output, at: offset)
    case .lzo: break
    }
    if !isWhole { throw .damaged("the page does not decompress to its \(count) bytes") }
  }
}
