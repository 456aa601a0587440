import Core

/// What the first bytes of JSON tell.
enum JSONHead {
  /// Whether the first row is an object.
  ///
  /// - Throws: `malformedData` for a list of objects, which is JSON but no JSON Lines.
  static func isObject(_ head: [UInt8], _ name: String) throws(Failure) -> Bool {
    let text = head.drop { [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard text.first == UInt8(ascii: "[") else { return text.first == UInt8(ascii: "{") }
    let next = text.dropFirst().first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard next == UInt8(ascii: "{") else { return false }
    throw Failure(
      .malformedData, "a list of objects, not one object a line", at: Place(file: name, line: 1),
      hint: "write it as JSON Lines, for instance with: jq -c '.[]'")
  }
}
