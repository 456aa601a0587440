import Core
import Glibc
import TestSupport
import Testing

@testable import HTTP

/// Servers that answer slowly, wrongly or not at all.
struct HTTPFaultTests {
  private func failure(_ request: HTTPRequest, _ client: HTTPClient = client()) -> Failure? {
    #expect(throws: Failure.self) { try client.send(request) }
  }

  /// Runs something that must end within a time.
  private func within(_ limit: Duration, _ body: () throws -> Void) rethrows {
    let time = try ContinuousClock().measure(body)
    #expect(time < limit)
  }

  @Test("a server that accepts and never answers costs no more than the time allowed")
  func silent() throws {
    let server = try LoopbackServer(LoopbackServer.silence)
    within(.seconds(3)) {
      let error = failure(HTTPRequest(.get, server.url + "/secret", timeout: .milliseconds(300)))
      #expect(error?.code == .temporary)
      #expect(error?.description.hasPrefix("no whole answer from \(server.url) within 0.3 s") == true)
    }
  }

  @Test("a server that trickles costs no more than the time allowed")
  func trickling() throws {
    let server = try LoopbackServer { _, _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
      while connection.send("x") { usleep(50_000) }
    }
    within(.seconds(3)) {
      #expect(failure(HTTPRequest(.get, server.url, timeout: .milliseconds(300)))?.code == .temporary)
    }
  }

  @Test("a closed port is a failure that may pass")
  func closed() throws {
    let url = "http://user:pass@127.0.0.1:\(try Loopback.closedPort())"
    let error = failure(HTTPRequest(.get, url + "/secret?token=1"))
    #expect(error?.code == .temporary)
    #expect(error?.description.contains("cannot connect to http://127.0.0.1:") == true)
    #expect(error?.description.contains("secret") == false && error?.description.contains("pass") == false)
  }

  @Test("a name that nobody has is a failure that may pass")
  func unresolved() {
    let error = failure(HTTPRequest(.get, "http://model.invalid/secret", timeout: .seconds(5)))
    #expect(error?.code == .temporary)
  }

  @Test(
    "an answer that is wrong is told from one that may come right",
    arguments: [
      ("hello there\r\n\r\n", ExitCode.unavailable, "not HTTP"),
      ("SSH-2.0-OpenSSH_9.2\r\n", .unavailable, "not HTTP"),
      ("", .temporary, "broke off"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", .temporary, "broke off"),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", .temporary, "broke off"),
    ])
  func wrong(_ bytes: String, _ code: ExitCode, _ reason: String) throws {
    let server = try LoopbackServer { _, _, connection in connection.send(bytes) }
    let error = failure(HTTPRequest(.get, server.url, timeout: .seconds(3)))
    #expect(error?.code == code)
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test("plain HTTP on a port that should speak TLS is refused")
  func notTLS() throws {
    let server = try LoopbackServer(LoopbackServer.answer("200 OK"))
    let error = failure(HTTPRequest(.get, "https://127.0.0.1:\(server.port)/", timeout: .seconds(3)))
    #expect(error?.code == .unavailable)
  }

  @Test("a body without end, and headers without end, are cut off")
  func endless() throws {
    let body = try LoopbackServer { _, _, connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      while connection.send(String(repeating: "x", count: 10_000)) {}
    }
    let error = failure(HTTPRequest(.get, body.url, timeout: .seconds(5)))
    #expect(error?.code == .unavailable)
    #expect(error?.description.contains("a body larger than 1048576 bytes") == true)
    let headers = try LoopbackServer { _, _, connection in
      connection.send("HTTP/1.1 200 OK\r\n")
      while connection.send("X-More: \(String(repeating: "x", count: 1000))\r\n") {}
    }
    #expect(failure(HTTPRequest(.get, headers.url, timeout: .seconds(5)))?.code == .unavailable)
  }

  @Test("a body of just the allowed size is taken")
  func exact() throws {
    let server = try LoopbackServer(LoopbackServer.answer("200 OK", [], "12345"))
    #expect(try client().send(HTTPRequest(.get, server.url, responseLimit: 5)).body.count == 5)
    #expect(failure(HTTPRequest(.get, server.url, responseLimit: 4))?.code == .unavailable)
  }

  @Test("a redirect is followed, and tells another server no credentials")
  func redirect() throws {
    let target = try LoopbackServer(LoopbackServer.answer("200 OK", [], "there"))
    let server = try LoopbackServer { request, _, connection in
      let location = request.hasPrefix("GET /start ") ? "/next" : "\(target.url)/end"
      connection.answer("302 Found", ["Location: \(location)"])
    }
    let headers = [
      HTTPHeader("Authorization", "Bearer s3"), HTTPHeader("X-Token", "s3"), HTTPHeader("Cookie", "s3"),
      HTTPHeader("Accept", "text/plain"),
    ]
    let url = "http://user:s3@127.0.0.1:\(server.port)/start"
    let answer = try client().send(HTTPRequest(.get, url, headers: headers))
    #expect(answer.body == Array("there".utf8))
    #expect(answer.origin == target.url)
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { $0.contains("X-Token: s3") }, "the same server is told")
    #expect(target.requests.count == 1)
    #expect(target.requests.allSatisfy { !$0.contains("s3") && !$0.contains("Authorization") })
    #expect(target.requests.allSatisfy { $0.contains("Accept: text/plain") })
  }

  @Test(
    "a redirect to another scheme, or without end, is refused",
    arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "dict://127.0.0.1/x", "/again"])
  func badRedirect(_ location: String) throws {
    let server = try LoopbackServer(LoopbackServer.answer("301 Moved", ["Location: \(location)"]))
    let error = failure(HTTPRequest(.get, server.url))
    #expect(error?.code == .unavailable)
    #expect(server.requests.count == (location == "/again" ? 6 : 1))
  }

  @Test(
    "a request that changes something is not redirected", arguments: [HTTPRequest.Method.post, .put, .delete, .patch])
  func noRedirect(_ method: HTTPRequest.Method) throws {
    let server = try LoopbackServer(LoopbackServer.answer("307 Temporary Redirect", ["Location: /again"]))
    #expect(try client().send(HTTPRequest(method, server.url)).status == 307)
    #expect(server.requests.count == 1)
  }
}
