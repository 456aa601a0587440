package import Core
package import YAML

/// Values that a contract leaves to whoever checks data by it, by name.
package struct ContractParameters: Sendable {
  private(set) var values: [String: YAMLNode] = [:]

  package static let none = ContractParameters()

  package init(_ values: [String: YAMLNode] = [:]) { self.values = values }

  /// - Parameter texts: `NAME=VALUE`; a value that is JSON is a number, a truth value, a list and so on, any other a text.
  /// - Throws: `usage` for what is no name with a value, and for a name that comes twice.
  package init(_ texts: [String]) throws(Failure) {
    for text in texts {
      guard let split = text.firstIndex(of: "="), split > text.startIndex else {
        throw Failure(.usage, "--parameter \(text) gives no value", hint: "write --parameter NAME=VALUE")
      }
      let name = String(text[..<split])
      if values[name] != nil { throw Failure(.usage, "--parameter \(name) is given twice") }
      values[name] = Self.node(String(text[text.index(after: split)...]), of: name)
    }
  }

  private static func node(_ text: String, of name: String) -> YAMLNode {
    let file = "--parameter \(name)"
    do throws(Failure) {
      return try YAMLNode(json: Array(text.utf8), file: file)
    } catch {
      return YAMLNode(.scalar(text, plain: false), at: Place(file: file))
    }
  }

  /// These, which a policy says, and those of a command line.
  ///
  /// - Throws: `usage` for one that both have: what the policy fixes, nobody who runs the check can loosen.
  package func adding(_ more: ContractParameters) throws(Failure) -> ContractParameters {
    if let name = more.values.keys.sorted().first(where: { values[$0] != nil }) {
      throw Failure(.usage, "the policy gives the parameter '\(name)' already", hint: "leave --parameter \(name) out")
    }
    return ContractParameters(values.merging(more.values) { first, _ in first })
  }

  /// - Throws: `usage` where one of them is none of the contract's: it may be misspelt.
  func checkAllAreKnown(among names: Set<String>, file: String) throws(Failure) {
    for name in values.keys.sorted() where !names.contains(name) {
      let near = Spelling.nearest(to: name, among: names.sorted()).map { "did you mean '\($0)'?" }
      throw Failure(
        .usage, "the contract has no parameter '\(name)'", at: Place(file: file),
        hint: near ?? (names.isEmpty ? "it has none" : "it has: \(names.sorted().joined(separator: ", "))"))
    }
  }
}

extension YAMLNode {
  /// The same as if it stood elsewhere.
  func moved(to place: Place) -> YAMLNode {
    switch content {
    case .scalar: YAMLNode(content, at: place)
    case .sequence(let elements): YAMLNode(.sequence(elements.map { $0.moved(to: place) }), at: place)
    case .mapping(let members):
      YAMLNode(
        .mapping(members.map { (key: $0.key.moved(to: place), value: $0.value.moved(to: place)) }), at: place)
    }
  }
}
