package import Core

/// Reads one column, a batch of rows at a time. What a batch holds is valid until the next is asked for: the memory is
/// used again. One reader serves any number of row groups; several may read the same file at once.
///
///     var reader = try ColumnReader(file, column)
///     for group in file.rowGroups.indices {
///       try reader.start(rowGroup: group)
///       while try reader.next() { … reader.values.int64s … }
///     }
package struct ColumnReader: ~Copyable {
  package let column: ParquetColumn
  let file: ParquetFile
  let type: PhysicalType
  /// Bytes a value; 0 where it depends on the value, and for Booleans.
  let width: Int

  // Where in the file.
  var stream: ChunkStream
  var group = 0
  var codec = Codec.none
  var decompressor = Decompressor()
  /// Values of the chunk that are in pages to come.
  var awaited = 0
  /// Where the page being read started, for messages.
  var pageOffset = 0

  // The page.
  var page = Memory()
  var pageSize = 0
  /// Rows of the page that are in batches to come.
  var pageRows = 0
  var levels: HybridRuns?
  var decoder: ValueDecoder?
  /// How many nulls the page has yet to have, where its header says so.
  var nullsLeft: Int?
  /// Where the values of the page before started, by which this one's are put where they are aligned.
  var valuesStart = 0

  // The batch.
  /// Rows in the batch, null or not.
  package internal(set) var rowCount = 0
  /// Values in the batch: the rows that are not null.
  package internal(set) var valueCount = 0
  /// Whether the batch has codes into `dictionary` and not values.
  package internal(set) var isCoded = false
  var source = Source.decoded
  var sourceRange = 0..<0
  var valid = Memory()
  var codeMemory = Memory()
  var decoded = Memory()
  var ranges = Memory()
  var text = Memory()
  /// The last value of the batch before, where values share beginnings.
  var lastText = 0..<0
  var scratch = Memory()
  var suffixLengths = Memory()

  var chunkDictionary = ColumnDictionary()

  /// Where the batch's values, or their bytes, are.
  enum Source {
    case page, decoded, text, dictionary
  }

  /// Rows in a batch, unless fewer are left in the page: values, codes and nulls of a batch stay in the processor's
  /// cache.
  package static let batchSize = 1 << 14

  /// - Throws: `Failure` when the column is nested or encrypted; see `ParquetColumn.obstacle`.
  package init(_ file: ParquetFile, _ column: ParquetColumn) throws(Failure) {
    guard column.obstacle == nil, let type = column.physical else {
      let reason = (column.obstacle ?? .nested).text
      throw Failure.parquet(.unsupported(reason), file: file.path, at: "column '\(column.name)'")
    }
    self.file = file
    self.column = column
    self.type = type
    width = type.width ?? (type == .fixedLengthByteArray ? column.width : 0)
    stream = ChunkStream(file.file)
  }

  /// Begins a row group.
  ///
  /// - Throws: `Failure` when its place in the file is impossible or its compression is not known.
  package mutating func start(rowGroup: Int) throws(Failure) {
    group = rowGroup
    (awaited, pageRows, rowCount, valueCount) = (0, 0, 0, 0)
    isCoded = false
    chunkDictionary.forget()
    let chunk = file.chunk(column, rowGroup: rowGroup)
    // Writers place a column without values anywhere.
    if chunk.valueCount == 0 { return }
    do throws(Problem) {
      stream.start(try chunk.range(in: file.contentRange, slack: file.slack))
      pageOffset = stream.offset
      if chunk.isEncrypted { throw .unsupported(ParquetColumn.Obstacle.encrypted.text) }
      if chunk.isElsewhere { throw .unsupported("its data are in another file, which is not supported") }
      if chunk.type != type { throw .damaged("the row group has another type than the schema") }
      codec = try Codec(code: chunk.codec)
    } catch {
      throw failure(error)
    }
    awaited = Int(chunk.valueCount)
  }

  /// Reads the next batch of at most `limit` rows, all from one page; false at the row group's end.
  ///
  /// - Throws: `malformedData` with the column and the place of the page.
  package mutating func next(upTo limit: Int = ColumnReader.batchSize) throws(Failure) -> Bool {
    precondition(limit > 0)
    do throws(Problem) {
      while pageRows == 0 {
        if awaited == 0 { return false }
        try loadPage()
      }
      try decodeBatch(min(limit, pageRows))
      return true
    } catch {
      throw failure(error)
    }
  }

  /// How many rows of the row group are left in the page at hand; the next one is read when there are none. 0 at the row
  /// group's end.
  ///
  /// - Throws: as `next` does.
  package mutating func available() throws(Failure) -> Int {
    do throws(Problem) {
      while pageRows == 0, awaited > 0 { try loadPage() }
      return pageRows
    } catch {
      throw failure(error)
    }
  }

  /// Passes over the next rows of the row group. Pages that are passed over as a whole are not even decompressed, so what
  /// is wrong in them is not seen.
  ///
  /// - Throws: as `next` does; `malformedData` too when there are not as many rows.
  package mutating func skip(_ rows: Int) throws(Failure) {
    var left = rows
    while left > 0 {
      do throws(Problem) {
        while pageRows == 0, awaited > 0 { try loadPage(unlessWithin: &left) }
        if left > 0, pageRows == 0 { throw .damaged("the column has fewer rows than the row group") }
      } catch {
        throw failure(error)
      }
      if left > 0 {
        _ = try next(upTo: min(left, Self.batchSize))
        left -= rowCount
      }
    }
  }

  /// Which rows of the batch are not null: a bit each, least significant first. Empty when none is null.
  package var validity: Span<UInt64> {
    @_lifetime(borrow self) get {
      let count = valueCount == rowCount ? 0 : (rowCount + 63) / 64
      return valid.elements(count, of: UInt64.self)
    }
  }

  /// The batch's values; when `isCoded`, there are none, but `codes`.
  package var values: ColumnValues {
    @_lifetime(borrow self) get {
      let count = isCoded ? 0 : valueCount
      let byteRanges = ranges.elements(type.form == .bytes ? count : 0, of: ByteRange.self)
      let fixed =
        switch source {
        case .page: page.bytes(sourceRange)
        case .decoded: decoded.bytes(sourceRange)
        case .text: text.bytes(sourceRange)
        case .dictionary: chunkDictionary.memory.bytes(sourceRange)
        }
      return ColumnValues(form: type.form, count: count, fixed: fixed, byteRanges: byteRanges)
    }
  }

  /// For each value its place in `dictionary`; each is below the dictionary's count.
  package var codes: Span<UInt32> {
    @_lifetime(borrow self) get {
      codeMemory.elements(isCoded ? valueCount : 0, of: UInt32.self)
    }
  }

  /// The distinct values that `codes` mean; the same for all batches of the row group that are coded.
  package var dictionary: ColumnValues {
    @_lifetime(borrow self) get { chunkDictionary.values(type) }
  }

  /// Makes values of a batch's codes, for whoever has no use for codes.
  package mutating func lookUpCodes() {
    if !isCoded { return }
    isCoded = false
    switch type.form {
    case .bytes:
      Gather.lookUp(valueCount, ByteRange.self, codes: codeMemory, in: chunkDictionary.ranges, into: &ranges)
      (source, sourceRange) = (.dictionary, 0..<chunkDictionary.size)
      return
    case .int32s, .floats:
      Gather.lookUp(valueCount, UInt32.self, codes: codeMemory, in: chunkDictionary.memory, into: &decoded)
    case .int64s, .doubles, .booleans:
      Gather.lookUp(valueCount, UInt64.self, codes: codeMemory, in: chunkDictionary.memory, into: &decoded)
    }
    (source, sourceRange) = (.decoded, 0..<valueCount * width)
  }

  private func failure(_ problem: Problem) -> Failure {
    Failure.parquet(
      problem, file: file.path, at: "column '\(column.name)', row group \(group), byte \(pageOffset)")
  }
}
