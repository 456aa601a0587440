package import Core
import Ledger
import Release
import YAML

extension ModelPolicy {
  /// Reads a policy.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: named in errors.
  /// - Throws: `configuration` with everything that is wrong, each with line, column and the nearest known key.
  package init(parsing bytes: [UInt8], file: String) throws(Failure) {
    let problems = YAMLProblems()
    let root = YAMLReader(try YAMLNode(parsing: bytes, file: file), problems: problems)
    guard let policy = root.mapping() else {
      try problems.throwIfAny()
      throw Failure(.configuration, "not a policy", at: Place(file: file))
    }
    self.file = file
    self.bytes = bytes
    digest = ContentDigest(of: bytes)
    model = policy.required("model").flatMap { Self.name($0, "a model") } ?? ""
    artifact = policy.optional("artifact")?.string()
    data = policy.optional("data")?.mapping()?.entries.compactMap { DataSetPolicy($0.name, $0.value) } ?? []
    comparison = policy.optional("comparison").flatMap { ComparisonPolicy($0) }
    let steps = data.map(\.step) + (policy.optional("comparison") == nil ? [] : [ComparisonPolicy.step])
    stages = policy.required("stages").map { Self.stages($0, steps: steps) } ?? []
    ledger = policy.optional("ledger").flatMap(Self.ledger) ?? .directory(".modelgate/ledger")
    notify = policy.optional("notify")?.list()?.compactMap { NotificationTarget($0) } ?? []
    policy.finish()
    try problems.throwIfAny()
  }

  /// A name that becomes part of file names and of messages: letters, digits, `.`, `_` and `-`.
  static func name(_ reader: YAMLReader, _ what: String) -> String? {
    guard let name = reader.string() else { return nil }
    if let problem = Name.problem(with: name) {
      reader.report("'\(name)' cannot name \(what): \(problem)", hint: Name.hint)
      return nil
    }
    return name
  }

  private static func stages(_ reader: YAMLReader, steps: [String]) -> [Stage] {
    guard let entries = reader.mapping()?.entries else { return [] }
    if entries.isEmpty { reader.report("there is no stage", hint: "name at least one, such as production") }
    let names = entries.map(\.name)
    return entries.compactMap { entry in
      if let problem = Name.problem(with: entry.name) {
        entry.value.report("'\(entry.name)' cannot name a stage: \(problem)", hint: Name.hint)
        return nil
      }
      return stage(entry.name, entry.value, stages: names, steps: steps)
    }
  }

  private static func stage(_ name: String, _ reader: YAMLReader, stages: [String], steps: [String]) -> Stage? {
    guard let mapping = reader.mapping() else { return nil }
    let after = mapping.optional("after")
    let afterName = after?.string()
    if let after, let afterName {
      // Only what stands above counts, so stages cannot wait for each other in a circle.
      let earlier = Array(stages.prefix { $0 != name })
      if !earlier.contains(afterName) {
        let near = Spelling.nearest(to: afterName, among: earlier).map { "did you mean '\($0)'?" }
        let hint = near ?? "name a stage that stands above it: \(earlier.joined(separator: ", "))"
        after.report("there is no stage '\(afterName)' above '\(name)'", hint: hint)
      }
    }
    var requires: [String] = []
    for element in mapping.required("requires")?.list() ?? [] {
      guard let step = element.string() else { continue }
      if !steps.contains(step) {
        let near = Spelling.nearest(to: step, among: steps).map { "did you mean '\($0)'?" }
        element.report(
          "the policy has no step '\(step)'", hint: near ?? "its steps are: \(steps.joined(separator: ", "))")
      } else if requires.contains(step) {
        element.report("'\(step)' is required twice")
      } else {
        requires.append(step)
      }
    }
    if let list = mapping.optional("requires"), case .sequence(let elements) = list.node.content, elements.isEmpty {
      list.report("a stage must require some evidence", hint: "name its steps: \(steps.joined(separator: ", "))")
    }
    let age = mapping.optional("max_evidence_age")?.duration()
    let approvals = mapping.optional("approvals").flatMap(Self.approvals)
    mapping.finish()
    return Stage(name: name, after: afterName, requires: requires, maxEvidenceAge: age, approvals: approvals)
  }

  private static func approvals(_ reader: YAMLReader) -> ApprovalRule? {
    guard let mapping = reader.mapping() else { return nil }
    let count = mapping.required("count")
    let number = count?.integer()
    if let count, let number, number < 1 {
      count.report("at least 1 approval must be asked for", hint: "leave 'approvals' out when nobody has to approve")
    }
    let signers = mapping.required("signers")?.string()
    let by = mapping.optional("by")
    let names = by?.strings()
    if let by, let names, let number, Set(names).count < number {
      by.report("\(number) approvals are asked for, but only \(Set(names).count) people may give them")
    }
    let validFor = mapping.optional("valid_for")?.duration()
    mapping.finish()
    guard let number, let signers else { return nil }
    return ApprovalRule(count: number, signers: signers, by: names, validFor: validFor)
  }

  /// A path, or a mapping that names the kind of store.
  private static func ledger(_ reader: YAMLReader) -> LedgerLocation? {
    guard case .mapping = reader.node.content else { return reader.string().map { .directory($0) } }
    guard let mapping = reader.mapping() else { return nil }
    let directory = mapping.optional("directory")
    let git = mapping.optional("git")
    let branch = mapping.optional("branch")
    defer { mapping.finish() }
    switch (directory, git) {
    case (let directory?, nil):
      branch?.report("a directory has no branch", hint: "use 'git: REMOTE' with it")
      return directory.string().map { .directory($0) }
    case (nil, let git?):
      guard let remote = git.string() else { return nil }
      if let problem = LedgerLocation.problem(remote: remote) { git.report(problem) }
      let name = branch.map { $0.string() ?? "" } ?? LedgerLocation.defaultBranch
      if let branch, let problem = LedgerLocation.problem(branch: name) { branch.report(problem) }
      return .git(remote: remote, branch: name)
    default:
      reader.report("give either 'directory' or 'git'", hint: "for instance: {git: origin, branch: modelgate/ledger}")
      return nil
    }
  }
}

extension NotificationTarget {
  init?(_ reader: YAMLReader) {
    guard let mapping = reader.mapping() else { return nil }
    let address = mapping.optional("webhook")
    let variable = mapping.optional("webhook_env")
    defer { mapping.finish() }
    switch (address, variable) {
    case (let address?, nil):
      guard let text = address.string() else { return nil }
      guard text.hasPrefix("https://") || text.hasPrefix("http://") else {
        address.report("a webhook is an http or https address")
        return nil
      }
      self = .webhook(text)
    case (nil, let variable?):
      guard let text = variable.string() else { return nil }
      self = .webhookVariable(text)
    default:
      reader.report("give either 'webhook' or 'webhook_env'")
      return nil
    }
  }
}
