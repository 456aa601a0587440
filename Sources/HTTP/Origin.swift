import CCurl
import Core

/// The part of a URL that is no secret, and that credentials belong to: scheme, host and port.
struct Origin: Sendable, Equatable, CustomStringConvertible {
  /// `http` or `https`.
  let scheme: String
  let host: String
  let port: String

  /// - Throws: `Failure` with `usage`; it never quotes the URL.
  init(of url: String) throws(Failure) {
    let hint = "write http://HOST/… or https://HOST/…, and percent-encode what is not plain ASCII"
    // Checked here, since a parser may cut such text short instead of refusing it.
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Failure(.usage, "the URL holds a space, a control character or a letter beyond ASCII", hint: hint)
    }
    // libcurl overlooks a missing host: to it, "http:///path" asks the host "path".
    guard let slashes = url.firstRange(of: "://"), url[slashes.upperBound...].first != "/" else {
      throw Failure(.usage, "the URL is malformed", hint: hint)
    }
    let parts = ParsedURL(url)
    guard let scheme = parts.part(CURLUPART_SCHEME), let host = parts.part(CURLUPART_HOST), !host.isEmpty,
      let port = parts.part(CURLUPART_PORT)
    else { throw Failure(.usage, "the URL is malformed", hint: hint) }
    guard scheme == "http" || scheme == "https" else {
      throw Failure(.usage, "the URL's scheme is '\(scheme)', not http or https", hint: hint)
    }
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = port
  }

  /// The port only where it is not the scheme's own.
  var description: String {
    port == (scheme == "https" ? "443" : "80") ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
  }
}

/// A URL as libcurl understands it, so that what is checked is what is asked.
@safe private struct ParsedURL: ~Copyable {
  private let handle: OpaquePointer?

  init(_ url: String) {
    let handle = unsafe curl_url()
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
    if unsafe curl_url_set(handle, CURLUPART_URL, url, flags) == CURLUE_OK {
      unsafe self.handle = unsafe handle
    } else {
      unsafe curl_url_cleanup(handle)
      unsafe self.handle = nil
    }
  }

  deinit { unsafe curl_url_cleanup(handle) }

  /// Nil when the URL is malformed or has no such part.
  func part(_ part: CURLUPart) -> String? {
    guard unsafe handle != nil else { return nil }
    var text: UnsafeMutablePointer<CChar>?
    let code = unsafe curl_url_get(handle, part, &text, UInt32(CURLU_DEFAULT_PORT))
    guard code == CURLUE_OK, let text = unsafe text else { return nil }
    defer { unsafe curl_free(text) }
    return unsafe String(cString: text)
  }
}
