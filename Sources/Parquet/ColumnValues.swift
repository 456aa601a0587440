/// Values that are not null, one after another: of a batch or of a dictionary. A view of the reader's memory.
///
/// Asking for another type than `form` says is a mistake in the program.
package struct ColumnValues: ~Escapable {
  package let form: Form
  package let count: Int
  private let fixed: RawSpan
  private let byteRanges: Span<ByteRange>

  /// How values come: those without a type of their own in Swift as bytes.
  package enum Form: Sendable {
    case booleans, int32s, int64s, floats, doubles
    /// BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY and INT96.
    case bytes
  }

  @_lifetime(copy fixed, copy byteRanges)
  init(form: Form, count: Int, fixed: RawSpan, byteRanges: Span<ByteRange>) {
    self.form = form
    self.count = count
    self.fixed = fixed
    self.byteRanges = byteRanges
  }

  package var booleans: Span<Bool> {
    @_lifetime(copy self) get { unsafe typed(as: .booleans) }
  }
  package var int32s: Span<Int32> {
    @_lifetime(copy self) get { unsafe typed(as: .int32s) }
  }
  package var int64s: Span<Int64> {
    @_lifetime(copy self) get { unsafe typed(as: .int64s) }
  }
  package var floats: Span<Float> {
    @_lifetime(copy self) get { unsafe typed(as: .floats) }
  }
  package var doubles: Span<Double> {
    @_lifetime(copy self) get { unsafe typed(as: .doubles) }
  }

  /// Where in `data` each value of bytes lies.
  package var ranges: Span<ByteRange> {
    @_lifetime(copy self) get {
      precondition(form == .bytes)
      return byteRanges
    }
  }
  package var data: RawSpan {
    @_lifetime(copy self) get {
      precondition(form == .bytes)
      return fixed
    }
  }
  /// The bytes of one value.
  @_lifetime(copy self)
  package func bytes(_ index: Int) -> RawSpan { data.extracting(ranges[index].range) }

  @unsafe @_lifetime(copy self)
  private func typed<Value: BitwiseCopyable>(as wanted: Form) -> Span<Value> {
    precondition(form == wanted)
    return Span<Value>(_bytes: fixed)
  }
}

extension PhysicalType {
  package var form: ColumnValues.Form {
    switch self {
    case .boolean: .booleans
    case .int32: .int32s
    case .int64: .int64s
    case .float: .floats
    case .double: .doubles
    case .int96, .byteArray, .fixedLengthByteArray: .bytes
    }
  }
}
