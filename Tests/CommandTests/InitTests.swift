import Core
import TestSupport
import Testing

@Suite("modelgate-init writes into a repository what a model release needs")
struct InitTests {
  /// A folder named `shop`, so that the model's name is known.
  private struct Folder {
    let temporary = TemporaryDirectory()
    var path: String { temporary("shop") }

    init(git: Bool = true, origin: String? = nil) throws {
      try Files.makeDirectory(temporary("shop"))
      if git { try must("/usr/bin/git init -q") }
      if let origin { try must("/usr/bin/git remote add origin \(origin)") }
    }

    func run(_ words: [String]) -> Command.Result {
      Command.run(words, in: path, environment: ["GIT_CONFIG_GLOBAL": "/dev/null"])
    }

    func run(_ line: String) -> Command.Result { run(line.split(separator: " ").map(String.init)) }

    @discardableResult
    func must(_ line: String) throws -> String {
      let result = run(line)
      try #require(result.code == 0, "\(line): exit \(result.code)\n\(result.output)\(result.errors)")
      return result.output
    }

    func write(_ name: String, _ text: String) throws { try temporary.write("shop/\(name)", text) }

    func text(_ name: String) throws -> String {
      String(decoding: try Files.read(temporary("shop/\(name)")), as: UTF8.self)
    }

    func exists(_ name: String) -> Bool { Files.exists(temporary("shop/\(name)")) }

    /// Forty customers.
    func writeCustomers(_ name: String = "customers.csv") throws {
      let rows = (0..<40).map { "u\($0),\(20 + $0),\($0 % 3 == 0 ? "pro" : "free")\n" }
      try write(name, "id,age,plan\n" + rows.joined())
    }

    /// Forty predictions, the later versions the better ones.
    func writePredictions(_ name: String, noise: Int) throws {
      let rows = (0..<40).map { "u\($0),\($0 % 2),0.\(($0 % 2 == 0 ? 2 : 7) + ($0 % (noise + 1)) % 2)\n" }
      try write(name, "id,label,score\n" + rows.joined())
    }
  }

  private func churn() throws -> Folder {
    let folder = try Folder(origin: "git@gitlab.example.com:ml/churn.git")
    try folder.must("/bin/cp -r \(Repository.path("Examples/churn/.")) .")
    try folder.must("/bin/rm modelgate.yaml contract.yaml")
    return folder
  }

