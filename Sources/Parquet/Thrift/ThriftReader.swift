/// Reads values of Thrift's compact protocol, in which Parquet keeps its footer and page headers.
///
/// Every count and length is held against the bytes that are left, so that no input makes it allocate or loop beyond
/// a small multiple of its own size.
struct ThriftReader: ~Escapable {
  private let bytes: RawSpan
  private(set) var position = 0

  /// Structures inside structures, in what is skipped; Parquet's own go five deep.
  private static let depthLimit = 32

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { self.bytes = bytes }

  enum WireType: UInt8 {
    case yes = 1
    case no, byte, int16, int32, int64, double, binary, list, set, map, structure, uuid
  }

  struct Field {
    fileprivate(set) var id: Int16 = 0
    fileprivate(set) var type = WireType.no
  }

  /// The next field of a structure, in place of the one before it; false at the structure's end.
  mutating func next(_ field: inout Field) throws(Problem) -> Bool {
    let head = try byte()
    if head == 0 { return false }
    field.type = try Self.wireType(head & 15)
    if head >> 4 == 0 {
      field.id = try narrow(zigzag())
    } else {
      let (id, overflow) = field.id.addingReportingOverflow(Int16(head >> 4))
      if overflow { throw .damaged("a field's number overflows") }
      field.id = id
    }
    return true
  }

  mutating func bool(_ field: Field) throws(Problem) -> Bool {
    switch field.type {
    case .yes: true
    case .no: false
    default: throw Self.wrongType(field)
    }
  }

  mutating func int8(_ field: Field) throws(Problem) -> Int8 {
    try require(.byte, field)
    return Int8(bitPattern: try byte())
  }

  mutating func int32(_ field: Field) throws(Problem) -> Int32 {
    try require(.int32, field)
    return try narrow(zigzag())
  }

  mutating func int64(_ field: Field) throws(Problem) -> Int64 {
    try require(.int64, field)
    return try zigzag()
  }

  mutating func string(_ field: Field) throws(Problem) -> String {
    try require(.binary, field)
    return try string()
  }

  /// The text of a binary element. Bytes that are not UTF-8 become U+FFFD.
  mutating func string() throws(Problem) -> String {
    let count = try length()
    var text: [UInt8] = []
    text.reserveCapacity(count)
    for _ in 0..<count { text.append(try byte()) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Begins a structure that is a field.
  func require(_ type: WireType, _ field: Field) throws(Problem) {
    if field.type != type { throw Self.wrongType(field) }
  }

  /// Begins a list that is a field: the number of its elements.
  mutating func list(of type: WireType, _ field: Field) throws(Problem) -> Int {
    try require(.list, field)
    let (count, element) = try listHead()
    // An empty list's element type is not always written.
    if element != type, count > 0 { throw Self.wrongType(field) }
    return count
  }

  mutating func skip(_ field: Field) throws(Problem) { try skip(field.type, depth: 0, inList: false) }

  private mutating func skip(_ type: WireType, depth: Int, inList: Bool) throws(Problem) {
    if depth > Self.depthLimit { throw .damaged("structures lie too deep in each other") }
    switch type {
    case .yes, .no: if inList { _ = try byte() }
    case .byte: _ = try byte()
    case .int16, .int32, .int64: _ = try varint()
    case .double: try advance(8)
    case .uuid: try advance(16)
    case .binary: try advance(length())
    case .list, .set:
      let (count, element) = try listHead()
      for _ in 0..<count { try skip(element, depth: depth + 1, inList: true) }
    case .map:
      let count = try length()
      if count == 0 { return }
      let types = try byte()
      let (key, value) = try (Self.wireType(types >> 4), Self.wireType(types & 15))
      for _ in 0..<count {
        try skip(key, depth: depth + 1, inList: true)
        try skip(value, depth: depth + 1, inList: true)
      }
    case .structure:
      var field = Field()
      while try next(&field) { try skip(field.type, depth: depth + 1, inList: false) }
    }
  }

  private mutating func listHead() throws(Problem) -> (count: Int, element: WireType) {
    let head = try byte()
    let count = head >> 4 == 15 ? try length() : Int(head >> 4)
    // Each element takes at least a byte.
    if count > bytes.byteCount - position { throw .truncated }
    return (count, count == 0 ? .byte : try Self.wireType(head & 15))
  }

  private mutating func length() throws(Problem) -> Int {
    let value = try varint()
    if value > UInt64(bytes.byteCount - position) { throw .truncated }
    return Int(value)
  }

  private mutating func advance(_ count: Int) throws(Problem) {
    if count > bytes.byteCount - position { throw .truncated }
    position += count
  }

  private mutating func byte() throws(Problem) -> UInt8 {
    if position >= bytes.byteCount { throw .truncated }
    defer { position += 1 }
    return unsafe bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
  }

  private mutating func varint() throws(Problem) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try byte()
      let bits = UInt64(byte & 0x7F)
      if shift == 63, bits > 1 { break }
      value |= bits << shift
      if byte < 0x80 { return value }
    }
    throw .damaged("a number has more than 64 bits")
  }

  private mutating func zigzag() throws(Problem) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private func narrow<Value: FixedWidthInteger>(_ value: Int64) throws(Problem) -> Value {
    guard let value = Value(exactly: value) else { throw .damaged("a number is out of range") }
    return value
  }

  private static func wireType(_ code: UInt8) throws(Problem) -> WireType {
    guard let type = WireType(rawValue: code) else { throw .damaged("an unknown Thrift type \(code)") }
    return type
  }

  private static func wrongType(_ field: Field) -> Problem { .damaged("field \(field.id) has an unexpected type") }
}
