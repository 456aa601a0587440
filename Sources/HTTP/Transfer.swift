import CCurl
import Core

/// One request on its way to one server, and what came back so far.
final class Transfer {
  /// Beyond this a connection will not be made any more.
  static let connectTimeout = Duration.seconds(10)

  let origin: Origin
  let handle: CurlHandle
  private let sink: ResponseSink
  private let timeout: Duration

  /// - Parameter timeout: all the time that is left for it.
  /// - Throws: `Failure` with `usage` for a request that must not be sent.
  init(
    _ request: HTTPRequest, userAgent: String, environment: HTTPEnvironment, timeout: Duration
  ) throws(Failure) {
    origin = try Origin(of: request.url)
    sink = ResponseSink(limit: request.responseLimit)
    self.timeout = timeout
    var handle = try CurlHandle()
    try handle.set(CURLOPT_URL, request.url)
    try handle.set(CURLOPT_USERAGENT, userAgent)
    try Self.limit(handle, timeout)
    try Self.secure(handle, environment)
    try handle.set(CURLOPT_PROXY, environment.proxy(scheme: origin.scheme))
    try handle.set(CURLOPT_NOPROXY, environment.withoutProxy)
    try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try Self.content(&handle, request)
    try handle.set(sink: sink)
    self.handle = handle
  }

  private static func limit(_ handle: borrowing CurlHandle, _ timeout: Duration) throws(Failure) {
    // Signals would interrupt threads that know nothing of them.
    try handle.set(CURLOPT_NOSIGNAL, 1)
    // 0 would mean no limit.
    try handle.set(CURLOPT_TIMEOUT_MS, max(1, timeout.milliseconds))
    try handle.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, min(timeout, connectTimeout).milliseconds))
    // Bytes per second, and for how many seconds: trickling is not answering.
    try handle.set(CURLOPT_LOW_SPEED_LIMIT, 16)
    try handle.set(CURLOPT_LOW_SPEED_TIME, 20)
    // A name look-up that hangs is left behind rather than waited for.
    try handle.set(CURLOPT_QUICK_EXIT, 1)
    // On a connection that was used before libcurl may send a request twice, a POST too.
    try handle.set(CURLOPT_FRESH_CONNECT, 1)
    // Redirects are followed by `Exchange`, which knows what must not go to another origin.
    try handle.set(CURLOPT_FOLLOWLOCATION, 0)
    try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    try handle.set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
  }

  private static func secure(
    _ handle: borrowing CurlHandle, _ environment: HTTPEnvironment
  ) throws(Failure) {
    try handle.set(CURLOPT_SSL_VERIFYPEER, 1)
    // 2: the certificate must be for this very host.
    try handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    if let file = environment.certificateFile { try handle.set(CURLOPT_CAINFO, file) }
    if let directory = environment.certificateDirectory { try handle.set(CURLOPT_CAPATH, directory) }
  }

  private static func content(_ handle: inout CurlHandle, _ request: HTTPRequest) throws(Failure) {
    let body: [UInt8]? =
      switch request.method {
      case .post, .put, .patch: request.body ?? []
      case .get, .head, .delete: request.body
      }
    if let body { try handle.set(body: body) }
    if request.method == .head {
      try handle.set(CURLOPT_NOBODY, 1)
    } else {
      try handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
    var lines: [String] = []
    for header in request.headers {
      if let problem = header.problem { throw Failure(.usage, problem, hint: "check where the header comes from") }
      lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    // libcurl would call any body a form, and wait a second for leave to send a large one.
    if body != nil {
      if !request.headers.contains(where: { $0.isNamed("content-type") }) { lines.append("Content-Type:") }
      lines.append("Expect:")
    }
    try handle.set(headerLines: lines)
  }

  /// Whether some of the request may have reached a server.
  var mayHaveBeenSent: Bool { handle.number(CURLINFO_REQUEST_SIZE) > 0 }

  var response: HTTPResponse {
    HTTPResponse(
      status: handle.number(CURLINFO_RESPONSE_CODE), headers: sink.headers, body: sink.body,
      origin: origin.description)
  }

  /// Where the server sends us; nil when nowhere.
  var redirection: String? { handle.text(CURLINFO_REDIRECT_URL) }

  /// Seconds for which the server wants to be left alone; 0 when it does not say.
  var retryAfter: Int { handle.offset(CURLINFO_RETRY_AFTER) }

  /// The failure for how libcurl ended; it names the origin and nothing else of the URL.
  func failure(_ code: CURLcode) -> Failure {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      return Failure(
        .temporary, "cannot find the host of \(origin)", hint: "check the name, and that this machine can resolve it")
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Failure(
        .temporary, "cannot find the proxy on the way to \(origin)", hint: "check http_proxy and https_proxy")
    case CURLE_COULDNT_CONNECT:
      return Failure(
        .temporary, "cannot connect to \(origin)", hint: "check that the service runs, and firewall and proxy settings")
    case CURLE_OPERATION_TIMEDOUT:
      return Failure(
        .temporary, "no whole answer from \(origin) within \(timeout.seconds) s",
        hint: "try again later, or allow it more time")
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2_STREAM:
      return Failure(.temporary, "the connection to \(origin) broke off", hint: "try again later")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return Failure(
        .unavailable, "no trusted connection to \(origin): \(handle.errorDetail)",
        hint: "for a private authority, name its certificates in SSL_CERT_FILE")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2:
      return Failure(.unavailable, "what \(origin) answered is not HTTP", hint: "check the address and the port")
    case CURLE_WRITE_ERROR:
      return Failure(
        .unavailable, "\(origin) answered with \(sink.excess ?? "more than can be taken in")",
        hint: "check the address of the service")
    default:
      let reason = unsafe String(cString: curl_easy_strerror(code)).lowercased()
      return Failure(.unavailable, "asking \(origin) failed: \(reason)", hint: "check the address of the service")
    }
  }
}

extension Duration {
  /// For people: to a tenth of a second, without needless digits.
  var seconds: String {
    let tenths = (milliseconds + 50) / 100
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
