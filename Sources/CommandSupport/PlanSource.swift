package import ArgumentParser
package import Core
package import Evidence
package import Ledger
package import Policy
package import Release

/// Which plan a command is about.
package struct PlanFlags: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The stage whose plan it is.", valueName: "name"))
  package var stage: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The plan: a file, or the digest of one on record. (default: plan/STAGE.json in the evidence, else on record)",
      valueName: "plan"))
  package var plan: String?

  package init() {}
}

/// Where a plan is looked for: a file, the evidence folder, or what the ledger has on record.
package struct PlanSource: Sendable {
  private let stage: String?
  private let name: String?
  private let folder: EvidenceFolder

  /// - Parameters:
  ///   - stage: a stage of the policy; nil when the plan is named.
  ///   - plan: a file, or the beginning of the digest of a plan on record.
  package init(stage: String?, plan: String?, folder: EvidenceFolder) {
    self.stage = stage
    name = plan
    self.folder = folder
  }

  package enum Found: Sendable {
    case file(PromotionPlan)
    case recorded(PlanDossier)

    package var plan: PromotionPlan {
      switch self {
      case .file(let plan): plan
      case .recorded(let dossier): dossier.plan
      }
    }

    /// The plan with what it rests on, read from where it was found.
    package func dossier(_ policy: ModelPolicy, _ folder: EvidenceFolder) throws(Failure) -> PlanDossier {
      switch self {
      case .file(let plan): try PlanDossier(plan, policy, folder)
      case .recorded(let dossier): dossier
      }
    }
  }

  /// - Throws: `missingInput` when there is none; `fail` naming the file when it was altered; `usage` when it is for
  ///   another stage, or when nothing says which plan is meant.
  package func plan(_ ledger: ReleaseLedger, _ history: ReleaseHistory) throws(Failure) -> Found {
    let found = try find(ledger, history)
    if let stage, found.plan.stage != stage {
      throw Failure(.usage, "the plan is for \(found.plan.stage), not \(stage)", at: name.map { Place(file: $0) })
    }
    return found
  }

  private func find(_ ledger: ReleaseLedger, _ history: ReleaseHistory) throws(Failure) -> Found {
    if let name {
      if let prefix = Self.digits(name), !Files.exists(name) {
        return .recorded(try PlanDossier(request(startingWith: prefix, history), in: ledger))
      }
      return .file(try read(name))
    }
    guard let stage else {
      throw Failure(.usage, "no plan is named", hint: "give --stage NAME, or --plan with a digest or a file")
    }
    let file = folder.file("plan/\(stage)")
    if Files.exists(file) { return .file(try read(file)) }
    guard let request = history.openRequest(for: stage) else {
      throw Failure(
        .missingInput, "there is no plan for \(stage), here or on record", at: Place(file: file),
        hint: "make one: modelgate-release plan VERSION --stage \(stage)")
    }
    return .recorded(try PlanDossier(request, in: ledger))
  }

  private func read(_ file: String) throws(Failure) -> PromotionPlan {
    let document = try EvidenceFolder.read(file: file)
    guard document.isIntact else {
      throw Failure(
        .fail, "the plan was altered after it was written", at: Place(file: file),
        hint: "restore it, or make it again with modelgate-release plan")
    }
    return try PromotionPlan(parsing: document.bytes, file: file)
  }

  /// The hexadecimal digits of what may be a digest or the beginning of one: eight at least.
  private static func digits(_ text: String) -> String? {
    let digits = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
    let isHex = digits.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    return isHex && (8...64).contains(digits.utf8.count) ? digits : nil
  }

  private func request(startingWith digits: String, _ history: ReleaseHistory) throws(Failure)
    -> ReleaseLedger.Recorded
  {
    let matching = history.entries.filter { recorded in
      recorded.entry.kind == .request && recorded.entry.plan?.hex.hasPrefix(digits) ?? false
    }
    guard let found = matching.last else {
      let open = history.entries.filter { $0.entry.kind == .request }.suffix(5).compactMap(\.entry.plan?.short)
      throw Failure(
        .missingInput, "no plan that starts with \(digits) is on record",
        hint: open.isEmpty
          ? "none is: modelgate-release plan puts it there" : "on record: \(open.joined(separator: ", "))")
    }
    guard Set(matching.compactMap(\.entry.plan)).count == 1 else {
      throw Failure(.usage, "several plans start with \(digits)", hint: "give more of its digits")
    }
    return found
  }
}
