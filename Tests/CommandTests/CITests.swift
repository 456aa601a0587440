import Core
import Glibc
import TestSupport
import Testing

@Suite("Steps in a CI job")
struct CITests {
  private static let failing = "modelgate-data check churn --source data/corrupted.csv"

  @Test("GitHub: annotations on the rows, a summary, outputs; the same verdict")
  func github() throws {
    let story = try Story()
    let environment = [
      "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": story.path, "GITHUB_OUTPUT": story.directory("output"),
      "GITHUB_STEP_SUMMARY": story.directory("summary"),
    ]
    let result = story.run(Self.failing, environment: environment)
    #expect(result.code == 1 && result.errors.isEmpty, "\(result.errors)")
    let commands = result.output.split(separator: "\n").filter { $0.hasPrefix("::") }
    #expect(commands.count == 8)
    #expect(
      commands.first
        == "::error file=data/corrupted.csv,line=45,title=tenure.minimum::40 rows of 3522, 1.1 %25; expected: ≥ 0")
    #expect(try text(story, "summary").hasPrefix("## ❌ data set churn: fail\n"))
    let output = try text(story, "output").split(separator: "\n")
    #expect(output[0].hasPrefix("verdict<<") && output[1] == "fail" && output[0].hasSuffix(output[2]))
    // The steps of one script share the files.
    story.run("modelgate-compare", environment: environment)
    #expect(try text(story, "summary").contains("\n## ✅ candidate against baseline: pass\n"))
    #expect(try text(story, "output").split(separator: "\n").count { $0.hasPrefix("verdict<<") } == 2)
  }

  @Test("GitHub: a gate and a promotion say what they decided about")
  func outputs() throws {
    let story = try Story()
    story.prepare()
    let environment = ["GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": story.directory("output")]
    let lines = [
      "modelgate-gate --stage staging", "modelgate-release plan 2.0.0 --stage staging",
      "modelgate-release promote --stage staging", "modelgate-release verify",
    ]
    for line in lines { #expect(story.run(line, environment: environment).code == 0) }
    let output = try text(story, "output").split(separator: "\n")
    let names = output.indices.filter { output[$0].contains("<<") }.map { output[$0].prefix { $0 != "<" } }
    for name in ["verdict", "reason", "decision", "version", "stage", "artifact", "plan", "entry", "head"] {
      #expect(names.contains { $0 == name }, "\(name)")
    }
  }

  @Test("a policy below the top of the checkout: files are named from the top")
  func below() throws {
    let story = try Story()
    let top = Path.parent(story.path)
    let result = story.run(
      Self.failing, environment: ["TF_BUILD": "True", "BUILD_SOURCESDIRECTORY": "\(top)/./"])
    let prefix = "##vso[task.logissue type=error;sourcepath=\(Path.name(story.path))/data/corrupted.csv;linenumber=45]"
    #expect(result.output.contains("\n\(prefix)tenure.minimum: "), "\(result.output)")
  }

  @Test("GitLab: files of the reports, one set a step")
  func gitlab() throws {
    let story = try Story()
    let environment = ["GITLAB_CI": "true", "CI_PROJECT_DIR": story.path]
    #expect(story.run(Self.failing, environment: environment).code == 1)
    #expect(story.run("modelgate-compare", environment: environment).code == 0)
    for step in ["churn-data-churn", "churn-comparison"] {
      for suffix in ["junit.xml", "codequality.json", "metrics.txt", "env"] {
        #expect(Files.exists(story.directory(".modelgate/ci/\(step).\(suffix)")), "\(step).\(suffix)")
      }
    }
    #expect(
      try text(story, ".modelgate/ci/churn-data-churn.env").hasPrefix("MODELGATE_CHURN_DATA_CHURN_VERDICT=fail\n"))
    #expect(try text(story, ".modelgate/ci/churn-comparison.metrics.txt").contains("model=\"candidate\"} 0.83"))
    // What lies there is no evidence: the ledger's audit of the folder minds none of it.
    story.play("modelgate-data check", "modelgate-gate --stage staging", "modelgate-gate --stage staging")
  }

  @Test("Azure: issues, output variables and a page, named by an absolute path")
  func azure() throws {
    let story = try Story()
    let result = story.run(Self.failing, environment: ["TF_BUILD": "True"])
    #expect(result.code == 1)
    let page = "\(story.path)/.modelgate/ci/churn-data-churn.md"
    #expect(result.output.contains("\n##vso[task.uploadsummary]\(page)\n"), "\(result.output)")
    #expect(try Files.read(page).starts(with: "## ❌".utf8))
    #expect(result.output.contains("\n##vso[task.setvariable variable=verdict;isOutput=true]fail\n"))
  }

  @Test("TeamCity: problems, the status line, numbers")
  func teamcity() throws {
    let result = try Story().run(Self.failing, environment: ["TEAMCITY_VERSION": "2025.07"])
    let messages = result.output.split(separator: "\n").filter { $0.hasPrefix("##teamcity[") }
    #expect(messages.count { $0.hasPrefix("##teamcity[buildProblem ") } == 8)
    #expect(messages.contains { $0.hasPrefix("##teamcity[buildStatus ") })
    #expect(messages.contains("##teamcity[buildStatisticValue key='modelgate.churn/data/churn.rules.fail' value='8']"))
  }

  /// An agent that writes down what it is called with.
  private func agent(_ story: Story, code: Int = 0) throws -> [String: String] {
    let file = try story.directory.write(
      "bin/buildkite-agent",
      """
      #!/bin/sh
      { for word in "$@"; do printf '<%s>' "$word"; done; echo; cat; echo; } >>"\(story.path)/calls"
      echo "no such build" >&2
      exit \(code)
      """)
    #expect(unsafe chmod(file, 0o755) == 0)
    return ["BUILDKITE": "true", "PATH": "\(story.path)/bin:/usr/bin:/bin"]
  }

  @Test("Buildkite: the agent annotates and keeps the outputs")
  func buildkite() throws {
    let story = try Story()
    let result = story.run(Self.failing, environment: try agent(story))
    #expect(result.code == 1 && result.errors.isEmpty, "\(result.errors)")
    let calls = try text(story, "calls")
    #expect(
      calls.hasPrefix(
        "<annotate><--style><error><--context><modelgate-churn-data-churn>\n## ❌ data set churn: fail\n"))
    #expect(calls.contains("\n<meta-data><set><modelgate:churn-data-churn:verdict>\nfail\n"))
  }

  @Test("what cannot be shown is a warning, and the verdict stands", arguments: Verdict.allCases.filter { $0 != .warn })
  func unshown(verdict: Verdict) throws {
    let story = try Story()
    let lines: [Verdict: String] = [
      .pass: "modelgate-data check churn", .fail: Self.failing, .hold: "modelgate-gate --stage staging",
    ]
    let line = try #require(lines[verdict])
    try story.directory.write("file", "")
    let environments = [
      ["GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": "/nowhere/output"],
      ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "\(story.path)/data"],
      ["BUILDKITE": "true", "PATH": "/nowhere"], try agent(story, code: 1),
    ]
    for environment in environments {
      let result = story.run(line, environment: environment)
      #expect(result.code == verdict.exitCode.rawValue, "\(environment)")
      #expect(result.errors.contains(" does not show this report: "), "\(environment): \(result.errors)")
    }
    // A file where the folder should be stops evidence too, so this one is about the page alone.
    try Files.makeDirectory(story.directory(".modelgate"))
    try story.directory.write(".modelgate/ci", "")
    for environment in [["GITLAB_CI": "true"], ["TF_BUILD": "True"]] {
      let result = story.run(line, environment: environment)
      #expect(result.code == verdict.exitCode.rawValue)
      #expect(result.errors.contains(" does not show this report: "), "\(environment): \(result.errors)")
    }
  }

  @Test(
    "with --no-ci there is nothing but the report",
    arguments: ["GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "BUILDKITE", "TEAMCITY_VERSION"])
  func off(variable: String) throws {
    let story = try Story()
    let plain = story.run(Self.failing)
    let result = story.run(Self.failing + " --no-ci", environment: [variable: "true"])
    #expect(result.code == 1 && result.output == plain.output && result.errors.isEmpty)
    #expect(!Files.exists(story.directory(".modelgate/ci")))
  }

  @Test(
    "where no verdict was reached, that is shown too, at its place",
    arguments: [
      ("GITHUB_ACTIONS", "::error file=modelgate.yaml,line="),
      ("TF_BUILD", "##vso[task.logissue type=error;sourcepath="),
    ])
  func failure(variable: String, prefix: String) throws {
    let story = try Story { $0.replacing("model: churn", with: "model: churn\nmodle: x") }
    let result = story.run("modelgate-gate lint", environment: [variable: "true"])
    #expect(result.code == 78 && result.output.isEmpty, "standard output belongs to the result")
    #expect(result.errors.split(separator: "\n").contains { $0.hasPrefix(prefix) }, "\(result.errors)")
    #expect(!story.run("modelgate-data check --no-ci", environment: [variable: "true"]).errors.contains(prefix))
  }

  @Test("a column cannot command the CI system", arguments: ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"])
  func hostileColumn(variable: String) throws {
    let story = try Story()
    let names = ["::error::forged", "##vso[task.complete result=Succeeded]x", "##[group]x", "##teamcity[x]"]
    try story.directory.write("data.csv", "id,\(names.joined(separator: ","))\n1,2,3,4,5\n")
    let result = Command.run(
      ["modelgate-data", "check", "data.csv", "--contract", "contract.yaml", "-v"], in: story.path,
      environment: [variable: "true", "COLUMNS": "400"])
    #expect(result.code == 1)
    let profile = Command.run(
      ["modelgate-data", "profile", "data.csv"], in: story.path, environment: [variable: "true"])
    #expect(profile.output.contains("forged"))
    for line in (result.output + profile.output + result.errors).split(separator: "\n") {
      let trimmed = line.drop { $0.isWhitespace }
      #expect(!trimmed.hasPrefix("::") || trimmed.hasPrefix("::error ") || trimmed.hasPrefix("::warning "), "\(line)")
      #expect(!trimmed.hasPrefix("::error::"))
      if !line.hasPrefix("##vso[task.") && !line.hasPrefix("##teamcity[build") && !line.hasPrefix("##teamcity[message")
        && !line.hasPrefix("::")
      {
        #expect(!line.contains("##"), "\(line)")
      }
    }
  }

  private func text(_ story: Story, _ file: String) throws -> String {
    String(decoding: try Files.read(story.directory(file)), as: UTF8.self)
  }
}
