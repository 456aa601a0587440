/// Draws JSON Lines: mostly well-formed, with every way of writing that there is, and some damaged thereafter.
struct DrawnJSON {
  private var random: Random
  private static let pieces = [
    "\"", "\\", "\\u", "\\ud83d", "\\u0000", "\n", "\r", "\t", "\u{0}", "\u{1F}", "\u{7F}", "{", "}", "[", "]", ",",
    ":",
    " ", "-", "+", ".", "e", "0", "00", "1e5", "NaN", "Infinity", "-Infinity", "null", "true", "fals", "//", "'", "é",
    "\u{FEFF}", "\u{2028}", "😀", "\"a\":1,", "{}", "[[[[", "\"a\"", "\\/", "\\x", "\r\n", "\u{85}", "\u{A0}", "1.",
    ".5",
  ]

  init(seed: UInt64) { random = Random(state: seed) }

  mutating func document() -> [UInt8] {
    var text = random.below(20) == 0 ? "\u{FEFF}" : ""
    for _ in 0..<random.below(6) {
      text += random.below(12) == 0 ? space() : space() + object(depth: 0, isRow: true) + space()
      text += random.below(4) == 0 ? "\r\n" : "\n"
    }
    if random.below(4) == 0 { text += object(depth: 0, isRow: true) }
    var bytes = Array(text.utf8)
    if random.below(2) == 0 { for _ in 0...random.below(3) { random.damage(&bytes, with: Self.pieces) } }
    return bytes
  }

  private mutating func space() -> String {
    switch random.below(12) {
    case 0: String(repeating: " ", count: random.below(20))
    case 1: "\t"
    case 2: " \r "
    case 3, 4: " "
    default: ""
    }
  }

  private mutating func object(depth: Int, isRow: Bool = false) -> String {
    var members: [String] = []
    let count = random.below(isRow ? 9 : 4)
    for index in 0..<count {
      // Rows mostly have the same keys, some of them only now and then.
      if isRow, random.below(8) == 0 { continue }
      let key = isRow && random.below(10) > 0 ? key(index) : string()
      members.append(space() + key + space() + ":" + space() + value(depth: depth + 1) + space())
    }
    return "{" + (members.isEmpty ? space() : members.joined(separator: ",")) + "}"
  }

  private mutating func key(_ index: Int) -> String {
    let names = ["a", "id", "quantity", "amount_of", "a_rather_long_name_of_a_column", "é", "", "q\\\"q", "n\\u0061me"]
    return "\"\(names[index])\""
  }

  private mutating func value(depth: Int) -> String {
    switch random.below(depth > 4 ? 7 : 9) {
    case 0, 1, 2: number()
    case 3, 4: string()
    case 5: "null"
    case 6: random.below(2) == 0 ? "true" : "false"
    case 7: object(depth: depth)
    default:
      "[" + (0..<random.below(4)).map { _ in space() + value(depth: depth + 1) + space() }.joined(separator: ",") + "]"
    }
  }

  private mutating func digits(_ most: Int) -> String {
    (0...random.below(most)).map { _ in String(random.below(10)) }.joined()
  }

  private mutating func number() -> String {
    var text = random.below(4) == 0 ? "-" : ""
    text += random.below(4) == 0 ? "0" : String(1 + random.below(9)) + (random.below(3) == 0 ? "" : digits(30))
    if random.below(2) == 0 { text += "." + digits(40) }
    if random.below(5) == 0 { text += random.one(of: ["e", "E", "e+", "E-"]) + digits(4) }
    return text
  }

  private mutating func string() -> String {
    var text = ""
    for _ in 0..<random.below(8) {
      switch random.below(8) {
      case 0: text += random.one(of: ["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"])
      case 1: text += random.one(of: ["\\u0041", "\\u00e9", "\\uD83D\\uDE00", "\\u0000", "\\uFFFF", "\\u20aC"])
      case 2: text += random.one(of: ["é", "€", "😀", "\u{2028}", "\u{7F}", "\u{FFFD}", "\u{10FFFF}", "ü", "日本語"])
      default: text += (0..<random.below(12)).map { _ in String(UnicodeScalar(UInt8(97 + random.below(26)))) }.joined()
      }
    }
    return "\"\(text)\""
  }
}
