import FoundationEssentials

/// Base64 (RFC 4648, section 4) with exactly one text for any bytes.
package enum Base64 {
  /// Nil for anything but the canonical text: white space, missing padding and stray bits in the last digit included.
  ///
  /// Were these let through, a signature's text could be changed without the signature noticing.
  package static func decode(_ text: String) -> [UInt8]? {
    guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
    return Array(data)
  }

  package static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
