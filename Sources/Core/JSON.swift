import FoundationEssentials

/// A JSON value. Documents are decoded by FoundationEssentials and written in the canonical form of RFC 8785, so that
/// equal values are equal bytes and digests mean something.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// IEEE 754 binary64, as RFC 8785 has it; must be finite to be written.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Reads one JSON document.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - file: named in the error.
  /// - Throws: `Failure` with `malformedData` when it is not JSON.
  package init(parsing bytes: [UInt8], file: String) throws(Failure) {
    do {
      self = try JSONDecoder().decode(Decoded.self, from: Data(bytes)).value
    } catch {
      throw Failure(.malformedData, "not a JSON document: \(Self.reason(error))", at: Place(file: file))
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard case DecodingError.dataCorrupted(let context) = error else { return "unexpected structure" }
    return if let underlying = context.underlyingError { "\(underlying)" } else { context.debugDescription }
  }
}

// Reading a document's parts; nil when the part is absent or of another type.
extension JSON {
  package subscript(_ key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var number: Double? { if case .number(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  package var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
  /// The number when it is whole and exactly representable.
  package var integer: Int? { number.flatMap { Int(exactly: $0) } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }

  package static func integer(_ value: Int) -> JSON { .number(Double(value)) }
  package static func text(_ value: some CustomStringConvertible) -> JSON { .string(value.description) }
  /// A number, or null when it is undefined: JSON has neither NaN nor infinity, and undefined is never zero.
  package static func measured(_ value: Double?) -> JSON {
    if let value, value.isFinite { .number(value) } else { .null }
  }
  /// An object of the members that are present.
  package static func members(_ members: [String: JSON?]) -> JSON { .object(members.compactMapValues { $0 }) }
}

/// The bridge from `JSONDecoder`: tries each JSON type once, from the commonest.
private struct Decoded: Decodable {
  var value: JSON

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      var members: [String: JSON] = [:]
      for key in container.allKeys { members[key.stringValue] = try container.decode(Decoded.self, forKey: key).value }
      value = .object(members)
      return
    }
    if var container = try? decoder.unkeyedContainer() {
      var elements: [JSON] = []
      while !container.isAtEnd { elements.append(try container.decode(Decoded.self).value) }
      value = .array(elements)
      return
    }
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      value = .string(text)
    } else if container.decodeNil() {
      value = .null
    } else if let flag = try? container.decode(Bool.self) {
      value = .bool(flag)
    } else {
      value = .number(try container.decode(Double.self))
    }
  }

  struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
