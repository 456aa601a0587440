/// A file of `ci-templates/`, as `scripts/embed-templates` put it in here.
struct WorkflowTemplate {
  let system: String
  /// Where it goes, from the repository's root.
  let destination: String
  let content: String

  /// Its first comment, which says what it is for.
  var reason: String {
    let first = content.split(separator: "\n").first { $0.hasPrefix("#") }
    return first.map { String($0.drop { "# ".contains($0) }) } ?? "a step of the release in \(system)"
  }
}
