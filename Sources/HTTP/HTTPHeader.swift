/// A header field. Names compare without regard to case.
package struct HTTPHeader: Sendable, Equatable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  func isNamed(_ other: String) -> Bool { name.lowercased() == other.lowercased() }

  /// Why it must not be sent; nil when it may. Line ends in it would add headers, or requests, of someone else's making.
  var problem: String? {
    let special = Set("!#$%&'*+-.^_`|~".utf8)
    let isToken = name.utf8.allSatisfy { byte in
      special.contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    guard !name.isEmpty, isToken else { return "'\(name)' is no header name" }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      return "the value of header '\(name)' holds a control character"
    }
    if ["content-length", "transfer-encoding"].contains(name.lowercased()) {
      return "the header '\(name)' follows from the body and cannot be set"
    }
    return nil
  }
}
