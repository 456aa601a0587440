import CommandSupport
import Core
import DataQuality
import Signatures

/// Everything that is to be written into a repository, and why.
struct Setup {
  /// What the flags say.
  struct Wishes {
    var model: String?
    var files: Findings.Wishes
    var ci: String?
    var approvers: [String]
    var owner: String?
    var force: Bool

    fileprivate var describePolicy: Bool {
      model != nil || !files.data.isEmpty || !files.predictions.isEmpty || files.artifact != nil
    }
  }

  static let policyFile = "modelgate.yaml"
  static let signersFile = "allowed_signers"

  private(set) var plan: FilePlan
  private(set) var warnings: [String] = []
  /// Nil when there is a policy already, which says it all.
  let findings: Findings?
  let repository: GitRepository?
  let system: WorkflowSystem?
  let systemReason: String
  let ledger: Ledger
  private(set) var codeOwnerLines: [String] = []

  enum Ledger {
    case git(remote: String)
    case directory

    var yaml: String {
      switch self {
      case .git(let remote): "{git: \(remote), branch: modelgate/ledger}"
      case .directory: ".modelgate/ledger"
      }
    }
  }

  init(_ wishes: Wishes, _ session: Session) throws(Failure) {
    plan = FilePlan(force: wishes.force)
    let chosen = try wishes.ci.map { name throws(Failure) in try WorkflowSystem.parse(name) }
    let approvers = try Approvers(parsing: wishes.approvers)
    repository = try GitRepository.around(environment: session.environment)
    ledger = repository.map { .git(remote: $0.origin == nil ? "." : "origin") } ?? .directory
    let survey = FolderSurvey()
    let hasPolicy = Files.exists(Self.policyFile) && !wishes.force
    if hasPolicy, wishes.describePolicy {
      throw Failure(
        .usage, "there is a policy already, so there is nothing that these flags could say",
        at: Place(file: Self.policyFile), hint: "edit it, or give --force to write a new one")
    }
    if let chosen {
      system = chosen
      systemReason = "as --ci says"
    } else {
      let found = WorkflowSystem.detect(
        root: repository?.root ?? "", remote: repository?.origin, manifests: survey.manifests)
      system = found.system
      systemReason = found.reason
    }
    findings =
      hasPolicy
      ? nil : try Findings(survey, model: wishes.model ?? Self.modelName(repository), wishes: wishes.files)
    if let findings {
      try planPolicy(findings, approvers)
      if survey.isCut { warnings.append("there are more files than were looked at: name what is missing with --data") }
    } else {
      plan.keep(Self.policyFile)
    }
    planSigners(approvers)
    planCodeOwners(wishes.owner)
    try planIgnored(session)
    planWorkflows()
  }

  private static func modelName(_ repository: GitRepository?) -> String {
    var name = Path.name(Files.workingDirectory)
    if let repository, repository.prefix.isEmpty, let origin = repository.origin {
      // `host:name.git` has no slash.
      let last = Path.name(origin).split(separator: ":").last.map(String.init) ?? ""
      name = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    }
    return Name.suggestion(from: name, else: "model")
  }

  private mutating func planPolicy(_ findings: Findings, _ approvers: Approvers) throws(Failure) {
    let people = Files.exists(Self.signersFile) && approvers.count == 0 ? Self.listed() : approvers.count
    let policy = PolicyText(findings: findings, ledger: ledger, approvals: Approvers.required(of: people))
    plan.add(Self.policyFile, policy.text, "what must hold before a version of \(findings.model) is released")
    for set in findings.sets {
      let contract = try InferredContract(of: set.source.table, name: set.name)
      plan.add(
        set.contract, contract.yaml(source: set.source.path),
        "what \(set.source.path) must satisfy, inferred from its \(contract.rows) row\(contract.rows == 1 ? "" : "s"): read it"
      )
    }
    guard let artifact = findings.artifact else { return }
    if !Files.exists(artifact) { warnings.append("there is no \(artifact) yet: a release needs it") }
    if people == 0 {
      warnings.append(
        "nobody has to approve: a version whose checks pass is released; --approver NAME=KEY.pub names who must")
    }
  }

  /// How many people an approvers file that is there names.
  private static func listed() -> Int {
    let bytes = (try? Files.read(signersFile)) ?? []
    let signers = try? AllowedSigners(parsing: bytes, file: signersFile)
    return Set(signers?.entries.flatMap(\.principals) ?? []).count
  }

  private mutating func planSigners(_ approvers: Approvers) {
    let reason =
      approvers.count == 0
      ? "who may approve a release: nobody yet, it says how to add a person"
      : "who may approve a release: \(approvers.count) \(approvers.count == 1 ? "person" : "people")"
    // People's keys are never replaced by an empty list.
    plan.add(Self.signersFile, approvers.text, reason, keepsOld: approvers.count == 0)
  }

  /// Whoever changes what a release must satisfy should need a review: the files it is said in, with their owner.
  private mutating func planCodeOwners(_ owner: String?) {
    guard let repository, let system, let place = system.codeOwners else { return }
    // A name that the file's syntax would not take as it is.
    guard Name.problem(with: "x" + repository.prefix.filter { $0 != "/" }) == nil else { return }
    let contracts = findings.map { $0.sets.count > 1 ? "contracts/" : "contract.yaml" } ?? "contract.yaml"
    let mark = owner == nil ? "# " : ""
    codeOwnerLines = [Self.policyFile, contracts, Self.signersFile].map {
      "\(mark)/\(repository.prefix)\($0) \(owner ?? "@your-team")"
    }
    let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]
    if let there = places.map({ repository.root + $0 }).first(where: Files.exists) {
      let text = String(decoding: (try? Files.read(there)) ?? [], as: UTF8.self)
      let isNamed = text.contains("/\(repository.prefix)\(Self.policyFile)")
      plan.keep(there, isNamed ? "names the policy already" : "is here already; consider the lines below")
      if isNamed { codeOwnerLines = [] }
      return
    }
    let introduction = "# Whoever changes what a release must satisfy needs a review by its owners.\n"
    let reason = owner == nil ? "who must review changes of the policy: put your team in" : "who must review the policy"
    plan.add(repository.root + place, introduction + codeOwnerLines.joined(separator: "\n") + "\n", reason)
    codeOwnerLines = []
  }

  private mutating func planIgnored(_ session: Session) throws(Failure) {
    guard let repository, !repository.ignores(".modelgate/x") else { return }
    try plan.extend(".gitignore", with: ".modelgate/", "findings of a run do not belong in the repository")
  }

  private mutating func planWorkflows() {
    guard let system else { return }
    let templates = WorkflowTemplate.all.filter { $0.system == system.rawValue }
    for template in templates {
      plan.add((repository?.root ?? "") + template.destination, template.content, template.reason)
    }
    if templates.isEmpty {
      warnings.append(
        "there is no workflow for \(system.rawValue) in this version: ci-templates/README.md has the steps")
    }
    if repository == nil {
      warnings.append(
        "this is no git repository, so the ledger is a directory here; for CI: git init, then modelgate-init --force")
    }
  }
}
