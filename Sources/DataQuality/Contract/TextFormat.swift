/// A shape that texts may be asked to have.
package enum TextFormat: String, Sendable, CaseIterable {
  /// `local@domain` of RFC 5321 without quoted local parts and address literals.
  case email
  /// RFC 9562: 32 hexadecimal digits in five groups.
  case uuid
  /// Four numbers from 0 to 255 without leading zeros (RFC 3986, `IPv4address`).
  case ipv4
  /// RFC 4291, section 2.2, without a zone.
  case ipv6
  /// RFC 3986 with a scheme.
  case uri
  /// RFC 1123: labels of letters, digits and inner hyphens.
  case hostname
  /// A JSON document (RFC 8259).
  case json
  /// RFC 4648, section 4, with its padding.
  case base64
}
