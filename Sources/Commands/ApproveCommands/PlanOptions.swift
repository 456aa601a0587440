import ArgumentParser
import CommandSupport
import Core
import Evidence
import Policy
import Release
import Signatures

/// Which plan is approved, and who may approve it.
struct PlanOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The stage whose plan it is.", valueName: "name"))
  var stage: String

  @Option(name: .long, help: ArgumentHelp("The plan. (default: plan/STAGE.json in the evidence)", valueName: "file"))
  var plan: String?

  @OptionGroup var policy: PolicyOptions

  /// - Throws: `usage` when the stage asks for no approvals.
  func load() throws(Failure) -> (plan: PromotionPlan, rule: ApprovalRule, signers: AllowedSigners, signersFile: String)
  {
    let policy = try policy.load()
    guard let rule = policy.stage(stage)?.approvals else {
      let asking = policy.stages.filter { $0.approvals != nil }.map(\.name)
      throw Failure(
        .usage,
        policy.stage(stage) == nil ? "the policy has no stage '\(stage)'" : "the stage '\(stage)' needs no approvals",
        at: Place(file: policy.file),
        hint: asking.isEmpty ? "no stage needs any" : "these stages need some: \(asking.joined(separator: ", "))")
    }
    let file = plan ?? self.policy.folder.file("plan/\(stage)")
    let plan: PromotionPlan
    do throws(Failure) {
      plan = try PromotionPlan(parsing: Files.read(file), file: file)
    } catch  where error.code == .missingInput {
      throw Failure(
        .missingInput, "there is no plan to approve", at: Place(file: file),
        hint: "make one: modelgate-release plan VERSION --stage \(stage)")
    }
    let signersFile = policy.resolve(rule.signers)
    return (plan, rule, try AllowedSigners(parsing: Files.read(signersFile), file: signersFile), signersFile)
  }
}