  @Test("an empty folder is an error that says what to do, and nothing is written")
  func empty() throws {
    let folder = try Folder()
    let result = folder.run("modelgate-init")
    #expect(result.code == 66)
    #expect(
      result.errors == """
        error: no data found: there is no CSV file in this folder
        hint: run it where the data lies, or name a file: modelgate-init --data FILE

        """)
    #expect(result.output.isEmpty)
    #expect(try Files.list(folder.path) == [".git"])
  }

  @Test("one CSV file is enough: a policy, a contract and more, each explained in a line")
  func oneTable() throws {
    let folder = try Folder()
    try folder.writeCustomers()
    let result = folder.run("modelgate-init --ci none")
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    #expect(
      result.output == """
        model   shop
        data    customers: customers.csv, 40 rows, 3 columns
        ledger  branch modelgate/ledger of this repository, which has no remote 'origin'
        ci      none, as --ci says

        wrote  modelgate.yaml   what must hold before a version of shop is released
        wrote  contract.yaml    what customers.csv must satisfy, inferred from its 40 rows: read it
        wrote  allowed_signers  who may approve a release: nobody yet, it says how to add a person
        wrote  .gitignore       findings of a run do not belong in the repository

        Next:
          modelgate-gate lint
          modelgate-data check
          git add modelgate.yaml contract.yaml allowed_signers .gitignore && git commit -m 'Gate model releases'

        """)
    #expect(try folder.must("modelgate-gate lint").contains("nothing wrong"))
    #expect(try folder.must("modelgate-data check").hasPrefix("PASS data set customers: "))
    #expect(try folder.text(".gitignore") == ".modelgate/\n")
    let policy = try folder.text("modelgate.yaml")
    #expect(policy.contains("requires: [data/customers]"))
    #expect(policy.contains("ledger: {git: ., branch: modelgate/ledger}"))
    #expect(!policy.contains("comparison"))
    #expect(try folder.must("/usr/bin/git status --porcelain").contains("modelgate.yaml"))
  }

  @Test("the policy that was written releases a version as it is, up to the ledger")
  func release() throws {
    let folder = try Folder()
    try folder.writeCustomers()
    try folder.write("model.onnx", "model")
    try folder.must("modelgate-init")
    for line in [
      "modelgate-data check", "modelgate-gate", "modelgate-release register 1.0.0 --requester carol",
      "modelgate-release plan 1.0.0 --stage production --requester carol",
      "modelgate-release promote --stage production",
    ] { try folder.must(line) }
    #expect(try folder.must("modelgate-release resolve --stage production").hasPrefix("1.0.0 "))
  }

  @Test("in the churn example it finds the data, its reference, the latest predictions and models")
  func example() throws {
    let folder = try churn()
    let output = try folder.must("modelgate-init --ci none")
    let lines = output.split(separator: "\n").map(String.init)
    for line in [
      "model       churn", "data        churn: data/churn.csv, 3522 rows, 21 columns",
      "reference   data/reference.csv, which has the same columns",
      "comparison  predictions/2.0.0.csv against predictions/1.9.0.csv (id customer, label churn, score score)",
      "artifact    models/2.0.0/model.joblib", "left out    predictions/1.0.0.csv (--predictions picks another)",
      "left out    data/corrupted.csv, data/drifted.csv (--data picks another)",
      "left out    models/1.0.0/model.joblib, models/1.9.0/model.joblib (--artifact picks another)",
      "ledger      branch modelgate/ledger of origin",
    ] { #expect(lines.contains(line), "\(line)\n\(output)") }
    for line in ["modelgate-gate lint", "modelgate-data check", "modelgate-compare", "modelgate-gate"] {
      try folder.must(line)
    }
    #expect(folder.run("modelgate-data check --source data/corrupted.csv").code == 1)
    #expect(folder.run("modelgate-data check --source data/drifted.csv").code == 1)
  }

  @Test("flags say what to take instead")
  func flags() throws {
    let folder = try churn()
    try folder.must(
      "modelgate-init --model leavers --data data/reference.csv --data ./data/churn.csv --artifact models/1.9.0/model.joblib "
        + "--predictions predictions/1.0.0.csv --ci none")
    let policy = try folder.text("modelgate.yaml")
    for line in [
      "model: leavers", "artifact: models/1.9.0/model.joblib", "contract: contracts/reference.yaml",
      "contract: contracts/churn.yaml", "candidate: predictions/1.0.0.csv", "{metric: roc_auc, at_least: 0.7}",
      "requires: [data/reference, data/churn, comparison]",
    ] { #expect(policy.contains(line), "\(line)\n\(policy)") }
    for line in ["modelgate-gate lint", "modelgate-data check", "modelgate-compare"] { try folder.must(line) }
  }

  @Test("tables with other columns are data sets of their own, and what cannot be read is named")
  func severalTables() throws {
    let folder = try Folder(git: false)
    try folder.writeCustomers("data/customers.csv")
    try folder.write("data/orders.csv", "order_id,total\n1,2.5\n2,3.5\n")
    try folder.write("data/old orders.csv", "order_id,total\n1,2.5\n")
    try folder.write("semicolons.csv", "a;b\n1;2\n")
    try folder.write("ragged.csv", "a,b\n1\n")
    for hidden in ["node_modules", ".cache", "venv", "tool/site-packages"] {
      try folder.write("\(hidden)/x.csv", "z\n1\n")
    }
    try folder.write("myenv/pyvenv.cfg", "")
    try folder.write("myenv/share/y.csv", "z\n1\n")
    let output = try folder.must("modelgate-init")
    #expect(output.contains("data      customers: data/customers.csv, 40 rows, 3 columns\n"), "\(output)")
    #expect(output.contains("data      orders: data/orders.csv, 2 rows, 2 columns\n"))
    #expect(output.contains("left out  data/old orders.csv (--data picks another)\n"))
    #expect(output.contains("ragged.csv: the row has 1 cell, the header 2"))
    #expect(output.contains("data      semicolons: semicolons.csv, 1 row, 2 columns\n"), "\(output)")
    #expect(output.contains("the directory .modelgate/ledger"))
    #expect(!output.contains("x.csv") && !output.contains("y.csv"))
    #expect(try folder.must("modelgate-data check").contains("PASS data set orders"))
  }

  @Test(
    "predictions are told from data, and the candidate from the baseline",
    arguments: [
      (["preds/1.9.0.csv", "preds/1.10.0.csv"], "preds/1.10.0.csv against preds/1.9.0.csv"),
      (["baseline.csv", "candidate.csv"], "candidate.csv against baseline.csv"),
      (["challenger.csv", "champion.csv"], "challenger.csv against champion.csv"),
      (["new.csv", "production.csv", "zzz.csv"], "new.csv against production.csv"),
      (["scores.csv"], "scores.csv, no baseline"),
    ])
  func pairs(files: [String], expected: String) throws {
    let folder = try Folder()
    try folder.writeCustomers("data/customers.csv")
    for (index, file) in files.enumerated() { try folder.writePredictions(file, noise: files.count - index) }
    let output = try folder.must("modelgate-init --ci none")
    #expect(output.contains("comparison  \(expected) (id id, label label, score score)\n"), "\(output)")
    try folder.must("modelgate-gate lint")
  }

  @Test("a data set that has a score among its columns stays a data set when there is no other")
  func onlyPredictions() throws {
    let folder = try Folder()
    try folder.writePredictions("table.csv", noise: 1)
    #expect(try folder.must("modelgate-init --ci none").contains("data    table: table.csv"))
    try folder.must("modelgate-gate lint")
  }

  @Test(
    "hostile names of files and columns go nowhere unquoted",
    arguments: ["a: b {}\n.csv", "'\"$(touch hacked)`.csv", "-rf.csv", "日本.csv", "\u{1B}[31m.csv", "null.csv", "#.csv"])
  func hostileNames(name: String) throws {
    let folder = try Folder()
    try folder.write(
      name, "\"id: {\",\"n\nl\",\"\u{1B}]0;x\"\n" + (0..<40).map { "u\($0),\"a\nb\",::error::\($0 % 2)\n" }.joined())
    let output = try folder.must("modelgate-init --ci none")
    #expect(!output.contains("\u{1B}"))
    try folder.must("modelgate-gate lint")
    try folder.must("modelgate-data check")
    #expect(!folder.exists("hacked"))
    // The contract stands under a name of our own making.
    #expect(folder.exists("contract.yaml"))
  }

  @Test("what is there already is left alone, said so, and replaced only by --force; people's keys not even then")
  func existingFiles() throws {
    let folder = try Folder()
    try folder.writeCustomers()
    try folder.write("contract.yaml", "mine\n")
    try folder.write("allowed_signers", "# ours\n")
    try folder.write(".gitignore", "*.log")
    try folder.write("CODEOWNERS", "* @all\n")
    // How far the columns are apart depends on the longest name.
    let output = try folder.must("modelgate-init --ci github")
    let lines = output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("left alone contract.yaml is here already; --force writes a new one"), "\(output)")
    #expect(lines.contains("left alone CODEOWNERS is here already; consider the lines below"))
    #expect(output.contains("For your CODEOWNERS:\n  # /modelgate.yaml @your-team\n"))
    #expect(try folder.text("contract.yaml") == "mine\n")
    #expect(try folder.text("CODEOWNERS") == "* @all\n")
    #expect(try folder.text(".gitignore") == "*.log\n.modelgate/\n")

    try folder.write("modelgate.yaml", "model: mine\n")
    let again = try folder.must("modelgate-init --ci none")
    #expect(again.contains("left alone  modelgate.yaml"))
    #expect(try folder.text("modelgate.yaml") == "model: mine\n")
    #expect(try folder.text(".gitignore") == "*.log\n.modelgate/\n", "once is enough")
    let useless = folder.run("modelgate-init --model shop")
    #expect(useless.code == 64)
    #expect(useless.errors.contains("modelgate.yaml: there is a policy already"))

    #expect(try folder.must("modelgate-init --ci none --force").contains("replaced    modelgate.yaml"))
    #expect(try folder.text("allowed_signers") == "# ours\n")
    try folder.must("modelgate-gate lint")
    try folder.must("modelgate-data check")
  }

  @Test("--dry-run prints the files and writes none")
  func dryRun() throws {
    let folder = try Folder()
    try folder.writeCustomers()
    let before = try Files.list(folder.path)
    let output = try folder.must("modelgate-init --dry-run")
    #expect(try Files.list(folder.path) == before)
    #expect(output.contains("==> contract.yaml <==\n# What data set customers must satisfy"))
    #expect(output.contains("would write  modelgate.yaml"))
    #expect(output.hasSuffix("\nNothing was written.\n"))
    try folder.must("modelgate-init")
    let policy = try folder.text("modelgate.yaml")
    #expect(output.contains("==> modelgate.yaml <==\n\(policy)"), "just what is written")
  }

  @Test("when a file cannot be written, none is")
  func allOrNothing() throws {
    let folder = try Folder()
    try folder.writeCustomers()
    // The folder that CODEOWNERS would go to is a file.
    try folder.write(".github", "")
    let result = folder.run("modelgate-init --ci github")
    #expect(result.code >= 64)
    #expect(result.errors.contains(".github"))
    #expect(try Files.list(folder.path) == [".git", ".github", "customers.csv"])
  }

  @Test("approvers come from public keys that are named, and the policy asks for approvals then")
  func approvers() throws {
    let folder = try Folder()
    try folder.writeCustomers()
    let made = folder.run(["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "x", "-f", "key"])
    try #require(made.code == 0)
    let result = folder.run("modelgate-init --approver alice@example.com=key.pub --owner @shop/ml")
    #expect(result.code == 0, "\(result.errors)")
    #expect(try folder.text("modelgate.yaml").contains("approvals: {count: 1, signers: allowed_signers}"))
    #expect(
      try folder.text("allowed_signers").contains("\nalice@example.com namespaces=\"modelgate-approval\" ssh-ed25519 "))
    #expect(try folder.text(".github/CODEOWNERS").contains("\n/modelgate.yaml @shop/ml\n"))
    try folder.must("modelgate-gate lint")
    for (wish, message) in [
      ("alice", "is not NAME=KEYFILE.pub"), ("a b=key.pub", "is not NAME=KEYFILE.pub"), ("*=key.pub", "is not NAME"),
      ("alice=nowhere.pub", "no such file"), ("alice=key", "hint: name the file that ends in .pub"),
    ] {
      let wrong = folder.run(["modelgate-init", "--force", "--approver", wish])
      #expect(wrong.code >= 64 && wrong.errors.contains(message), "\(wish): \(wrong.errors)")
    }
  }

  @Test(
    "the CI system is what the repository shows",
    arguments: [
      (".gitlab-ci.yml", "gitlab"), ("Jenkinsfile", "jenkins"), ("azure-pipelines.yml", "azure"),
      (".circleci/config.yml", "circleci"), ("bitbucket-pipelines.yml", "bitbucket"),
      (".buildkite/pipeline.yml", "buildkite"), (".woodpecker.yml", "woodpecker"), (".woodpecker/a.yml", "woodpecker"),
      (".tekton/a.yaml", "tekton"), ("argo/a.yaml", "argo"), (".github/workflows/a.yml", "github"),
      (".github/dependabot.yml", "github"), ("other.txt", "github"),
    ])
  func system(file: String, expected: String) throws {
    let folder = try Folder()
    try folder.writeCustomers()
    try folder.write(file, "x\n")
    #expect(try folder.must("modelgate-init --dry-run").contains("\nci      \(expected): "))
    #expect(try folder.must("modelgate-init --dry-run --ci none").contains("\nci      none, as --ci says\n"))
  }

  @Test(
    "else what its manifests or its remote show",
    arguments: [
      ("https://github.com/a/b.git", "github: origin is on github.com"),
      ("git@gitlab.example.com:a/b.git", "gitlab: origin is on gitlab.example.com"),
      ("ssh://git@bitbucket.org:22/a/b", "bitbucket: origin is on bitbucket.org"),
      ("https://me@dev.azure.com/a/_git/b", "azure: origin is on dev.azure.com"),
      ("/srv/github/b.git", "github: nothing here names another"),
    ])
  func remote(address: String, expected: String) throws {
    let folder = try Folder(origin: address)
    try folder.writeCustomers()
    #expect(try folder.must("modelgate-init --dry-run").contains("\nci      \(expected)"))
    try folder.write("deploy/run.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: WorkflowTemplate\n")
    #expect(try folder.must("modelgate-init --dry-run").contains("\nci      argo: deploy/run.yaml is Argo's\n"))
    try folder.write("deploy/run.yaml", "apiVersion: tekton.dev/v1\nkind: Pipeline\n")
    #expect(try folder.must("modelgate-init --dry-run").contains("\nci      tekton: deploy/run.yaml is Tekton's\n"))
  }

  @Test("in a folder of a repository the policy stays there, and what is the repository's goes to its root")
  func subfolder() throws {
    let folder = try Folder()
    try folder.writeCustomers("models/shop/customers.csv")
    let inside = Command.run(["modelgate-init", "--ci", "gitlab"], in: folder.temporary("shop/models/shop"))
    #expect(inside.code == 0, "\(inside.errors)")
    #expect(folder.exists("models/shop/modelgate.yaml"))
    #expect(try folder.text("CODEOWNERS").contains("/models/shop/modelgate.yaml @your-team"))
  }

  @Test(
    "wrong flags are named, with a hint",
    arguments: [
      ("--ci githb", "did you mean 'github'?"), ("--forse", "Did you mean '--force'?"),
      ("--model a/b", "hint: use letters"),
      ("--data nowhere.csv", "nowhere.csv: no such file"), ("--data /etc/passwd", "is not in this folder"),
      ("--predictions customers.csv", "no predictions: an id"), ("--owner #x", "is no owner"),
    ])
  func wrongFlags(flags: String, message: String) throws {
    let folder = try Folder()
    try folder.writeCustomers()
    let result = folder.run("modelgate-init \(flags)")
    #expect(result.code >= 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.contains("hint:") || flags.contains("nowhere"))
    #expect(try Files.list(folder.path) == [".git", "customers.csv"])
  }

  @Test("the workflows inside are those of ci-templates")
  func templates() throws {
    let check = Command.run([Repository.path("scripts/embed-templates"), "--check"], in: Repository.root)
    #expect(check.code == 0, "\(check.errors)")
    let manifest = String(decoding: try Files.read(Repository.path("ci-templates/manifest")), as: UTF8.self)
    for line in manifest.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      try #require(words.count == 3, "\(line)")
      let folder = try Folder()
      try folder.writeCustomers()
      let output = try folder.must("modelgate-init --ci \(words[0])")
      #expect(try Files.read(folder.temporary("shop/\(words[2])")) == Files.read(Repository.path(words[1])))
      #expect(output.contains("wrote  \(words[2]) "), "\(output)")
    }
  }

  @Test("modelgate-data contract infer writes the same contract by itself")
  func inferCommand() throws {
    let folder = try Folder()
    try folder.writeCustomers()
    try folder.must("modelgate-init --ci none")
    #expect(try folder.must("modelgate-data contract infer customers.csv") == folder.text("contract.yaml"))
    #expect(
      try folder.must("modelgate-data contract infer customers.csv --output c.yaml").contains("c.yaml: 3 columns"))
    #expect(try folder.text("c.yaml") == folder.text("contract.yaml"))
    try folder.must("modelgate-data check customers.csv --contract c.yaml")
    #expect(folder.run("modelgate-data contract infer nowhere.csv").code == 66)
  }
}
