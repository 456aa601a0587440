import Core
import Glibc
import TestSupport
import Testing

@testable import HTTP

struct HTTPRetryTests {
  private let quick = RetryPolicy(attempts: 3, firstDelay: .milliseconds(20), longestDelay: .seconds(2))

  @Test(
    "a busy server is asked again where that is safe",
    arguments: [
      (HTTPRequest.Method.get, "503 Busy", 3), (.head, "502 Bad", 3), (.put, "504 Late", 3), (.delete, "429 Slow", 3),
      (.post, "503 Busy", 1), (.patch, "429 Slow", 1), (.get, "500 Oops", 1), (.get, "404 None", 1),
    ])
  func statuses(_ method: HTTPRequest.Method, _ status: String, _ count: Int) throws {
    let server = try LoopbackServer(LoopbackServer.answer(status))
    let answer = try client(retries: quick).send(HTTPRequest(method, server.url))
    #expect(answer.status == Int(status.prefix(3)))
    #expect(server.requests.count == count)
  }

  @Test("a request that succeeds at last has succeeded")
  func atLast() throws {
    let server = try LoopbackServer { _, number, connection in
      connection.answer(number < 3 ? "503 Busy" : "200 OK", [], "\(number)")
    }
    #expect(try client(retries: quick).send(HTTPRequest(.get, server.url)).body == Array("3".utf8))
  }

  @Test(
    "silence is asked again where that is safe, and a POST never", arguments: [(HTTPRequest.Method.get, 2), (.post, 1)])
  func silence(_ method: HTTPRequest.Method, _ count: Int) throws {
    let server = try LoopbackServer(LoopbackServer.silence)
    let policy = RetryPolicy(attempts: 2, firstDelay: .milliseconds(20))
    let time = ContinuousClock().measure {
      let error = #expect(throws: Failure.self) {
        try client(retries: policy).send(HTTPRequest(method, server.url, timeout: .milliseconds(200)))
      }
      #expect(error?.code == .temporary)
    }
    #expect(server.requests.count == count)
    #expect(time < .seconds(3))
  }

  @Test(
    "a connection that breaks off is made again where that is safe",
    arguments: [(HTTPRequest.Method.put, 3), (.post, 1)])
  func broken(_ method: HTTPRequest.Method, _ count: Int) throws {
    let server = try LoopbackServer { _, _, _ in }
    #expect(throws: Failure.self) { try client(retries: quick).send(HTTPRequest(method, server.url)) }
    #expect(server.requests.count == count)
  }

  @Test("a POST that never reached anyone is made again")
  func unreached() throws {
    let port = try Loopback.closedPort()
    let policy = RetryPolicy(attempts: 3, firstDelay: .milliseconds(100))
    let time = ContinuousClock().measure {
      #expect(throws: Failure.self) {
        try client(retries: policy).send(HTTPRequest(.post, "http://127.0.0.1:\(port)"))
      }
    }
    #expect(time >= .milliseconds(300), "two waits, the second twice as long")
    #expect(time < .seconds(3))
  }

  @Test("a server that asks to be left alone is, or is not asked again", arguments: [("1", 2), ("60", 1)])
  func retryAfter(_ seconds: String, _ count: Int) throws {
    let server = try LoopbackServer { _, number, connection in
      connection.answer(number == 1 ? "429 Slow" : "200 OK", ["Retry-After: \(seconds)"])
    }
    let time = try ContinuousClock().measure {
      let answer = try client(retries: quick).send(HTTPRequest(.get, server.url))
      #expect(answer.status == (count == 2 ? 200 : 429))
    }
    #expect(server.requests.count == count)
    #expect(time < .seconds(4))
    if count == 2 { #expect(time >= .seconds(1)) }
  }

  @Test(
    "waits double up to their bound",
    arguments: [(1, 0, 500), (2, 0, 1000), (3, 0, 2000), (6, 0, 10_000), (9, 0, 10_000), (1, 3, 3000), (3, 1, 2000)])
  func delays(_ attempt: Int, _ retryAfter: Int, _ milliseconds: Int) {
    let policy = RetryPolicy(attempts: 10)
    #expect(policy.delay(after: attempt, retryAfter: retryAfter) == .milliseconds(milliseconds))
    #expect(policy.delay(after: 10) == nil)
    #expect(policy.delay(after: 1, retryAfter: 11) == nil)
  }

  @Test("several requests share one deadline, and the answers that came are kept in order")
  func all() throws {
    let fast = try LoopbackServer { request, _, connection in
      connection.answer("200 OK", [], String(request.prefix(6)))
    }
    let silent = try LoopbackServer(LoopbackServer.silence)
    let busy = try LoopbackServer(LoopbackServer.answer("503 Busy", ["Retry-After: 5"]))
    let requests = [
      HTTPRequest(.get, fast.url + "/1"), HTTPRequest(.get, silent.url + "/secret"),
      HTTPRequest(.get, "http://127.0.0.1:\(try Loopback.closedPort())/"), HTTPRequest(.get, "nonsense"),
      HTTPRequest(.get, busy.url), HTTPRequest(.get, fast.url + "/2"),
    ]
    var results: [Result<HTTPResponse, Failure>] = []
    let time = ContinuousClock().measure {
      results = client(retries: RetryPolicy(attempts: 5)).sendAll(requests, deadline: .milliseconds(900))
    }
    #expect(time < .seconds(3))
    try #require(results.count == 6)
    #expect(try results[0].get().body == Array("GET /1".utf8))
    #expect(try results[5].get().body == Array("GET /2".utf8))
    #expect(try results[4].get().status == 503)
    for (index, code) in [(1, ExitCode.temporary), (2, .temporary), (3, .usage)] {
      let error = #expect(throws: Failure.self) { try results[index].get() }
      #expect(error?.code == code)
      #expect(error?.description.contains("secret") == false)
    }
  }

  @Test("many slow servers are waited for at once, not in turn")
  func concurrent() throws {
    let server = try LoopbackServer { _, _, connection in
      usleep(300_000)
      connection.answer("200 OK")
    }
    let requests = (0..<12).map { HTTPRequest(.get, "\(server.url)/\($0)") }
    var results: [Result<HTTPResponse, Failure>] = []
    let time = ContinuousClock().measure { results = client().sendAll(requests, deadline: .seconds(5)) }
    #expect(results.count == 12)
    for result in results { #expect(try result.get().status == 200) }
    #expect(time < .milliseconds(2000))
    #expect(client().sendAll([], deadline: .seconds(5)).isEmpty)
  }
}
