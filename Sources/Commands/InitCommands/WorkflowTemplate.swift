/// A file of `ci-templates/`, as `scripts/embed-templates` put it in here.
struct WorkflowTemplate {
  let system: String
  /// Where it goes, from the repository's root.
  let destination: String
  let content: String

  /// What it is for: the first sentence of the comment on top, up to a full stop or a colon.
  var reason: String {
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false).drop { $0.hasPrefix("#!") }
    let comment = lines.drop { !$0.hasPrefix("#") }.prefix { $0.hasPrefix("#") }
    let text = comment.map { $0.drop { "# ".contains($0) } }.joined(separator: " ")
    let ends = [". ", ": "].compactMap { text.firstRange(of: $0)?.lowerBound }
    let sentence = text[..<(ends.min() ?? text.endIndex)]
    guard let first = sentence.first else { return "a step of the release in \(system)" }
    return first.lowercased() + (sentence.hasSuffix(".") ? sentence.dropFirst().dropLast() : sentence.dropFirst())
  }
}
