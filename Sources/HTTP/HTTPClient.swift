package import Core

/// Asks HTTP servers, by way of libcurl: certificates are always checked, time and size are always bounded, and errors
/// name scheme, host and port but never the rest of a URL.
///
/// Redirects are followed for GET and HEAD, five at most, to http and https only, never from https to http; another
/// origin is sent none of the request's headers but `Accept`.
package struct HTTPClient: Sendable {
  private let userAgent: String
  private let environment: HTTPEnvironment
  private let policy: RetryPolicy

  /// - Parameters:
  ///   - userAgent: for instance `modelgate/1.2.0`.
  ///   - environment: of the process. Read are `CURL_CA_BUNDLE`, `SSL_CERT_FILE`, `SSL_CERT_DIR`, and as curl has them
  ///     `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` (the last three in capitals too).
  package init(userAgent: String, environment: [String: String], retries: RetryPolicy = RetryPolicy()) {
    self.userAgent = userAgent
    self.environment = HTTPEnvironment(environment)
    policy = retries
  }

  /// Sends a request and waits for the answer, whatever its status.
  ///
  /// - Throws: `Failure`: `temporary` when nobody was reached, the time ran out or the connection broke; `unavailable`
  ///   when there is no trusted connection or the answer is unusable; `usage` for a request that must not be sent.
  package func send(_ request: HTTPRequest) throws(Failure) -> HTTPResponse {
    // Each attempt has its own limit, so the whole is bounded without another.
    guard let result = exchange([request], deadline: nil).first else { throw CurlLibrary.broken }
    return try result.get()
  }

  /// Sends several requests at once and waits until all are answered or the time is up; the results are in order.
  ///
  /// - Parameter deadline: how long it all may take, retries included.
  package func sendAll(_ requests: [HTTPRequest], deadline: Duration) -> [Result<HTTPResponse, Failure>] {
    exchange(requests, deadline: deadline)
  }

  private func exchange(_ requests: [HTTPRequest], deadline limit: Duration?) -> [Result<HTTPResponse, Failure>] {
    let clock = ContinuousClock()
    let start = clock.now
    // Without a limit, a day: more than all attempts and waits come to.
    let deadline = start + (limit ?? .seconds(86_400))
    let exchanges = requests.map { Exchange($0, policy: policy, now: start) }
    do throws(Failure) {
      let multi = try CurlMulti()
      // A handle must leave libcurl's list before it is freed.
      defer {
        for exchange in exchanges { if case .running(let transfer) = exchange.state { multi.remove(transfer.handle) } }
      }
      while try advance(exchanges, multi, now: clock.now, deadline: deadline) {
        if clock.now >= deadline { break }
        let wake = exchanges.compactMap(\.wakeTime).min().map { min($0, deadline) } ?? deadline
        try multi.wait(atMost: max(.zero, min(wake - clock.now, .seconds(1))))
      }
    } catch {
      for exchange in exchanges where !exchange.isDone { exchange.giveUp(error) }
    }
    return zip(exchanges, requests).map { exchange, request in
      if case .done(let result) = exchange.state { return result }
      return .failure(Self.late(request, limit))
    }
  }

  /// Starts what is due, moves what is running and settles what has ended; false when all is done.
  private func advance(
    _ exchanges: [Exchange], _ multi: borrowing CurlMulti, now: ContinuousClock.Instant,
    deadline: ContinuousClock.Instant
  ) throws(Failure) -> Bool {
    for exchange in exchanges {
      guard let time = exchange.wakeTime, time <= now else { continue }
      let transfer = exchange.start(userAgent: userAgent, environment: environment, now: now, deadline: deadline)
      if let transfer { try multi.add(transfer.handle) }
    }
    try multi.perform()
    while let (handle, code) = unsafe multi.nextDone() {
      for exchange in exchanges {
        guard case .running(let transfer) = exchange.state, unsafe transfer.handle.raw == handle else { continue }
        exchange.finish(transfer, code, now: ContinuousClock().now, deadline: deadline)
        multi.remove(transfer.handle)
        break
      }
    }
    return exchanges.contains { !$0.isDone }
  }

  private static func late(_ request: HTTPRequest, _ limit: Duration?) -> Failure {
    let origin = (try? Origin(of: request.url))?.description ?? "the server"
    let time = limit.map { " within \($0.seconds) s" } ?? ""
    return Failure(
      .temporary, "no whole answer from \(origin)\(time)", hint: "try again later, or allow it more time")
  }
}

extension Exchange {
  /// When it wants to be started; nil when it is running or done.
  fileprivate var wakeTime: ContinuousClock.Instant? {
    if case .waiting(let time) = state { time } else { nil }
  }

  fileprivate var isDone: Bool { if case .done = state { true } else { false } }
}
