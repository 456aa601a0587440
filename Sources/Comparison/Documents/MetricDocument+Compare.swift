package import Core

extension MetricDocument {
  /// Refuses to compare numbers that are not of the same thing.
  ///
  /// Both documents have to be of one kind and state the same of whatever both of them measure; what one of them
  /// states and the other does not differs too.
  ///
  /// - Parameter names: the metrics that are compared; nil for all that both have.
  /// - Throws: `malformedData` with everything that differs and both values.
  package func requireComparable(with other: MetricDocument, for names: [String]? = nil) throws(Failure) {
    guard format.isComparable(with: other.format) else {
      throw Failure(
        .malformedData, "this is a \(format.title), \(other.name) is a \(other.format.title)", at: Place(file: name),
        hint: "metrics of one name are computed differently by different tools: take both from the same one")
    }
    var problems: [Diagnostic] = []
    var compared = Set(entries.map(\.name)).intersection(other.entries.map(\.name))
    if let names {
      let pairs = names.compactMap { name in entry(name).flatMap { ours in other.entry(name).map { (name, ours, $0) } }
      }
      compared = Set(pairs.map { $0.1.name })
      for (name, ours, theirs) in pairs where ours.name != theirs.name {
        problems.append(
          Diagnostic(
            "'\(name)' is '\(ours.name)' here and '\(theirs.name)' in \(other.name)", at: Place(file: self.name),
            hint: "measure the same metric for both"))
      }
    }
    problems += differences(from: other, concerning: compared)
    if !problems.isEmpty { throw Failure(.malformedData, problems) }
  }

  private func differences(from other: MetricDocument, concerning names: Set<String>) -> [Diagnostic] {
    var scopes: Set<String> = [""]
    for name in names {
      scopes.insert(name)
      for (index, character) in zip(name.indices, name) where character == "/" { scopes.insert(String(name[..<index])) }
    }
    let ours = conditions.filter { scopes.contains($0.scope) }
    let theirs = other.conditions.filter { scopes.contains($0.scope) }
    let before = Dictionary(uniqueKeysWithValues: theirs.map { ($0.fullName, $0.value) })
    let known = Set(ours.map(\.fullName))
    let differing =
      ours.filter { before[$0.fullName] != $0.value }.map { ($0.fullName, Optional($0.value), before[$0.fullName]) }
      + theirs.filter { !known.contains($0.fullName) }.map { ($0.fullName, nil, Optional($0.value)) }
    func told(_ value: String?) -> String { value.map { "'\($0)'" } ?? "not stated" }
    let shown = differing.prefix(10).map { name, here, there in
      Diagnostic(
        "\(name) is \(told(here)) here and \(told(there)) in \(other.name)", at: Place(file: self.name),
        hint: "evaluate both models in the same way")
    }
    let rest = differing.count - shown.count
    return shown + (rest > 0 ? [Diagnostic("and \(rest) more that differ", at: Place(file: self.name))] : [])
  }
}
