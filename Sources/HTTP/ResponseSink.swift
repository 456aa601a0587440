/// Takes in what a server sends, within bounds.
final class ResponseSink {
  /// Bytes of headers beyond which the answer is refused.
  static let headerLimit = 1 << 16

  private(set) var headers: [HTTPHeader] = []
  private(set) var body: [UInt8] = []
  /// What was too large, if something was.
  private(set) var excess: String?
  private let limit: Int
  private var headerBytes = 0

  init(limit: Int) { self.limit = limit }

  /// Takes one header line with its line end; false when it is too much.
  func take(header line: [UInt8]) -> Bool {
    headerBytes += line.count
    guard headerBytes <= Self.headerLimit else {
      excess = "headers larger than \(Self.headerLimit) bytes"
      return false
    }
    let text = String(decoding: line, as: UTF8.self)
    // What came before, such as "100 Continue", was not yet the answer.
    if text.hasPrefix("HTTP/") { headers = [] }
    guard let colon = text.firstIndex(of: ":") else { return true }
    let value = text[text.index(after: colon)...].drop { $0.isWhitespace }
    let end = value.lastIndex { !$0.isWhitespace }.map { value.index(after: $0) } ?? value.startIndex
    headers.append(HTTPHeader(String(text[..<colon]), String(value[..<end])))
    return true
  }

  /// Takes some of the body; false when it is too much.
  func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= limit - body.count else {
      excess = "a body larger than \(limit) bytes"
      return false
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }
}
