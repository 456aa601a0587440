import Core

/// The CI systems that there are, or will be, workflows for.
enum WorkflowSystem: String, CaseIterable {
  case github
  case gitlab
  case jenkins
  case azure
  case circleci
  case bitbucket
  case buildkite
  case woodpecker
  case tekton
  case argo

  /// What in a repository shows that the system is used there; seen from the repository's root.
  private var markers: [String] {
    switch self {
    case .github: [".github/workflows"]
    case .gitlab: [".gitlab-ci.yml"]
    case .jenkins: ["Jenkinsfile"]
    case .azure: ["azure-pipelines.yml", "azure-pipelines.yaml", ".azure-pipelines"]
    case .circleci: [".circleci"]
    case .bitbucket: ["bitbucket-pipelines.yml"]
    case .buildkite: [".buildkite"]
    case .woodpecker: [".woodpecker", ".woodpecker.yml", ".woodpecker.yaml"]
    case .tekton: [".tekton", "tekton"]
    case .argo: [".argo", "argo"]
    }
  }

  /// Hosts whose own CI is the one to expect; in order, `gitlab` also as part of a company's host name.
  private static let hosts: [(part: String, system: WorkflowSystem)] = [
    ("github", .github), ("gitlab", .gitlab), ("bitbucket.org", .bitbucket), ("dev.azure.com", .azure),
    ("visualstudio.com", .azure), ("codeberg.org", .woodpecker),
  ]

  /// A system, and why it was taken.
  struct Detection {
    let system: WorkflowSystem
    let reason: String
  }

  /// - Parameters:
  ///   - root: the repository's root directory.
  ///   - remote: the address of its remote.
  ///   - manifests: YAML files that may be Kubernetes manifests.
  static func detect(root: String, remote: String?, manifests: [String]) -> Detection {
    let found = allCases.compactMap { system in
      system.markers.first { Files.exists(Path.join(root, $0)) }.map { (system, $0) }
    }
    if let (system, marker) = found.first {
      let others = found.dropFirst().map(\.1)
      let note = others.isEmpty ? "" : "; also: \(others.joined(separator: ", ")), which --ci picks"
      return Detection(system: system, reason: "\(marker) is here\(note)")
    }
    for file in manifests {
      let text = String(decoding: (try? Files.read(file)) ?? [], as: UTF8.self)
      if text.contains("apiVersion: tekton.dev/") { return Detection(system: .tekton, reason: "\(file) is Tekton's") }
      // Argo CD's manifests have the same group.
      if text.contains("apiVersion: argoproj.io/"), text.contains("kind: Workflow") || text.contains("kind: CronWorkf")
      {
        return Detection(system: .argo, reason: "\(file) is Argo's")
      }
    }
    let host = remote.map(host(of:)) ?? ""
    if let (_, system) = hosts.first(where: { host.contains($0.part) }) {
      return Detection(system: system, reason: "origin is on \(host)")
    }
    let hint = "nothing here names another; --ci picks one"
    return Detection(system: .github, reason: Files.exists(Path.join(root, ".github")) ? ".github is here" : hint)
  }

  /// The host of `https://host/path`, `ssh://user@host/path` or `user@host:path`.
  private static func host(of address: String) -> String {
    var rest = address[...]
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
    } else if !rest.contains(":") {
      return ""
    }
    rest = rest.prefix { $0 != "/" }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    return rest.prefix { $0 != ":" }.lowercased()
  }

  /// Reads `--ci`; nil for `none`.
  ///
  /// - Throws: `usage` naming the nearest system.
  static func parse(_ name: String) throws(Failure) -> WorkflowSystem? {
    if name == "none" { return nil }
    if let system = WorkflowSystem(rawValue: name) { return system }
    let known = allCases.map(\.rawValue) + ["none"]
    let near = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
    throw Failure(
      .usage, "there is no CI system '\(name)' here", hint: near ?? "one of: \(known.joined(separator: ", "))")
  }

  /// Where the repository's host looks for code owners; nil where it does not.
  var codeOwners: String? {
    switch self {
    case .github: ".github/CODEOWNERS"
    case .gitlab: "CODEOWNERS"
    default: nil
    }
  }
}
