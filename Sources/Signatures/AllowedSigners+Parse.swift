package import Core

extension AllowedSigners {
  /// Reads the content of an allowed signers file.
  ///
  /// - Parameter file: named in errors.
  /// - Throws: `Failure` with `configuration`, one diagnostic for each line that is wrong.
  package init(parsing bytes: [UInt8], file: String) throws(Failure) {
    var entries: [Entry] = []
    var diagnostics: [Diagnostic] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      do throws(LineProblem) {
        if let entry = try LineParser.parse(line, number: index + 1) { entries.append(entry) }
      } catch {
        diagnostics.append(Diagnostic(error.message, at: Place(file: file, line: index + 1), hint: error.hint))
      }
    }
    guard diagnostics.isEmpty else { throw Failure(.configuration, diagnostics) }
    self.init(entries: entries)
  }
}

private struct LineProblem: Error {
  var message: String
  var hint: String
}

private struct LineParser {
  private static let layout = "a line reads 'principal[,principal…] [options] keytype base64 [comment]'"
  private static let noKey = LineProblem(message: "there is no key on the line", hint: layout)
  private var rest: Substring

  /// One line's entry; nil for a blank line or a comment.
  static func parse(_ bytes: ArraySlice<UInt8>, number: Int) throws(LineProblem) -> AllowedSigners.Entry? {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LineProblem(message: "the line is not UTF-8", hint: "save the file as UTF-8")
    }
    var parser = LineParser(rest: text[...])
    parser.skipBlanks()
    while parser.rest.last?.isWhitespace == true { parser.rest.removeLast() }
    if parser.rest.isEmpty || parser.rest.first == "#" { return nil }
    let principals = try parser.principals()
    let options = try parser.startsWithKey ? Options() : parser.options()
    let key = try parser.key()
    return AllowedSigners.Entry(
      principals: principals, key: key, namespaces: options.namespaces, validAfter: options.validAfter,
      validBefore: options.validBefore, line: number)
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private mutating func word() -> Substring {
    let word = rest.prefix { $0 != " " && $0 != "\t" }
    rest = rest[word.endIndex...]
    skipBlanks()
    return word
  }

  private mutating func principals() throws(LineProblem) -> [String] {
    let list: Substring
    if rest.first == "\"" {
      rest.removeFirst()
      list = rest.prefix { $0 != "\"" }
      rest = rest[list.endIndex...]
      guard !rest.isEmpty else { throw LineProblem(message: "the principals' quote is not closed", hint: Self.layout) }
      rest.removeFirst()
      skipBlanks()
    } else {
      list = word()
    }
    let names = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for name in names {
      guard !name.isEmpty else { throw LineProblem(message: "a principal is empty", hint: Self.layout) }
      guard !name.contains(where: { $0 == "*" || $0 == "?" }), !name.hasPrefix("!") else {
        throw LineProblem(
          message: "the principal '\(name)' is a pattern, which identifies nobody",
          hint: "name each person on a line of their own")
      }
    }
    return names
  }

  /// Whether the next word is a key type, known here or not, rather than options.
  private var startsWithKey: Bool {
    let word = rest.prefix { $0 != " " && $0 != "\t" }
    if SSHPublicKey.Kind(rawValue: String(word)) != nil { return true }
    return ["ssh-", "ecdsa-", "sk-"].contains { word.hasPrefix($0) } && !word.contains("=")
  }

  private mutating func key() throws(LineProblem) -> SSHPublicKey {
    guard !rest.isEmpty else { throw Self.noKey }
    do throws(SignatureProblem) {
      return try SSHPublicKey(parsing: rest)
    } catch {
      let kinds = SSHPublicKey.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      let hint =
        if case .unsupported = error { "supported are \(kinds); RSA with 2048 bits or more" } else {
          "copy the line that 'ssh-keygen -y -f KEY' prints"
        }
      throw LineProblem(message: error.reason, hint: hint)
    }
  }

  struct Options {
    var namespaces: [String]?
    var validAfter: Timestamp?
    var validBefore: Timestamp?
  }

  private mutating func options() throws(LineProblem) -> Options {
    guard !rest.isEmpty else { throw Self.noKey }
    var options = Options()
    var seen: Set<String> = []
    while true {
      let written = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      let name = written.lowercased()
      rest = rest[written.endIndex...]
      guard !name.isEmpty else {
        throw LineProblem(message: "there is an option without a name, or no known key type", hint: Self.layout)
      }
      guard seen.insert(name).inserted else {
        throw LineProblem(message: "the option '\(name)' is given twice", hint: "keep one of them")
      }
      switch name {
      case "namespaces":
        let patterns = try value(of: name).split(separator: ",").map(String.init)
        guard !patterns.isEmpty else {
          throw LineProblem(
            message: "'namespaces' allows nothing", hint: "name at least one namespace, or leave it out")
        }
        options.namespaces = patterns
      case "valid-after": options.validAfter = try time(name)
      case "valid-before": options.validBefore = try time(name)
      case "cert-authority":
        throw LineProblem(
          message: "'cert-authority' is not supported", hint: "list each person's own key instead of the authority's")
      default: throw Self.unknown(name)
      }
      guard rest.first == "," else { break }
      rest.removeFirst()
    }
    guard rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else {
      throw LineProblem(message: "the options do not end in a space", hint: Self.layout)
    }
    skipBlanks()
    if let after = options.validAfter, let before = options.validBefore, before <= after {
      throw LineProblem(
        message: "'valid-before' is not later than 'valid-after', so the key is never valid", hint: "swap or mend them")
    }
    return options
  }

  private static func unknown(_ name: String) -> LineProblem {
    let known = ["namespaces", "valid-after", "valid-before"]
    let near = Spelling.nearest(to: name, among: known)
    return LineProblem(
      message: "'\(name)' is neither an option nor a supported key type",
      hint: near.map { "did you mean '\($0)'?" } ?? "options are \(known.joined(separator: ", "))")
  }

  /// `="…"`; a quote inside is written `\"`.
  private mutating func value(of name: String) throws(LineProblem) -> String {
    guard rest.hasPrefix("=\"") else {
      throw LineProblem(message: "'\(name)' has no value in quotes", hint: "write \(name)=\"…\"")
    }
    rest = rest.dropFirst(2)
    var text = ""
    while let character = rest.popFirst() {
      if character == "\"" { return text }
      if character == "\\", rest.first == "\"" {
        rest.removeFirst()
        text.append("\"")
      } else {
        text.append(character)
      }
    }
    throw LineProblem(message: "the quote of '\(name)' is not closed", hint: "write \(name)=\"…\"")
  }

  /// `YYYYMMDD[HHMM[SS]][Z]`, in UTC with and without the `Z`.
  private mutating func time(_ name: String) throws(LineProblem) -> Timestamp {
    let text = try value(of: name)
    let digits = Array(text.hasSuffix("Z") ? text.dropLast() : text[...])
    func part(_ range: Range<Int>) -> String { range.upperBound <= digits.count ? String(digits[range]) : "00" }
    let date = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
    guard [8, 12, 14].contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }),
      let time = Timestamp("\(date)T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z")
    else {
      throw LineProblem(
        message: "'\(text)' is no time for '\(name)'", hint: "write YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, then Z")
    }
    return time
  }
}
