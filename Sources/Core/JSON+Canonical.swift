extension JSON {
  /// The canonical form of RFC 8785: members sorted by UTF-16 code units, no white space, numbers as ECMAScript
  /// writes them. Equal values give equal bytes.
  package var canonical: [UInt8] {
    var output: [UInt8] = []
    write(to: &output)
    return output
  }

  /// The same order and numbers as `canonical`, two spaces a level: for files that people open.
  package var pretty: [UInt8] {
    var output: [UInt8] = []
    write(to: &output, indent: 0)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  /// `indent` nil writes no white space at all.
  private func write(to output: inout [UInt8], indent: Int? = nil) {
    switch self {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .number(let value): output += Self.ecmaScript(value).utf8
    case .string(let value): Self.write(value, to: &output)
    case .array(let elements):
      Self.write(elements, between: "[", "]", to: &output, indent: indent) { element, output, indent in
        element.write(to: &output, indent: indent)
      }
    case .object(let members):
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      Self.write(sorted, between: "{", "}", to: &output, indent: indent) { member, output, indent in
        Self.write(member.key, to: &output)
        output += (indent == nil ? ":" : ": ").utf8
        member.value.write(to: &output, indent: indent)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, _ close: String, to output: inout [UInt8], indent: Int?,
    each: (Element, inout [UInt8], Int?) -> Void
  ) {
    output += open.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      if let indent { newLine(indent + 1, to: &output) }
      each(element, &output, indent.map { $0 + 1 })
    }
    if let indent, !elements.isEmpty { newLine(indent, to: &output) }
    output += close.utf8
  }

  private static func newLine(_ indent: Int, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\n"))
    output += repeatElement(UInt8(ascii: " "), count: 2 * indent)
  }

  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += #"\""#.utf8
      case UInt8(ascii: "\\"): output += #"\\"#.utf8
      case 0x08: output += #"\b"#.utf8
      case 0x09: output += #"\t"#.utf8
      case 0x0A: output += #"\n"#.utf8
      case 0x0C: output += #"\f"#.utf8
      case 0x0D: output += #"\r"#.utf8
      case 0..<0x20: output += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// ECMAScript's Number::toString (ECMA-262, 6.1.6.1.20): the shortest digits that read back to the same number,
  /// which is what Swift's `description` finds too, laid out without an exponent from 1e-6 up to 1e21.
  package static func ecmaScript(_ value: Double) -> String {
    precondition(value.isFinite, "JSON has no NaN and no infinity")
    if value == 0 { return "0" }
    if value.magnitude < 0x1p53, value == value.rounded() { return String(Int64(value)) }
    let sign = value < 0 ? "-" : ""
    let parts = value.magnitude.description.split(separator: "e")
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = halves.count > 1 && halves[1] != "0" ? String(halves[1]) : ""
    var digits = String(halves[0]) + fraction
    // The decimal point stands behind the first `point` digits.
    var point = halves[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.first == "0" {
      digits.removeFirst()
      point -= 1
    }
    while digits.last == "0" { digits.removeLast() }
    let count = digits.count
    if count <= point, point <= 21 { return sign + digits + String(repeating: "0", count: point - count) }
    if 0 < point, point <= 21 { return sign + digits.prefix(point) + "." + digits.dropFirst(point) }
    if -6 < point, point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    let exponent = point - 1
    let mantissa = count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
    return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
  }
}
