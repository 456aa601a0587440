import Core
import TestSupport
import Testing

@Suite("The ledger's branch on a server")
struct GitServerTests {
  @Test("a release over http: what a push refuses is a conflict, and the rest goes on record")
  func http() throws {
    let root = TemporaryDirectory()
    let server = try GitServer(root: root.path)
    let story = try GitStory { _ in server.url("ledger.git") }
    story.git("init -q --bare ledger.git", in: root.path)
    story.git("config http.receivepack true", in: root("ledger.git"))
    let plan = try story.clone().request()
    let laptop = story.clone()
    for name in ["alice", "bob"] { laptop.play("modelgate-approve sign --plan \(plan) --key \(story.key(name))") }
    let rivals = (1...8).map { _ in Command.start(["modelgate-release", "promote"], in: story.clone().path) }
    for result in rivals.map({ $0.wait() }) {
      #expect(result.code == 0, "the same plan by eight jobs: \(result.errors)")
    }
    let job = story.clone()
    #expect(job.run("modelgate-release resolve --stage production").output.hasPrefix("2.0.0 "))
    let history = job.run("modelgate-release history").output
    #expect(history.split(separator: "\n").count { $0.contains("promote") && $0.contains("production") } == 1)
    job.play("modelgate-release verify")
  }

  @Test("a wrong password is 77, a server that is gone 75, no such repository 78; and no password is shown")
  func refused() throws {
    let root = TemporaryDirectory()
    let server = try GitServer(root: root.path, password: "right")
    let story = try GitStory()
    let clone = story.clone()
    story.git("init -q --bare ledger.git", in: root.path)
    story.git("config http.receivepack true", in: root("ledger.git"))
    func resolve(_ address: String) -> Command.Result {
      clone.run("modelgate-release history --model churn --ledger git:\(address)", environment: ["CI": "true"])
    }
    #expect(resolve(server.url("ledger.git", user: "ci:right@")).code == 0)
    let wrong = resolve(server.url("ledger.git", user: "ci:s3cret@"))
    #expect(wrong.code == 77, "\(wrong.errors)")
    #expect(!wrong.errors.contains("s3cret"), "\(wrong.errors)")
    let gone = resolve("http://127.0.0.1:\(try Loopback.closedPort())/ledger.git")
    #expect(gone.code == 75, "\(gone.errors)")
    let missing = resolve(story.directory("nothing.git"))
    #expect(missing.code == 78, "\(missing.errors)")
    #expect(missing.errors.contains("hint:"))
  }

  @Test(
    "a name that git would take for a flag or a program is refused",
    arguments: [
      "git:--upload-pack=x", "git:ext::sh", "git:", "git:origin#--force", "git:origin#a..b", "git:origin#a.lock",
    ])
  func hostile(ledger: String) throws {
    let story = try GitStory()
    let result = story.clone().run("modelgate-release history --model churn --ledger \(ledger)")
    #expect(result.code == 64, "\(result.errors)")
  }
}
