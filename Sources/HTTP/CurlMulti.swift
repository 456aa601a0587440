import CCurl
import Core

/// Several transfers at once in libcurl; freed when it goes.
///
/// A handle must be removed before it is freed.
@safe struct CurlMulti: ~Copyable {
  private let raw: UnsafeMutableRawPointer

  init() throws(Failure) {
    guard CurlLibrary.isReady, let multi = unsafe curl_multi_init() else { throw CurlLibrary.broken }
    unsafe raw = unsafe multi
  }

  deinit { unsafe curl_multi_cleanup(raw) }

  static func check(_ code: CURLMcode) throws(Failure) {
    guard code == CURLM_OK else {
      let reason = unsafe String(cString: curl_multi_strerror(code)).lowercased()
      throw Failure(.software, "libcurl failed: \(reason)", hint: "this is a bug; please report it")
    }
  }

  func add(_ handle: borrowing CurlHandle) throws(Failure) {
    unsafe try Self.check(curl_multi_add_handle(raw, handle.raw))
  }

  func remove(_ handle: borrowing CurlHandle) {
    unsafe curl_multi_remove_handle(raw, handle.raw)
  }

  /// Does what can be done without waiting.
  func perform() throws(Failure) {
    var running: Int32 = 0
    unsafe try Self.check(curl_multi_perform(raw, &running))
  }

  /// Waits until there is something to do, at most so long.
  func wait(atMost duration: Duration) throws(Failure) {
    unsafe try Self.check(curl_multi_poll(raw, nil, 0, Int32(clamping: duration.milliseconds), nil))
  }

  /// A transfer that has ended since the last call, and how; nil when there is none.
  func nextDone() -> (handle: UnsafeMutableRawPointer, code: CURLcode)? {
    var handle: UnsafeMutableRawPointer?
    var code = CURLE_OK
    guard unsafe modelgate_next_done(raw, &handle, &code) != 0, let handle = unsafe handle else { return nil }
    return unsafe (handle, code)
  }
}

extension Duration {
  /// Rounded up, so that a short wait is never none; 0 for what has passed.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    return Int(clamping: seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
