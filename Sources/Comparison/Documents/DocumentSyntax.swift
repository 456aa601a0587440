/// What a file of metrics is written in, as its first bytes show.
enum DocumentSyntax: Equatable {
  /// One object, or a list of objects.
  case json
  case jsonLines
  case yaml
  /// YAML between two lines `---`, and a text below.
  case frontMatter
  /// A table whose columns are called `name` and `value`.
  case table(separator: UInt8)
  case toml
  case unknown

  /// - Parameter head: the whole file or its first bytes.
  init(of head: [UInt8]) {
    var index = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < head.count, Self.space.contains(head[index]) { index += 1 }
    guard index < head.count, !head.contains(0) else {
      self = .unknown
      return
    }
    let second = head[(index + 1)...].first { !Self.space.contains($0) }
    switch head[index] {
    case UInt8(ascii: "{"):
      // Without quotation marks it is a mapping of YAML.
      let isJSON = second == nil || second == UInt8(ascii: "\"") || second == UInt8(ascii: "}")
      self = isJSON ? Self.json(head[index...]) : .yaml
    case UInt8(ascii: "[") where second == UInt8(ascii: "{"): self = .json
    default: self = Self.text(String(decoding: head[index...], as: UTF8.self))
    }
  }

  private static let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

  /// A second object behind the first one makes it lines. An object that goes on past the head, or that has a line end
  /// within, is a document: rows are short and have none.
  private static func json(_ bytes: ArraySlice<UInt8>) -> DocumentSyntax {
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for (index, byte) in zip(bytes.indices, bytes) {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        isEscaped = byte == UInt8(ascii: "\\")
        isQuoted = byte != UInt8(ascii: "\"")
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = true
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        depth -= 1
        if depth > 0 { continue }
        return bytes[(index + 1)...].first { !space.contains($0) } == UInt8(ascii: "{") ? .jsonLines : .json
      }
    }
    return .json
  }

  private static func text(_ text: String) -> DocumentSyntax {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if let first = lines.first, isFence(first) {
      guard let end = lines.dropFirst().firstIndex(where: isFence) else { return .yaml }
      return lines[(end + 1)...].contains { !$0.allSatisfy(\.isWhitespace) } ? .frontMatter : .yaml
    }
    guard let line = lines.first(where: { !$0.hasPrefix("#") && !$0.hasPrefix("%") && !$0.allSatisfy(\.isWhitespace) })
    else { return .unknown }
    if isTOML(line) { return .toml }
    for separator in [",", "\t", ";", "|"] as [Character] where line == lines.first {
      let cells = line.split(separator: separator, omittingEmptySubsequences: false).map { unquoted($0).lowercased() }
      if NamesAndValues.areColumns(cells) { return .table(separator: separator.asciiValue ?? UInt8(ascii: ",")) }
    }
    return isYAML(line) ? .yaml : .unknown
  }

  static func isFence(_ line: Substring) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy { $0 == " " || $0 == "\t" }
  }

  private static func unquoted(_ cell: Substring) -> String {
    cell.count >= 2 && cell.first == "\"" && cell.last == "\"" ? String(cell.dropFirst().dropLast()) : String(cell)
  }

  /// `[section]`, or a key and an equals sign.
  private static func isTOML(_ line: Substring) -> Bool {
    func isKey(_ text: Substring) -> Bool {
      let trimmed = text.filter { $0 != " " && $0 != "\t" }
      return !trimmed.isEmpty && trimmed.allSatisfy { $0.isLetter || $0.isNumber || "_-.\"'".contains($0) }
    }
    if line.first == "[" {
      let inner = line.drop { $0 == "[" }.prefix { $0 != "]" }
      let rest = line.drop { $0 != "]" }.drop { $0 == "]" || $0 == " " || $0 == "\t" }
      return isKey(inner) && (rest.isEmpty || rest.first == "#")
    }
    guard let equals = line.firstIndex(of: "=") else { return false }
    return isKey(line[..<equals])
  }

  /// An element of a list, or a key and a colon; a header of CSV may have a colon in a name, but not behind a comma.
  private static func isYAML(_ line: Substring) -> Bool {
    if line.hasPrefix("- ") || line == "-" { return true }
    var rest = line
    if let quote = line.first, quote == "\"" || quote == "'" {
      guard let end = line.dropFirst().firstIndex(of: quote) else { return false }
      rest = line[line.index(after: end)...].drop { $0 == " " }
      return rest.first == ":"
    }
    while let colon = rest.firstIndex(of: ":") {
      let after = rest[rest.index(after: colon)...]
      if after.isEmpty || after.first == " " || after.first == "\t" {
        return !line[..<colon].contains { ",;\t|".contains($0) }
      }
      rest = after
    }
    return false
  }
}
