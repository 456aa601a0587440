import CCurl
import Core

/// One request from its first attempt to its result: redirects and retries, without any waiting of its own.
final class Exchange {
  private static let longestRedirection = 5

  enum State {
    /// To be started at this time.
    case waiting(until: ContinuousClock.Instant)
    case running(Transfer)
    case done(Result<HTTPResponse, Failure>)
  }

  private(set) var state: State
  private let original: HTTPRequest
  private let policy: RetryPolicy
  /// What is asked next: after a redirect, something else than at first.
  private var request: HTTPRequest
  private var attempt = 1
  private var redirections = 0
  private var attemptEnd: ContinuousClock.Instant?

  init(_ request: HTTPRequest, policy: RetryPolicy, now: ContinuousClock.Instant) {
    original = request
    self.request = request
    self.policy = policy
    state = .waiting(until: now)
  }

  /// Begins the next transfer; nil when the request cannot be sent, which is then its result.
  func start(
    userAgent: String, environment: HTTPEnvironment, now: ContinuousClock.Instant, deadline: ContinuousClock.Instant
  ) -> Transfer? {
    let end = min(attemptEnd ?? now + original.timeout, deadline)
    attemptEnd = end
    do throws(Failure) {
      let transfer = try Transfer(
        request, userAgent: userAgent, environment: environment, timeout: max(end - now, .zero))
      state = .running(transfer)
      return transfer
    } catch {
      state = .done(.failure(error))
      return nil
    }
  }

  /// Takes note of how the running transfer ended, and decides what comes next.
  func finish(
    _ transfer: Transfer, _ code: CURLcode, now: ContinuousClock.Instant, deadline: ContinuousClock.Instant
  ) {
    guard code == CURLE_OK else {
      let again = RetryPolicy.allows(original.method, after: code, mayHaveBeenSent: transfer.mayHaveBeenSent)
      if again, retry(policy.delay(after: attempt), now: now, deadline: deadline) { return }
      state = .done(.failure(transfer.failure(code)))
      return
    }
    let response = transfer.response
    if RetryPolicy.allows(original.method, afterStatus: response.status) {
      let delay = policy.delay(after: attempt, retryAfter: transfer.retryAfter)
      if retry(delay, now: now, deadline: deadline) { return }
    }
    if original.method.isSafe, [301, 302, 303, 307, 308].contains(response.status), let target = transfer.redirection {
      do throws(Failure) {
        try follow(target, from: transfer.origin)
        state = .waiting(until: now)
      } catch {
        state = .done(.failure(error))
      }
      return
    }
    state = .done(.success(response))
  }

  /// Ends it where it stands.
  func giveUp(_ failure: Failure) { state = .done(.failure(failure)) }

  private func retry(
    _ delay: Duration?, now: ContinuousClock.Instant, deadline: ContinuousClock.Instant
  ) -> Bool {
    guard let delay, now + delay < deadline else { return false }
    attempt += 1
    attemptEnd = nil
    redirections = 0
    request = original
    state = .waiting(until: now + delay)
    return true
  }

  private func follow(_ target: String, from origin: Origin) throws(Failure) {
    let hint = "check the address of the service"
    redirections += 1
    guard redirections <= Self.longestRedirection else {
      throw Failure(.unavailable, "\(origin) redirects more than \(Self.longestRedirection) times", hint: hint)
    }
    guard let next = try? Origin(of: target) else {
      throw Failure(.unavailable, "\(origin) redirects to something that is neither http nor https", hint: hint)
    }
    guard next.scheme == "https" || origin.scheme == "http" else {
      throw Failure(.unavailable, "\(origin) redirects to \(next), which is not encrypted", hint: hint)
    }
    request.url = target
    // Any header may be a credential, whatever its name, and credentials are for the server they were meant for.
    if next != origin {
      request.headers.removeAll { !$0.isNamed("accept") }
      request.body = nil
    }
  }
}
