import Core
import Glibc
import TestSupport
import Testing

@Suite("A release from end to end")
struct StoryTests {
  @Test("bad data, drifted data and a worse model are refused; a better one is held, approved and released")
  func story() throws {
    let story = try Story()
    story.play(
      "modelgate-gate lint",
      "modelgate-release register 1.0.0 --artifact models/1.0.0/model.joblib --requester carol@example.com",
      "modelgate-release adopt 1.0.0 --stage production --reason before")
    #expect(story.run("modelgate-data check --source data/corrupted.csv").code == 1)
    #expect(story.run("modelgate-data check --source data/drifted.csv").code == 1)
    #expect(
      story.run("modelgate-compare --candidate predictions/1.9.0.csv --artifact models/1.9.0/model.joblib").code == 1)
    story.play("modelgate-data check", "modelgate-compare")
    #expect(story.run("modelgate-release plan 2.0.0 --stage staging").code == 66)
    story.play("modelgate-release register 2.0.0 --requester carol@example.com")
    #expect(story.run("modelgate-release plan 2.0.0 --stage staging").code == 2, "the gate has not decided")
    story.play("modelgate-gate --stage staging", "modelgate-gate --stage production")
    #expect(story.run("modelgate-release plan 2.0.0 --stage production").code == 2, "staging comes first")
    story.play(
      "modelgate-release plan 2.0.0 --stage staging", "modelgate-release promote --stage staging",
      "modelgate-release plan 2.0.0 --stage production --requester carol@example.com")
    #expect(story.run("modelgate-release promote --stage production").code == 2)
    #expect(story.run("modelgate-approve sign --stage production --key carol_key").code == 1, "the requester")
    story.play("modelgate-approve sign --stage production --key alice_key")
    #expect(story.run("modelgate-release promote --stage production").code == 2)
    #expect(story.run("modelgate-approve verify --stage production").code == 2)
    story.play(
      "modelgate-approve sign --stage production --key bob_key", "modelgate-approve verify --stage production",
      "modelgate-release promote --stage production", "modelgate-release promote --stage production")
    let digest = try Files.digest(story.directory("models/2.0.0/model.joblib"))
    #expect(story.run("modelgate-release resolve --stage production").output == "2.0.0 \(digest)\n")
    story.play("modelgate-release verify", "modelgate-release rollback --stage production --reason broken")
    #expect(story.run("modelgate-release resolve --stage production").output.hasPrefix("1.0.0 "))
    #expect(story.run("modelgate-release promote --stage production").code == 3, "the plan is stale")
    story.play("modelgate-release verify", "modelgate-release history")
  }

  @Test("a workflow that runs once more for a version that holds the stage changes nothing")
  func runAgain() throws {
    let story = try Story()
    story.play(
      "modelgate-data check", "modelgate-compare", "modelgate-gate --stage staging", "modelgate-release register 2.0.0",
      "modelgate-release plan 2.0.0 --stage staging", "modelgate-release promote --stage staging")
    let history = story.run("modelgate-release history").output
    story.play("modelgate-release plan 2.0.0 --stage staging", "modelgate-release promote --stage staging")
    #expect(story.run("modelgate-release promote --stage staging").output == "churn 2.0.0 is at staging already\n")
    #expect(story.run("modelgate-release history").output == history)
  }

  @Test(
    "a workflow can ask what a policy lacks",
    arguments: [("data", 1), ("comparison", 1), ("production", 1), ("canary", 0)] as [(String, Int32)])
  func lacks(part: String, code: Int32) throws {
    #expect(try Story().run("modelgate-gate lacks \(part)").code == code)
  }

  @Test("a policy that cannot be read is not one that lacks something")
  func lacksUnreadable() throws {
    #expect(try Story().run("modelgate-gate lacks data --policy nowhere.yaml").code == 66)
  }

  @Test("what ssh-keygen signs counts, and ssh-keygen accepts what we sign")
  func openSSH() throws {
    let story = try Story()
    story.prepareApproved()
    let approvals = try story.files(".modelgate/approvals").filter { $0.hasSuffix(".approval") }
    for file in approvals {
      let who = file.contains("alice") ? "alice" : "bob"
      let line =
        "ssh-keygen -Y verify -f allowed_signers -I \(who)@example.com -n modelgate-approval -s \(file).sig <\(file)"
      #expect(Command.run(["/bin/sh", "-c", line], in: story.path).code == 0)
      Files.remove(story.directory("\(file).sig"))
      #expect(story.run("modelgate-release promote --stage production").code == 2)
      let signed = story.run("/usr/bin/ssh-keygen -q -Y sign -n modelgate-approval -f \(who)_key \(file)")
      #expect(signed.code == 0, "\(signed.errors)")
    }
    story.play("modelgate-release promote --stage production", "modelgate-release verify")
  }

  @Test("the same inputs give the same bytes, whatever the order of the rows")
  func determinism() throws {
    let story = try Story()
    story.play("modelgate-compare")
    let first = try Files.read(story.directory(".modelgate/comparison.json"))
    story.play("modelgate-compare")
    #expect(try Files.read(story.directory(".modelgate/comparison.json")) == first)
    // Each file of the example has an order of its own already; a candidate sorted otherwise changes its digest only.
    let text = String(decoding: try Files.read(story.directory("predictions/2.0.0.csv")), as: UTF8.self)
    let lines = text.split(separator: "\n")
    try story.directory.write(
      "predictions/2.0.0.csv", ([lines[0]] + lines.dropFirst().sorted()).joined(separator: "\n") + "\n")
    story.play("modelgate-compare")
    let second = try JSON(parsing: Files.read(story.directory(".modelgate/comparison.json")), file: "")
    let before = try JSON(parsing: first, file: "")
    #expect(second["predicate"]?["modelgate"]?["report"] == before["predicate"]?["modelgate"]?["report"])
  }

  @Test("evidence for another artifact, another policy or another contract is refused")
  func evidenceMustConcernThis() throws {
    let story = try Story()
    story.play("modelgate-data check", "modelgate-compare")
    #expect(story.run("modelgate-gate --stage staging --artifact models/1.9.0/model.joblib").code == 1)
    story.play("modelgate-gate --stage staging")
    let contract = String(decoding: try Files.read(story.directory("contract.yaml")), as: UTF8.self)
    try story.directory.write("contract.yaml", contract + "\n")
    #expect(story.run("modelgate-gate --stage staging").output.contains("contract changed"))
    try story.directory.write("contract.yaml", contract)
    Files.remove(story.directory(".modelgate/comparison.json"))
    #expect(story.run("modelgate-gate --stage staging").code == 2, "missing evidence is never a pass")
    story.play("modelgate-compare")
    let policy = String(decoding: try Files.read(story.directory("modelgate.yaml")), as: UTF8.self)
    try story.directory.write("modelgate.yaml", policy + "# changed\n")
    #expect(story.run("modelgate-gate --stage staging").code == 1)
  }

  @Test("a webhook is told of promotions and rollbacks, with text for people and the ledger's entry")
  func webhook() throws {
    let server = try LoopbackServer(LoopbackServer.answer("200 OK", [], "ok"))
    let story = try Story { $0 + "notify: [{webhook_env: HOOK}]\n" }
    story.prepare()
    story.play("modelgate-release plan 2.0.0 --stage staging")
    let result = story.run("modelgate-release promote --stage staging", environment: ["HOOK": server.url + "/hook"])
    #expect(result.code == 0)
    #expect(result.errors.isEmpty, "\(result.errors)")
    let request = try #require(server.requests.first)
    #expect(server.requests.count == 1)
    #expect(request.hasPrefix("POST /hook HTTP/1.1\r\n"))
    let body = try #require(request.split(separator: "\r\n\r\n", maxSplits: 1).last)
    let json = try JSON(parsing: Array(body.utf8), file: "body")
    #expect(json["text"]?.string == "churn: staging is now 2.0.0")
    #expect(json["event"]?["kind"]?.string == "promote")
    _ = story.run(
      "modelgate-release rollback --stage production --reason x", environment: ["HOOK": server.url + "/hook"])
    #expect(server.requests.count == 1, "there was nothing to roll back to")
  }

  @Test(
    "a webhook that fails is a warning: the promotion stands, and soon",
    arguments: ["slow", "wrong", "500", "closed"])
  func failingWebhook(how: String) throws {
    let handler: LoopbackServer.Handler =
      switch how {
      case "slow": LoopbackServer.silence
      case "wrong": { _, _, connection in _ = connection.send("this is not HTTP\r\n\r\n") }
      default: LoopbackServer.answer("500 Oops")
      }
    let server = try LoopbackServer(handler)
    let port = how == "closed" ? try Loopback.closedPort() : server.port
    let story = try Story { $0 + "notify: [{webhook: 'http://127.0.0.1:\(port)/secret'}, {webhook_env: HOOK}]\n" }
    story.prepare()
    story.play("modelgate-release plan 2.0.0 --stage staging")
    let clock = ContinuousClock()
    let start = clock.now
    let result = story.run("modelgate-release promote --stage staging")
    #expect(clock.now - start < .seconds(20))
    #expect(result.code == 0)
    #expect(result.errors.contains("a webhook was not told"), "\(result.errors)")
    #expect(result.errors.contains("HOOK is not set"))
    #expect(!result.errors.contains("secret"), "the address of a webhook is a secret")
    #expect(story.run("modelgate-release resolve --stage staging").output.hasPrefix("2.0.0 "))
    story.play("modelgate-release verify")
  }

  @Test("a profile beside a reference tells what moved, writes its page and judges nothing")
  func profile() throws {
    let story = try Story()
    story.play("modelgate-data profile data/reference.csv -o reference.json")
    let shown = story.run(
      "modelgate-data profile data/drifted.csv --reference reference.json --report html=a.html --report html=b.html")
    #expect(shown.code == 0, "\(shown.errors)")
    #expect(shown.output.contains("beside reference.json"))
    #expect(shown.output.contains(/monthly_charges +1\.2121 +0\.3063 +moved\n/))
    let page = try Files.read(story.directory("a.html"))
    #expect(try page == Files.read(story.directory("b.html")))
    #expect(String(decoding: page, as: UTF8.self).contains("<h1><bdi>drifted.csv</bdi></h1>"))
    // The table that the profile was made of says the same, under another name.
    story.play("modelgate-data profile data/drifted.csv --reference data/reference.csv --report html=c.html")
    let other = String(decoding: try Files.read(story.directory("c.html")), as: UTF8.self)
    #expect(
      other.replacing("data/reference.csv", with: "reference.json") == String(decoding: page, as: UTF8.self))
    #expect(story.run("modelgate-data profile data/drifted.csv --reference nowhere.csv").code == 66)
  }
}
