package import Core
package import Policy
package import Release

extension ModelPolicy {
  /// The stage of that name.
  ///
  /// - Throws: `usage` naming the nearest stage there is.
  package func requiredStage(_ name: String) throws(Failure) -> Stage {
    if let stage = stage(name) { return stage }
    let names = stages.map(\.name)
    let near = Spelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
    throw Failure(
      .usage, "the policy has no stage '\(name)'", at: Place(file: file),
      hint: near ?? "its stages are: \(names.joined(separator: ", "))")
  }
}
