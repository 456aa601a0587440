/// What to ask of a server. Its URL may be a secret, as those of webhooks are, so its description shows the origin only.
package struct HTTPRequest: Sendable, Equatable, CustomStringConvertible {
  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case put = "PUT"
    case delete = "DELETE"
    case post = "POST"
    case patch = "PATCH"

    /// Whether asking twice comes to the same as asking once (RFC 9110, section 9.2.2).
    var isIdempotent: Bool { self != .post && self != .patch }
    /// Whether it only reads, so that a redirect may be followed.
    var isSafe: Bool { self == .get || self == .head }
  }

  package var method: Method
  /// `http://` or `https://`, and ASCII: percent-encode the rest.
  package var url: String
  package var headers: [HTTPHeader]
  /// Sent with its `Content-Length`; nil sends none with GET, HEAD and DELETE, and an empty one otherwise.
  package var body: [UInt8]?
  /// The longest that one attempt may take, redirects included.
  package var timeout: Duration
  /// Bytes of body beyond which the answer is refused.
  package var responseLimit: Int

  package init(
    _ method: Method = .get, _ url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    timeout: Duration = .seconds(30), responseLimit: Int = 1 << 20
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.responseLimit = responseLimit
  }

  package var description: String { "\(method.rawValue) \((try? Origin(of: url))?.description ?? "(malformed URL)")" }
}
