import CCurl

/// When a request that failed is made again.
///
/// GET, HEAD, PUT and DELETE are when the server could not be reached or said that it is busy; POST and PATCH only when
/// no byte of them can have arrived.
package struct RetryPolicy: Sendable, Equatable {
  /// How often a request is made at most; 1 is never again.
  package var attempts: Int
  /// How long to wait before the second attempt; each further wait is twice as long.
  package var firstDelay: Duration
  /// No wait is longer. A server that asks for longer (`Retry-After`) is not asked again.
  package var longestDelay: Duration

  package init(
    attempts: Int = 3, firstDelay: Duration = .milliseconds(500), longestDelay: Duration = .seconds(10)
  ) {
    self.attempts = attempts
    self.firstDelay = firstDelay
    self.longestDelay = longestDelay
  }

  package static let never = RetryPolicy(attempts: 1)

  /// How long to wait after an attempt, counted from 1; nil to leave it at that.
  func delay(after attempt: Int, retryAfter: Int = 0) -> Duration? {
    guard attempt < attempts else { return nil }
    var delay = firstDelay
    for _ in 1..<max(attempt, 1) where delay < longestDelay { delay *= 2 }
    let asked = Duration.seconds(retryAfter)
    return asked > longestDelay ? nil : max(asked, min(delay, longestDelay))
  }

  static func allows(_ method: HTTPRequest.Method, after code: CURLcode, mayHaveBeenSent: Bool) -> Bool {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
      return method.isIdempotent || !mayHaveBeenSent
    case CURLE_OPERATION_TIMEDOUT: return method.isIdempotent || !mayHaveBeenSent
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR: return method.isIdempotent
    default: return false
    }
  }

  static func allows(_ method: HTTPRequest.Method, afterStatus status: Int) -> Bool {
    method.isIdempotent && [429, 502, 503, 504].contains(status)
  }
}
