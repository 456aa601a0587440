import Core
import Glibc
import TestSupport
import Testing

@Suite("A ledger in a git branch is shared by machines that are thrown away")
struct GitLedgerTests {
  @Test("each job and each approver in a clone of their own: requested, approved, promoted, resolved, verified")
  func story() throws {
    let story = try GitStory()
    let plan = try story.clone().request()
    let job = story.clone()
    #expect(job.run("modelgate-release promote").code == 2, "nobody has approved")

    let laptop = story.clone()
    let shown = laptop.run("modelgate-approve sign --plan \(plan) --key \(story.key("alice"))")
    #expect(shown.code == 0, "\(shown.errors)")
    for fact in ["1.0.0 sha256:", "2.0.0 sha256:", "carol@example.com", "roc_auc at_least 0.8", "82 rules pass"] {
      #expect(shown.output.contains(fact), "an approver is shown \(fact)")
    }
    #expect(laptop.run("modelgate-approve verify --plan \(plan.dropFirst(7).prefix(8))").code == 2, "one is missing")
    // Bob has no clone at all: an address is enough.
    let elsewhere = GitStory.Clone(path: TemporaryDirectory().path)
    _ = unsafe mkdir(elsewhere.path, 0o700)
    let signed = elsewhere.run(
      "modelgate-approve sign --plan \(plan) --ledger git:\(story.origin) --model churn --key \(story.key("bob"))",
      environment: ["XDG_CACHE_HOME": story.directory("cache")])
    #expect(signed.code == 0, "\(signed.errors)")

    let another = story.clone()
    #expect(another.run("modelgate-release promote").output.contains("released to production in place of 1.0.0"))
    #expect(another.run("modelgate-release promote").output.contains("no plan is waiting"))
    #expect(job.run("modelgate-release resolve --stage production").output.hasPrefix("2.0.0 "))
    #expect(job.run("modelgate-release resolve --stage production --offline").output.hasPrefix("2.0.0 "))
    let application = GitStory.Clone(path: elsewhere.path)
    #expect(
      application.run(
        "modelgate-release resolve --stage production --ledger git:\(story.origin) --model churn",
        environment: ["XDG_CACHE_HOME": story.directory("cache")]
      ).output.hasPrefix("2.0.0 "))
    job.play("modelgate-release verify")
    job.play("modelgate-release rollback --stage production --reason broken", "modelgate-release verify")
    #expect(another.run("modelgate-release resolve --stage production").output.hasPrefix("1.0.0 "))
    _ = unsafe rmdir(elsewhere.path)
  }

  @Test("the requester's approval and a stranger's do not count, and say so")
  func strangers() throws {
    let story = try GitStory()
    let plan = try story.clone().request()
    let laptop = story.clone()
    #expect(laptop.run("modelgate-approve sign --plan \(plan) --key \(story.key("carol"))").code == 1)
    laptop.play("modelgate-approve sign --plan \(plan) --key \(story.key("alice"))")
    laptop.play("modelgate-approve sign --plan \(plan) --key \(story.key("alice"))")
    #expect(laptop.run("modelgate-release promote").code == 2, "alice twice is one")
    #expect(laptop.run("modelgate-release verify").code == 0)
    #expect(laptop.run("modelgate-approve sign --plan 00000000 --key \(story.key("alice"))").code == 66)
  }

  @Test("the work tree, the index, the refs that people see and other branches' files stay as they are")
  func untouched() throws {
    let story = try GitStory()
    let clone = story.clone()
    try Files.replace(clone.path + "/staged", with: [1])
    story.git("add staged", in: clone.path)
    try Files.replace(clone.path + "/.git/hooks/pre-push", with: Array("#!/bin/sh\nexit 1\n".utf8))
    _ = unsafe chmod(clone.path + "/.git/hooks/pre-push", 0o755)
    // What a workflow on the ledger's branch is: a file that is not the ledger's.
    let other = story.clone()
    story.git("checkout -q --orphan modelgate/ledger", in: other.path)
    story.git("rm -rfq .", in: other.path)
    try Files.replace(other.path + "/workflow.yml", with: [2])
    story.git("add workflow.yml", in: other.path)
    story.git("commit -qm Workflow", in: other.path)
    story.git("push -q origin modelgate/ledger", in: other.path)
    func state() -> [String] {
      [
        story.git("status --porcelain", in: clone.path), story.git("rev-parse HEAD", in: clone.path),
        story.git("for-each-ref refs/heads refs/tags", in: clone.path), story.git("stash list", in: clone.path),
      ]
    }
    let before = state()
    clone.play("modelgate-release register 2.0.0", "modelgate-release history", "modelgate-release verify")
    #expect(state() == before)
    let files = story.git("ls-tree -r --name-only modelgate/ledger", in: story.origin)
    #expect(files.split(separator: "\n").contains("workflow.yml"))
    #expect(files.split(separator: "\n").count == 3)
  }

  @Test("of sixteen rival promotions in sixteen clones one wins and fifteen are told so, fifty times")
  func race() throws {
    let story = try GitStory()
    let first = story.clone()
    first.prepareTwins()
    let clones = (1...16).map { rival in
      let clone = GitStory.Clone(path: story.directory("rival\(rival)"))
      _ = Command.run(["/bin/cp", "-r", first.path, clone.path], in: "/")
      return clone
    }
    for round in 1...50 {
      let planning = clones.enumerated().map { rival, clone in
        Command.start(
          [
            "modelgate-release", "plan", clone.twin(round), "--stage", "staging", "--no-record", "--requester",
            "rival\(rival)",
          ], in: clone.path)
      }
      for plan in planning.map({ $0.wait() }) { #expect(plan.code == 0, "\(plan.errors)") }
      let running = clones.map { Command.start(["modelgate-release", "promote", "--stage", "staging"], in: $0.path) }
      let results = running.map { $0.wait() }
      #expect(
        results.map(\.code).sorted() == [0] + [Int32](repeating: 3, count: 15),
        "round \(round): \(results.map(\.errors))")
    }
    story.clone().play("modelgate-release verify")
  }

  @Test("what happens to other models in the same branch stops nobody: sixteen at once all succeed")
  func models() throws {
    let story = try GitStory()
    let clone = story.clone()
    for model in 1...16 {
      try Files.replace(
        clone.path + "/m\(model).yaml",
        with: Array(
          """
          model: m\(model)
          data: {d: {source: data/churn.csv, contract: contract.yaml}}
          stages: {production: {requires: [data/d]}}
          ledger: {git: origin}
          """.utf8))
    }
    let running = (1...16).map { model in
      Command.start(
        [
          "modelgate-release", "register", "1", "--policy", "m\(model).yaml", "--artifact", "models/2.0.0/model.joblib",
        ], in: clone.path)
    }
    for result in running.map({ $0.wait() }) { #expect(result.code == 0, "\(result.errors)") }
    for model in 1...16 { clone.play("modelgate-release verify --policy m\(model).yaml") }
  }

  @Test("a promotion killed at any moment leaves a ledger that verifies, and running it again completes it")
  func crash() throws {
    let story = try GitStory()
    let clone = story.clone()
    let steps = 40
    let interrupted = clone.killPromotions(steps: steps) { when in
      #expect(clone.run("modelgate-release verify").code == 0, "\(when)")
      let again = clone.run("modelgate-release promote --stage staging")
      #expect(again.code == 0, "\(when): \(again.errors)")
    }
    #expect(interrupted > steps / 4, "too few runs were hit: \(interrupted)")
    story.clone().play("modelgate-release verify")
  }
}
