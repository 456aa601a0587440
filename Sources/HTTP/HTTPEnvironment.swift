/// What the process environment says about certificates and proxies, with the names that curl uses.
///
/// libcurl is never left to read the environment by itself, so that what holds is what was passed in.
struct HTTPEnvironment: Sendable {
  private let variables: [String: String]

  init(_ variables: [String: String]) {
    // An empty variable is as good as none.
    self.variables = variables.filter { !$0.value.isEmpty }
  }

  /// A file of trusted certificates in place of the system's.
  var certificateFile: String? { variables["CURL_CA_BUNDLE"] ?? variables["SSL_CERT_FILE"] }
  /// A directory of them, as `openssl rehash` prepares it.
  var certificateDirectory: String? { variables["SSL_CERT_DIR"] }

  /// The proxy for a scheme; empty for none. `HTTP_PROXY` in capitals is not read: a web server's CGI lets clients
  /// set it.
  func proxy(scheme: String) -> String {
    let names = scheme == "https" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    return (names + ["all_proxy", "ALL_PROXY"]).lazy.compactMap { variables[$0] }.first ?? ""
  }

  /// Hosts that are asked without a proxy, comma-separated, or `*`; empty for none.
  var withoutProxy: String { variables["no_proxy"] ?? variables["NO_PROXY"] ?? "" }
}
