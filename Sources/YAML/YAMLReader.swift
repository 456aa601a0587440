package import Core

/// Everything wrong with one document, collected while it is read, so that a person mends it in one go.
package final class YAMLProblems {
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  package func report(_ message: String, at place: Place, hint: String? = nil) {
    diagnostics.append(Diagnostic(message, at: place, hint: hint))
  }

  /// - Throws: everything reported so far, as one `configuration` failure.
  package func throwIfAny() throws(Failure) {
    if !diagnostics.isEmpty { throw Failure(.configuration, diagnostics) }
  }
}

/// Reads one node as a typed value. A value of the wrong type is reported and read as nil; the caller goes on.
package struct YAMLReader {
  package let node: YAMLNode
  /// Where the node stands in the document, for instance `stages.production.approvals`; empty for the root.
  package let path: String
  package let problems: YAMLProblems

  package init(_ node: YAMLNode, path: String = "", problems: YAMLProblems) {
    self.node = node
    self.path = path
    self.problems = problems
  }

  package var place: Place {
    var place = node.place
    place.key = path
    return place
  }

  package func report(_ message: String, hint: String? = nil) { problems.report(message, at: place, hint: hint) }

  private func expected(_ what: String, hint: String? = nil) {
    report("expected \(what), found \(node.kind)", hint: hint)
  }

  /// Text. Plain numbers and truth values count as text, since `version: 1.10` is rarely meant as 1.1.
  package func string() -> String? {
    guard case .scalar(let text, _) = node.content, !node.isNull else {
      expected("text")
      return nil
    }
    return text
  }

  package func bool() -> Bool? {
    guard let value = node.boolean else {
      expected("true or false")
      return nil
    }
    return value
  }

  /// A finite number, unquoted.
  package func double() -> Double? {
    guard case .scalar(let text, plain: true) = node.content, let value = Double(text), value.isFinite,
      text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) })
    else {
      expected("a number")
      return nil
    }
    return value
  }

  package func integer() -> Int? {
    guard case .scalar(let text, plain: true) = node.content, let value = Int(text) else {
      expected("a whole number")
      return nil
    }
    return value
  }

  /// A length of time such as `12h` or `7d`.
  package func duration() -> Timestamp.Span? {
    guard case .scalar(let text, _) = node.content, let value = Timestamp.Span(text) else {
      expected("a length of time", hint: "write a whole number and a unit: 90s, 30m, 12h, 7d or 2w")
      return nil
    }
    return value
  }

  /// One of an enumeration's raw values.
  package func oneOf<Choice: RawRepresentable & CaseIterable>(_ choices: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    let known = choices.allCases.map(\.rawValue)
    guard case .scalar(let text, _) = node.content, let value = Choice(rawValue: text) else {
      var hint = "one of: \(known.joined(separator: ", "))"
      if case .scalar(let text, _) = node.content, let near = Spelling.nearest(to: text, among: known) {
        hint = "did you mean '\(near)'?"
      }
      expected("one of \(known.count) words", hint: hint)
      return nil
    }
    return value
  }

  /// The elements of a list, each with its path.
  package func list() -> [YAMLReader]? {
    guard case .sequence(let elements) = node.content else {
      expected("a list")
      return nil
    }
    return elements.enumerated().map { YAMLReader($1, path: "\(path)[\($0)]", problems: problems) }
  }

  /// A list of texts; elements that are none are reported and left out.
  package func strings() -> [String]? { list()?.compactMap { $0.string() } }

  /// The members of a mapping, by name, to be asked for one by one.
  package func mapping() -> YAMLMapping? {
    guard case .mapping(let members) = node.content else {
      expected("a mapping (key: value)")
      return nil
    }
    return YAMLMapping(self, members)
  }
}

/// A mapping that knows which of its keys were asked for, so that `finish()` can report the others as unknown.
package final class YAMLMapping {
  package let reader: YAMLReader
  private let members: [(key: YAMLNode, value: YAMLNode)]
  private var known: [String] = []

  init(_ reader: YAMLReader, _ members: [(key: YAMLNode, value: YAMLNode)]) {
    self.reader = reader
    self.members = members
  }

  /// The value under the key; nil when it is absent or null.
  package func optional(_ key: String) -> YAMLReader? {
    known.append(key)
    return entries.first { $0.name == key && !$0.value.node.isNull }?.value
  }

  /// The value under the key; its absence is reported.
  package func required(_ key: String) -> YAMLReader? {
    if let value = optional(key) { return value }
    reader.report("the key '\(key)' is missing")
    return nil
  }

  /// All members in the order of the file, for mappings whose keys are names that the user chose.
  package var entries: [(name: String, value: YAMLReader)] {
    members.compactMap { member in
      guard case .scalar(let name, _) = member.key.content else { return nil }
      let path = reader.path.isEmpty ? name : "\(reader.path).\(name)"
      return (name, YAMLReader(member.value, path: path, problems: reader.problems))
    }
  }

  /// Reports every key that was never asked for, with the nearest one that was.
  ///
  /// - Parameter ignoring: keys that are known and deliberately not read.
  package func finish(ignoring ignored: Set<String> = []) {
    let all = Set(known).union(ignored)
    for member in members {
      guard case .scalar(let name, _) = member.key.content, !all.contains(name) else { continue }
      let near = Spelling.nearest(to: name, among: all.sorted())
      var place = member.key.place
      place.key = reader.path
      reader.problems.report(
        "unknown key '\(name)'", at: place,
        hint: near.map { "did you mean '\($0)'?" } ?? "known keys here: \(all.sorted().joined(separator: ", "))")
    }
  }
}
