package import Core

/// What a server answered, whatever the status.
package struct HTTPResponse: Sendable, Equatable {
  /// For instance 200.
  package let status: Int
  /// In the order they came, trailers behind.
  package let headers: [HTTPHeader]
  package let body: [UInt8]
  /// Who answered: scheme, host and port, which are no secret.
  package let origin: String

  package init(status: Int, headers: [HTTPHeader], body: [UInt8], origin: String) {
    self.status = status
    self.headers = headers
    self.body = body
    self.origin = origin
  }

  /// The first value of a header, whatever the case of its name.
  package func header(_ name: String) -> String? { headers.first { $0.isNamed(name) }?.value }

  package var isSuccess: Bool { (200..<300).contains(status) }

  /// Itself when the status is 2xx.
  ///
  /// - Throws: `Failure`: `temporary` for 408, 429 and 5xx, `notAuthorised` for 401 and 403, else `unavailable`.
  package func success() throws(Failure) -> HTTPResponse {
    let message = "\(origin) answered with status \(status)"
    switch status {
    case 200..<300: return self
    case 401, 403, 407: throw Failure(.notAuthorised, message, hint: "check the credentials and what they allow")
    case 408, 429, 500..<600: throw Failure(.temporary, message, hint: "try again later")
    default: throw Failure(.unavailable, message, hint: "check the address of the service")
    }
  }
}
