import Core
import Glibc
import Synchronization

/// A server on 127.0.0.1 that says exactly the bytes a test wants said; it stops when the test lets go of it.
package final class LoopbackServer: Sendable {
  /// Answers one connection's request; the connection is closed behind it.
  package typealias Handler = @Sendable (_ request: String, _ number: Int, _ connection: Connection) -> Void

  package let port: UInt16
  private let core: ServerCore

  package init(_ handler: @escaping Handler) throws {
    let (descriptor, port) = try Loopback.listen()
    self.port = port
    core = ServerCore(descriptor, handler)
    try Loopback.thread { [core] in core.run() }
  }

  deinit { core.stop() }

  package var url: String { "http://127.0.0.1:\(port)" }
  /// Every request so far, headers and body, as it came.
  package var requests: [String] { core.requests.withLock { $0 } }

  /// Answers with a status line, headers and a body.
  package static func answer(_ status: String, _ headers: [String] = [], _ body: String = "") -> Handler {
    { _, _, connection in connection.answer(status, headers, body) }
  }

  /// Says nothing for as long as the other side stays.
  package static let silence: Handler = { _, _, connection in connection.waitForEnd() }
}

/// The part that threads hold on to, so that the server itself can go.
final class ServerCore: Sendable {
  let requests = Mutex<[String]>([])
  private let descriptor: Int32
  private let handler: LoopbackServer.Handler

  init(_ descriptor: Int32, _ handler: @escaping LoopbackServer.Handler) {
    self.descriptor = descriptor
    self.handler = handler
  }

  /// Ends the accept below.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  func run() {
    while true {
      let accepted = accept(descriptor, nil, nil)
      if accepted < 0 { break }
      // Not for the programs that other tests start.
      _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
      try? Loopback.thread { [self] in
        let connection = Connection(accepted)
        let request = connection.readRequest()
        let number = requests.withLock { all in
          all.append(request)
          return all.count
        }
        handler(request, number, connection)
        connection.finish()
      }
    }
    close(descriptor)
  }
}

package struct Connection: Sendable {
  private let descriptor: Int32

  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  package func answer(_ status: String, _ headers: [String] = [], _ body: String = "") {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
    send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  /// False when the other side is gone.
  @discardableResult
  package func send(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  package func waitForEnd() {
    while !receive().isEmpty {}
  }

  package func finish() {
    shutdown(descriptor, Int32(SHUT_WR))
    // Closing with bytes unread would reset the connection and could destroy the answer on its way.
    waitForEnd()
    close(descriptor)
  }

  package func readRequest() -> String {
    var bytes: [UInt8] = []
    while true {
      let more = receive()
      bytes += more
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.firstRange(of: "\r\n\r\n") {
        let length = text[..<end.lowerBound].split(separator: "\r\n").lazy
          .filter { $0.lowercased().hasPrefix("content-length:") }
          .compactMap { Int($0.dropFirst(15).drop { $0 == " " }) }.first
        if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
      }
      // 22 begins a TLS handshake, which is never a whole request.
      if more.isEmpty || bytes.first == 22 { return text }
    }
  }

  private func receive() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
    return Array(buffer.prefix(max(count, 0)))
  }
}

package enum Loopback {
  /// A system call that failed.
  package struct Problem: Error {
    let call: String

    package init(call: String) { self.call = call }
  }

  /// A listening socket on a free port.
  package static func listen() throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Problem(call: "socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(descriptor, address, length) == 0 && Glibc.listen(descriptor, 64) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard bound else { throw Problem(call: "bind") }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// A port that nobody listens on.
  package static func closedPort() throws -> UInt16 {
    let (descriptor, port) = try listen()
    close(descriptor)
    return port
  }

  /// Whether somebody listens on a port.
  package static func answers(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// Runs something on a thread of its own: the pool that tests run on has too few to block.
  package static func thread(_ body: @escaping @Sendable () -> Void) throws {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(Box(body)).toOpaque()
    let error = unsafe pthread_create(
      &thread, nil,
      { context in
        if let context = unsafe context { unsafe Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, context)
    guard error == 0 else { throw Problem(call: "pthread_create") }
    pthread_detach(thread)
  }
}
