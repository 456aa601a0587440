package import ArgumentParser
package import Core
package import Evidence
package import Policy
package import Reporting

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

  package var folder: EvidenceFolder {
    EvidenceFolder(path: evidenceDir ?? Path.join(Path.parent(policy), ".modelgate"))
  }
}

/// Further reports on request.
package struct ReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Also write a report: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated.",
      valueName: "format=file"))
  package var report: [String] = []

  package init() {}

  /// Checked before any work is done.
  package func requests() throws(Failure) -> [ReportRequest] {
    var requests: [ReportRequest] = []
    for text in report { requests.append(try ReportRequest(parsing: text)) }
    return requests
  }
}

extension [ReportRequest] {
  package func write(_ report: StepReport) throws(Failure) {
    for request in self { try Files.replace(request.file, with: request.format.render(report)) }
  }
}
