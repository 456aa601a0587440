/// The patterns that most contracts have: characters, classes, groups and repetitions, of ASCII. What else PCRE2 knows is
/// not read, so that nothing is read otherwise than PCRE2 does.
struct SimplePattern {
  indirect enum Node {
    case byte(ByteSet)
    case sequence([Node])
    case choice([Node])
    case repeated(Node, atLeast: Int, atMost: Int?)
  }

  enum End {
    /// Anything may follow.
    case open
    /// `\z`.
    case strict
    /// `$`: a line end may follow.
    case line
  }

  struct Alternative {
    var isAtStart = false
    var node = Node.sequence([])
    var end = End.open
  }

  private(set) var alternatives: [Alternative] = []

  /// Nil where it is not as simple.
  init?(_ pattern: String) {
    let bytes = Array(pattern.utf8)
    guard bytes.allSatisfy({ (32...126).contains($0) }) else { return nil }
    var reader = Reader(rest: bytes[...])
    repeat {
      guard let alternative = reader.alternative() else { return nil }
      alternatives.append(alternative)
    } while reader.take("|")
    if !reader.rest.isEmpty { return nil }
  }
}

/// Some of the 128 bytes of ASCII.
struct ByteSet: Hashable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init() {}
  init(_ ranges: ClosedRange<UInt8>...) { for range in ranges { insert(range) } }

  mutating func insert(_ range: ClosedRange<UInt8>) {
    for byte in range { if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) } }
  }

  mutating func formUnion(_ other: ByteSet) {
    low |= other.low
    high |= other.high
  }

  func contains(_ byte: UInt8) -> Bool { (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1 }

  var inverted: ByteSet {
    var set = self
    (set.low, set.high) = (~low, ~high)
    return set
  }

  static let digits = ByteSet(48...57)
  static let words = ByteSet(48...57, 65...90, 95...95, 97...122)
  static let spaces = ByteSet(9...13, 32...32)
  static let lineEnd = ByteSet(10...10)
}

extension SimplePattern {
  private struct Reader {
    var rest: ArraySlice<UInt8>

    private var next: Character? { rest.first.map { Character(Unicode.Scalar($0)) } }

    mutating func take(_ text: String) -> Bool {
      guard rest.starts(with: text.utf8) else { return false }
      rest = rest.dropFirst(text.utf8.count)
      return true
    }

    mutating func alternative() -> Alternative? {
      var found = Alternative()
      found.isAtStart = take("^") || take("\\A")
      guard let node = sequence() else { return nil }
      found.node = node
      if take("$") { found.end = .line } else if take("\\z") { found.end = .strict }
      return found
    }

    /// Up to what ends it: the pattern's end, an end of text, `|` or `)`.
    private mutating func sequence() -> Node? {
      var nodes: [Node] = []
      while let next, next != "|", next != ")", next != "$", !rest.starts(with: "\\z".utf8) {
        guard let atom = atom(), let node = quantified(atom) else { return nil }
        nodes.append(node)
      }
      return .sequence(nodes)
    }

    private mutating func group() -> Node? {
      if rest.starts(with: "?".utf8), !take("?:") { return nil }
      var choices: [Node] = []
      repeat {
        guard let node = sequence() else { return nil }
        choices.append(node)
      } while take("|")
      return take(")") ? .choice(choices) : nil
    }

    private mutating func atom() -> Node? {
      switch next {
      case "(":
        rest.removeFirst()
        return rest.starts(with: "*".utf8) ? nil : group()
      case "[":
        rest.removeFirst()
        return set().map { .byte($0) }
      case ".":
        rest.removeFirst()
        return .byte(ByteSet.lineEnd.inverted)
      case "\\": return escaped().map { .byte($0) }
      case nil, "^", "*", "+", "?", "{": return nil
      default:
        let byte = rest.removeFirst()
        return .byte(ByteSet(byte...byte))
      }
    }

    private mutating func escaped() -> ByteSet? {
      rest.removeFirst()
      guard let byte = rest.popFirst() else { return nil }
      switch Character(Unicode.Scalar(byte)) {
      case "d": return .digits
      case "D": return ByteSet.digits.inverted
      case "w": return .words
      case "W": return ByteSet.words.inverted
      case "s": return .spaces
      case "S": return ByteSet.spaces.inverted
      case "t": return ByteSet(9...9)
      case "n": return .lineEnd
      case "r": return ByteSet(13...13)
      case let character: return character.isLetter || character.isNumber ? nil : ByteSet(byte...byte)
      }
    }

    /// What stands in brackets.
    private mutating func set() -> ByteSet? {
      var found = ByteSet()
      let isInverted = take("^")
      var isFirst = true
      while let byte = rest.first, isFirst || byte != UInt8(ascii: "]") {
        isFirst = false
        // A class of POSIX, perhaps.
        if byte == UInt8(ascii: "[") { return nil }
        if byte == UInt8(ascii: "\\") {
          guard let escaped = escaped() else { return nil }
          found.formUnion(escaped)
          // A range that begins with what was escaped.
          if rest.first == UInt8(ascii: "-"), rest.dropFirst().first != UInt8(ascii: "]") { return nil }
          continue
        }
        rest.removeFirst()
        var last = byte
        if rest.first == UInt8(ascii: "-"), let end = rest.dropFirst().first, end != UInt8(ascii: "]") {
          if end < byte || end == UInt8(ascii: "\\") || end == UInt8(ascii: "[") { return nil }
          last = end
          rest = rest.dropFirst(2)
        }
        found.insert(byte...last)
      }
      guard take("]") else { return nil }
      return isInverted ? found.inverted : found
    }

    private mutating func quantified(_ node: Node) -> Node? {
      var found = node
      switch next {
      case "*": found = .repeated(node, atLeast: 0, atMost: nil)
      case "+": found = .repeated(node, atLeast: 1, atMost: nil)
      case "?": found = .repeated(node, atLeast: 0, atMost: 1)
      case "{":
        rest.removeFirst()
        guard let least = number() else { return nil }
        var most: Int? = least
        if take(",") { most = number() }
        guard rest.first == UInt8(ascii: "}"), least <= most ?? least else { return nil }
        if most == nil, rest.first != UInt8(ascii: "}") { return nil }
        found = .repeated(node, atLeast: least, atMost: most)
      default: return node
      }
      rest.removeFirst()
      // As few as possible is no other question than as many as possible; giving nothing back is.
      _ = take("?")
      switch next {
      case "*", "+", "?", "{": return nil
      default: return found
      }
    }

    private mutating func number() -> Int? {
      let digits = rest.prefix { (48...57).contains($0) }
      rest = rest.dropFirst(digits.count)
      return digits.count > 3 ? nil : Int(String(decoding: digits, as: UTF8.self))
    }
  }
}
