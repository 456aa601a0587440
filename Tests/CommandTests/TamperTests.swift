import Core
import TestSupport
import Testing

@Suite("Any byte changed after the fact is caught, and the file is named")
struct TamperTests {
  @Test("before the promotion, by promote")
  func promote() throws {
    let story = try Story()
    story.prepareApproved()
    let approvals = try story.files(".modelgate/approvals")
    let files =
      [
        "models/2.0.0/model.joblib", ".modelgate/data/churn.json", ".modelgate/comparison.json",
        ".modelgate/decision/production.json", ".modelgate/plan/production.json",
      ] + approvals
    for file in files {
      let size = try Files.read(story.directory(file)).count
      for offset in [0, size / 3, size / 2, size - 2] {
        try story.flip(story.directory(file), at: offset)
        let result = story.run("modelgate-release promote --stage production")
        #expect(result.code == 1, "\(file) at \(offset): \(result.output)\(result.errors)")
        let named = file.hasSuffix(".sig") ? String(file.dropLast(4)) : file
        #expect((result.output + result.errors).contains(named), "\(result.output)\(result.errors)")
        try story.flip(story.directory(file), at: offset)
      }
    }
    story.play("modelgate-release promote --stage production", "modelgate-release verify")
  }

  @Test("after it, by verify: every file of the ledger, the artifacts and what the steps left")
  func verify() throws {
    let story = try Story()
    story.prepareApproved()
    story.play("modelgate-release promote --stage production", "modelgate-release verify")
    let ledger = try story.files(".modelgate/ledger")
    #expect(ledger.count > 20)
    let others =
      ["models/1.0.0/model.joblib", "models/2.0.0/model.joblib"]
      + (try story.files(".modelgate/data") + story.files(".modelgate/decision") + story.files(".modelgate/plan"))
      .filter { !$0.hasSuffix(".environment.json") }
      + (try story.files(".modelgate/approvals").filter { !$0.hasSuffix(".sig") })
    for file in ledger + others {
      let size = try Files.read(story.directory(file)).count
      for offset in Set([0, size / 2, size - 1]) {
        try story.flip(story.directory(file), at: offset)
        let result = story.run("modelgate-release verify")
        #expect(result.code == 1, "\(file) at \(offset)")
        #expect((result.output + result.errors).contains(file), "\(file): \(result.errors)")
        try story.flip(story.directory(file), at: offset)
      }
    }
    story.play("modelgate-release verify")
  }

  @Test("a ledger cut short is caught by the head that was noted")
  func cutShort() throws {
    let story = try Story()
    story.prepare()
    let line = try Files.read(story.directory(".modelgate/ledger/churn/log/00000003"))
    let head = String(decoding: line, as: UTF8.self).dropLast()
    story.play("modelgate-release verify --expect-head \(head)")
    Files.remove(story.directory(".modelgate/ledger/churn/log/00000003"))
    #expect(story.run("modelgate-release verify --expect-head \(head)").code == 1)
  }
}
