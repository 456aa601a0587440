package import ArgumentParser
package import Core
package import Evidence
package import Policy

/// Where the policy is and where findings go: what nearly every command takes.
package struct PolicyOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The policy file.", valueName: "file"))
  package var policy = "modelgate.yaml"

  @Option(
    name: .long,
    help: ArgumentHelp("Where steps leave their findings. (default: .modelgate beside the policy)", valueName: "dir"))
  package var evidenceDir: String?

  package init() {}

  package func load() throws(Failure) -> ModelPolicy {
    let bytes: [UInt8]
    do throws(Failure) {
      bytes = try Files.read(policy)
    } catch  where error.code == .missingInput {
      throw Failure(
        .missingInput, "there is no policy file here", at: Place(file: policy),
        hint: "name one with --policy, or let modelgate-init write one")
    }
    return try ModelPolicy(parsing: bytes, file: policy)
  }

  /// For a command that people copy: nothing where the policy is where it always is.
  package var flag: [String] { policy == "modelgate.yaml" ? [] : ["--policy", policy] }

  package var folder: EvidenceFolder {
    EvidenceFolder(path: evidenceDir ?? Path.join(Path.parent(policy), ".modelgate"))
  }
}
