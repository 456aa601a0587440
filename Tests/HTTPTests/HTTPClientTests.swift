import Core
import TestSupport
import Testing

@testable import HTTP

func client(_ environment: [String: String] = [:], retries: RetryPolicy = .never) -> HTTPClient {
  HTTPClient(userAgent: "modelgate/1.2.3", environment: environment, retries: retries)
}

struct HTTPClientTests {
  @Test("a request arrives once and intact, and its answer is returned", arguments: HTTPRequest.Method.allCases)
  func intact(_ method: HTTPRequest.Method) throws {
    let server = try LoopbackServer(LoopbackServer.answer("201 Created", ["X-One:  a b ", "Empty:"], "hello"))
    let body = method == .get || method == .head ? nil : [UInt8]("{\"a\": \"ä\"}\r\n\r\n".utf8)
    let headers = [HTTPHeader("X-Token", "se: cret"), HTTPHeader("X-Empty", ""), HTTPHeader("Content-Type", "text/x")]
    let answer = try client().send(HTTPRequest(method, server.url + "/a/b?c=%20d", headers: headers, body: body))
    #expect(answer.status == 201)
    #expect(answer.header("x-one") == "a b")
    #expect(answer.header("empty") == "")
    #expect(answer.header("missing") == nil)
    #expect(answer.body == (method == .head ? [] : Array("hello".utf8)))
    #expect(server.requests.count == 1)
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("\(method.rawValue) /a/b?c=%20d HTTP/1.1\r\n"))
    for line in ["User-Agent: modelgate/1.2.3", "X-Token: se: cret", "X-Empty:", "Content-Type: text/x"] {
      #expect(request.contains("\r\n\(line)\r\n"), "\(line) in \(request)")
    }
    #expect(!request.contains("Expect:"))
    if let body { #expect(request.hasSuffix("\r\n\r\n" + String(decoding: body, as: UTF8.self))) }
  }

  @Test("a body without a type is not called a form, and an empty one is sent as empty", arguments: [nil, [], [1]])
  func untyped(_ body: [UInt8]?) throws {
    let server = try LoopbackServer(LoopbackServer.answer("200 OK"))
    _ = try client().send(HTTPRequest(.post, server.url, body: body))
    let request = try #require(server.requests.first)
    #expect(!request.lowercased().contains("content-type"))
    #expect(request.contains("\r\nContent-Length: \(body?.count ?? 0)\r\n"))
  }

