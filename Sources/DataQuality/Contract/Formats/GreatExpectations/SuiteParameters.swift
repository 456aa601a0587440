import Core
import YAML

/// What a suite leaves open as `{"$PARAMETER": "name"}`, with the values it is given.
///
/// An argument as a whole may be one, nothing within an argument: so Great Expectations has it.
struct SuiteParameters {
  private let values: [String: YAMLNode]
  /// Those that the suite asks for.
  private(set) var names: Set<String> = []

  /// - Parameters:
  ///   - given: by whoever runs the check.
  ///   - own: of the suite itself, as versions up to 0.18 have it; nil for none.
  init(_ given: ContractParameters, own: YAMLReader?) {
    var values = given.values
    if let own, !own.node.isNull, let members = own.mapping() {
      for (name, reader) in members.entries where values[name] == nil { values[name] = reader.node }
    }
    self.values = values
  }

  /// The arguments of an expectation with the values in place; what has none stays as it is.
  mutating func fill(_ arguments: YAMLReader) -> YAMLReader {
    guard case .mapping(let members) = arguments.node.content else { return arguments }
    let filled = members.map { member in
      guard let parameter = Self.parameter(member.value) else { return member }
      // A value that was meant for one run is kept beside the name.
      if let kept = parameter.kept { return (key: member.key, value: kept) }
      names.insert(parameter.name)
      return (key: member.key, value: values[parameter.name]?.moved(to: member.value.place) ?? member.value)
    }
    return YAMLReader(
      YAMLNode(.mapping(filled), at: arguments.node.place), path: arguments.path, problems: arguments.problems)
  }

  /// The name of a parameter, and the value beside it if there is one; nil for what is no parameter.
  static func parameter(_ node: YAMLNode) -> (name: String, kept: YAMLNode?)? {
    guard case .mapping(let members) = node.content else { return nil }
    func value(_ name: String) -> YAMLNode? {
      members.first { if case .scalar(name, _) = $0.key.content { true } else { false } }?.value
    }
    guard case .scalar(let name, plain: false)? = value("$PARAMETER")?.content else { return nil }
    return (name, value("$PARAMETER.\(name)"))
  }

  /// Whether it is a parameter and no expression of some: letters, digits, `_` and `$`, a letter first.
  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "$")
    }
  }
}
