import Core
import TestSupport
import Testing

@Suite("Whoever changes the ledger's branch is caught, and the file is named")
struct GitTamperTests {
  private let story: GitStory
  private let attacker: GitStory.Clone
  private let tip: String

  init() throws {
    story = try GitStory()
    let plan = try story.clone().request()
    let laptop = story.clone()
    for name in ["alice", "bob"] { laptop.play("modelgate-approve sign --plan \(plan) --key \(story.key(name))") }
    laptop.play("modelgate-release promote", "modelgate-release verify")
    attacker = story.clone()
    story.git("fetch -q origin modelgate/ledger:modelgate/ledger", in: attacker.path)
    story.git("checkout -q modelgate/ledger", in: attacker.path)
    tip = String(story.git("rev-parse HEAD", in: attacker.path).dropLast())
  }

  private func push(_ what: String) {
    story.git("add -A", in: attacker.path)
    story.git("commit -qm \(what)", in: attacker.path)
    story.git("push -q origin modelgate/ledger", in: attacker.path)
  }

  private func restore() {
    story.git("reset -q --hard \(tip)", in: attacker.path)
    story.git("push -qf origin modelgate/ledger", in: attacker.path)
  }

  @Test("one byte of any file, in a commit of its own")
  func bytes() throws {
    let files = story.git("ls-files", in: attacker.path).split(separator: "\n").map(String.init)
    #expect(files.count > 25)
    for file in files {
      var bytes = try Files.read(attacker.path + "/" + file)
      bytes[bytes.count / 2] ^= 1
      try Files.replace(attacker.path + "/" + file, with: bytes)
      push("Change")
      let result = story.clone().run("modelgate-release verify")
      #expect(result.code == 1, "\(file)")
      #expect((result.output + result.errors).contains(file), "\(file): \(result.errors)")
      restore()
    }
    story.clone().play("modelgate-release verify")
  }

  @Test("the newest entry taken away in a commit: the branch's own log tells")
  func removed() throws {
    let files = story.git("ls-files churn/log", in: attacker.path).split(separator: "\n").map(String.init)
    Files.remove(attacker.path + "/" + (files.last ?? ""))
    push("Forget")
    let result = story.clone().run("modelgate-release verify")
    #expect(result.code == 1)
    #expect(result.errors.contains("changed a file that was there already"), "\(result.errors)")
    #expect(result.errors.contains(files.last ?? "?"))
  }

  @Test("the branch forced back: every clone that saw more refuses it, and so does a noted head")
  func forced() throws {
    let reader = story.clone()
    reader.play("modelgate-release verify")
    let history = reader.run("modelgate-release history --json").output.split(separator: "\n")
    story.git("reset -q --hard HEAD~1", in: attacker.path)
    story.git("push -qf origin modelgate/ledger", in: attacker.path)
    for command in ["verify", "resolve --stage production", "register 9.9.9"] {
      let result = reader.run("modelgate-release \(command)")
      #expect(result.code == 1)
      #expect(result.errors.contains("the ledger was rewritten"), "\(result.errors)")
    }
    #expect(story.clone().run("modelgate-release verify").code == 0, "a new clone cannot know")
    let head = ContentDigest(of: history.last.map { Array($0.utf8) } ?? [])
    #expect(story.clone().run("modelgate-release verify --expect-head \(head)").code == 1)
  }

  @Test("an object damaged in the repository itself")
  func damaged() throws {
    let blob = story.git("rev-parse HEAD:churn/log/00000002", in: attacker.path)
    let file = "\(story.origin)/objects/\(blob.prefix(2))/\(blob.dropFirst(2).dropLast())"
    var bytes = try Files.read(file)
    for index in bytes.indices.suffix(8) { bytes[index] ^= 0xFF }
    Files.remove(file)
    try Files.replace(file, with: bytes)
    let result = story.clone().run("modelgate-release verify")
    #expect(result.code == 1, "\(result.errors)")
  }
}