  @Test("a large body arrives whole")
  func large() throws {
    let server = try LoopbackServer(LoopbackServer.answer("200 OK"))
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)
    _ = try client().send(HTTPRequest(.put, server.url, body: body))
    #expect(server.requests.first.map { $0.utf8.suffix(3_000_001).first } == UInt8(ascii: "\n"))
    #expect(server.requests.first.map { $0.utf8.suffix(3_000_000).allSatisfy { $0 == UInt8(ascii: "x") } } == true)
  }

  @Test(
    "a status is an answer, not an error; success() makes it one",
    arguments: [
      (200, nil), (204, nil), (301, ExitCode.unavailable), (401, .notAuthorised), (403, .notAuthorised),
      (404, .unavailable), (429, .temporary), (500, .temporary), (503, .temporary),
    ])
  func status(_ status: Int, _ code: ExitCode?) throws {
    let server = try LoopbackServer(LoopbackServer.answer("\(status) Something"))
    let answer = try client().send(HTTPRequest(.get, server.url + "/secret"))
    #expect(answer.status == status)
    if let code {
      let error = #expect(throws: Failure.self) { try answer.success() }
      #expect(error?.code == code)
      #expect(error?.description.contains("secret") == false)
      #expect(error?.description.contains("127.0.0.1:\(server.port)") == true)
    } else {
      #expect(try answer.success() == answer)
    }
  }

  @Test("an interim answer is not the answer")
  func interim() throws {
    let server = try LoopbackServer { _, _, connection in
      connection.send("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
      connection.answer("200 OK", [], "late")
    }
    let answer = try client().send(HTTPRequest(.get, server.url))
    #expect(answer.status == 200)
    #expect(answer.header("X-Early") == nil)
  }

  @Test(
    "a request that would say more than it seems to is refused before it is sent",
    arguments: [
      HTTPHeader("X-A", "b\r\nX-C: d"), HTTPHeader("X-A", "b\nc"), HTTPHeader("X-A", "b\0c"),
      HTTPHeader("X-A: b\r\nX-C", "d"), HTTPHeader("", "b"), HTTPHeader("X A", "b"), HTTPHeader("X-A:", "b"),
      HTTPHeader("Content-Length", "3"), HTTPHeader("transfer-encoding", "chunked"),
    ])
  func injection(_ header: HTTPHeader) throws {
    let server = try LoopbackServer(LoopbackServer.answer("200 OK"))
    let error = #expect(throws: Failure.self) {
      try client().send(HTTPRequest(.get, server.url, headers: [header]))
    }
    #expect(error?.code == .usage)
    #expect(server.requests.isEmpty)
  }

  @Test(
    "a URL that is malformed or of another scheme is refused without being quoted",
    arguments: [
      "", "secret", "127.0.0.1/secret", "file:///secret", "ftp://host/secret", "http:///secret", "http://",
      "http://127.0.0.1/secret\r\nX: y", "http://127.0.0.1/sec ret", "http://127.0.0.1/sécret",
      "https://h:99999/secret",
      "gopher://127.0.0.1/secret", "http://[::1/secret",
    ])
  func malformed(_ url: String) {
    let request = HTTPRequest(.get, url)
    let error = #expect(throws: Failure.self) { try client().send(request) }
    #expect(error?.code == .usage, "\(String(describing: error))")
    #expect(error?.description.contains("ret") == false)
    #expect(!request.description.contains("ret"))
  }

  @Test(
    "the environment chooses proxies as curl does",
    arguments: [
      (["http_proxy": "a"], "http", "a"), (["HTTP_PROXY": "a"], "http", ""), (["http_proxy": "a"], "https", ""),
      (["HTTPS_PROXY": "a", "https_proxy": "b"], "https", "b"), (["ALL_PROXY": "a"], "https", "a"),
      (["all_proxy": "a", "http_proxy": ""], "http", "a"), ([:], "http", ""),
    ])
  func proxies(_ variables: [String: String], _ scheme: String, _ expected: String) {
    #expect(HTTPEnvironment(variables).proxy(scheme: scheme) == expected)
  }

  @Test("a proxy from the environment is asked, except for hosts that go without")
  func proxy() throws {
    let proxy = try LoopbackServer(LoopbackServer.answer("200 OK", [], "from the proxy"))
    let server = try LoopbackServer(LoopbackServer.answer("200 OK", [], "direct"))
    let through = try client(["http_proxy": proxy.url]).send(HTTPRequest(.get, "http://model.invalid/x"))
    #expect(through.body == Array("from the proxy".utf8))
    #expect(proxy.requests.first?.hasPrefix("GET http://model.invalid/x HTTP/1.1\r\n") == true)
    let around = client(["http_proxy": proxy.url, "no_proxy": "localhost,127.0.0.1"])
    #expect(try around.send(HTTPRequest(.get, server.url)).body == Array("direct".utf8))
    #expect(proxy.requests.count == 1)
    _ = try? client(["https_proxy": proxy.url]).send(HTTPRequest(.get, "https://model.invalid/secret"))
    #expect(proxy.requests.last?.hasPrefix("CONNECT model.invalid:443 HTTP/1.1\r\n") == true)
    #expect(proxy.requests.last?.contains("secret") == false)
  }

  @Test("a certificate is checked, and an authority from the environment is trusted")
  func certificates() throws {
    let server = try TLSServer()
    let request = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/")
    let error = #expect(throws: Failure.self) { try client().send(request) }
    #expect(error?.code == .unavailable)
    #expect(error?.description.contains("self-signed certificate") == true, "\(String(describing: error))")
    #expect(error?.description.contains("hint: ") == true)
    for name in ["SSL_CERT_FILE", "CURL_CA_BUNDLE"] {
      #expect(try client([name: server.certificate]).send(request).status == 200)
    }
    let otherName = HTTPRequest(.get, "https://localhost:\(server.port)/")
    let mismatch = #expect(throws: Failure.self) {
      try client(["SSL_CERT_FILE": server.certificate]).send(otherName)
    }
    #expect(mismatch?.code == .unavailable)
    let missing = #expect(throws: Failure.self) { try client(["SSL_CERT_FILE": "/nonexistent"]).send(request) }
    #expect(missing?.code == .unavailable)
  }
}
