import YAML

extension Expectation {
  /// What `value_set` holds.
  struct Members {
    var texts: [String] = []
    var hasNumbers = false
    var hasBooleans = false
    var hasNull = false

    /// A truth value in each of the ways in which text has it.
    var set: ValueSet { ValueSet(texts, comparesNumbers: hasNumbers) }
  }

  /// - Parameter key: of a list of values.
  func members(_ key: String = "value_set") throws(Refused) -> Members {
    let reader = try required(key)
    let list = try read(reader, reader.list())
    if list.isEmpty { throw wrong(reader, "the set is empty") }
    var members = Members()
    for element in list {
      guard case .scalar(let text, let isPlain) = element.node.content else {
        throw wrong(element, "expected a value, found \(element.node.kind)")
      }
      if element.node.isNull {
        members.hasNull = true
      } else if let boolean = element.node.boolean {
        members.hasBooleans = true
        members.texts += boolean ? ["true", "True", "TRUE"] : ["false", "False", "FALSE"]
      } else {
        members.hasNumbers = members.hasNumbers || isPlain
        members.texts.append(text)
      }
    }
    return members
  }

  /// A set of which each member is looked for.
  func exactSet() throws(Refused) -> ValueSet {
    let members = try members()
    if members.hasNull { throw refused(try required("value_set"), "a null in a set of distinct values") }
    if members.hasBooleans { throw refused(try required("value_set"), "a truth value in a set of distinct values") }
    return members.set
  }
}
