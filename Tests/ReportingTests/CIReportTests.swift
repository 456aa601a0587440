import CommandSupport
import Core
import Reporting
import Testing

@Suite("What CI systems are told")
struct CIReportTests {
  @Test(
    "the system is known by its variables",
    arguments: [
      (["GITHUB_ACTIONS": "true", "CI": "true"], .github), (["GITLAB_CI": "true"], .gitlab),
      (["TF_BUILD": "True"], .azure), (["BUILDKITE": "true"], .buildkite),
      (["TEAMCITY_VERSION": "2025.07"], .teamcity), (["JENKINS_URL": "http://j.example/"], .jenkins),
      (["CIRCLECI": "true"], .circleci), (["BITBUCKET_BUILD_NUMBER": "7"], .bitbucket),
      (["CI": "woodpecker"], .woodpecker), (["CI": "true"], nil), (["GITHUB_ACTIONS": "false"], nil),
      (["GITLAB_CI": ""], nil), ([:], nil),
    ] as [([String: String], CISystem?)])
  func detection(environment: [String: String], system: CISystem?) {
    #expect(CISystem.detect(environment) == system)
  }

  @Test("GitHub: ten of each kind at most, the worst first, and the rest counted")
  func tenOfEach() {
    let annotations = Annotation.all(of: SampleReports.vast)
    #expect(annotations.count { $0.severity == .error } == 10)
    #expect(annotations.count { $0.severity == .warning } == 10)
    #expect(annotations[9].message == "991 more rules fail; the summary lists them")
    #expect(annotations[19].message == "991 more rules warn or hold; the summary lists them")
    var mixed = SampleReports.rich
    mixed.rules = [Verdict.warn, .hold, .pass, .fail].map { StepReport.Rule(id: "\($0)", verdict: $0, message: "m") }
    #expect(Annotation.all(of: mixed).map(\.title) == ["fail", "hold: hold", "warn"])
  }

  @Test("a verdict without a rule to show for it is shown itself")
  func verdictAlone() {
    var report = StepReport(step: "s", title: "t", verdict: .hold, reason: "there is no rule to check", json: .null)
    #expect(Annotation.all(of: report).map(\.message) == ["there is no rule to check"])
    report.isVerdict = false
    #expect(Annotation.all(of: report).isEmpty)
  }

  @Test("no name adds a command, and every command is whole, on GitHub, Azure and TeamCity")
  func oneCommandALine() {
    for report in [SampleReports.hostile, SampleReports.vast] {
      let annotations = Annotation.all(of: report)
      for line in GitHubReport.commands(annotations) {
        #expect(line.hasPrefix("::error ") || line.hasPrefix("::warning "))
        #expect(!line.contains("\n") && !line.contains("\r") && line.utf8.count < 10_000)
        let properties = line.dropFirst(2).prefix { $0 != ":" }
        #expect(properties.split(separator: ",").allSatisfy { $0.contains("=") }, "\(line)")
      }
      for line in AzureReport.commands(annotations) + AzureReport.commands(report, summary: "/s.md") {
        #expect(line.hasPrefix("##vso[task.") && !line.contains("\n") && !line.dropFirst(2).contains("##"), "\(line)")
      }
      for line in TeamCityReport.messages(report) {
        #expect(
          line.hasPrefix("##teamcity[") && line.hasSuffix("']") && !line.contains("\n") && line.utf8.count < 20_000)
        // Between the quotes nothing is left unescaped: undoing the escapes leaves an even number of quotes.
        let bare = line.replacing("||", with: "").replacing("|'", with: "").replacing("|[", with: "").replacing(
          "|]", with: "")
        #expect(bare.count { $0 == "'" } % 2 == 0 && bare.count { $0 == "[" } == 1, "\(line)")
      }
    }
  }

  /// As the runners read a line, invisible characters ignored.
  private func isCommand(_ line: Substring) -> Bool {
    let visible = String(
      String.UnicodeScalarView(
        line.unicodeScalars.filter {
          !$0.properties.isDefaultIgnorableCodePoint && $0.properties.generalCategory != .control
        }))
    let trimmed = visible.drop { $0.isWhitespace }
    return trimmed.hasPrefix("::") || visible.contains("##")
  }

  @Test("nothing that the log repeats from outside is a command", arguments: SampleReports.hostileNames)
  func log(name: String) {
    #expect(!HarmlessLog.text(name).split(separator: "\n").contains(where: isCommand))
    var report = SampleReports.hostile
    report.title = name
    report.tables[0].rows = [[.text(name), .text(name), .verdict(.fail)]]
    for width in [nil, 30, 80] {
      let shown = ConsoleReport(width: width, colour: true).render(report)
      #expect(!HarmlessLog.text(shown).split(separator: "\n").contains(where: isCommand))
    }
  }

  @Test("and what is no command stays as it is")
  func harmless() {
    for text in ["a :: b", "# heading", "a: b", "std::vector\n  x::y\n", "#1, #2", "中文 ::"] {
      #expect(HarmlessLog.text(text) == text)
    }
    #expect(HarmlessLog.text("x\n  ::error::y\n##[z]") == "x\n  : :error::y\n# #[z]")
  }

  @Test("GitHub: outputs are what was said, each on one line between delimiters")
  func outputs() {
    let lines = GitHubReport.outputs(SampleReports.hostile, delimiter: "D").split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 * (SampleReports.hostileNames.count + 2) + 1)
    for start in stride(from: 0, to: lines.count - 1, by: 3) {
      #expect(lines[start].hasSuffix("<<D") && lines[start + 2] == "D")
    }
  }

  @Test("GitLab: variables stay below 5 KB, 20 of them, a line each, without quotes")
  func variables() throws {
    for report in [SampleReports.rich, SampleReports.hostile, SampleReports.vast] {
      let bytes = try #require(GitLabReport.files(report).first { $0.suffix == "env" }).bytes
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(bytes.count <= 5000 && lines.count <= 21)
      for line in lines.dropLast() {
        let name = line.prefix { $0 != "=" }
        #expect(name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }, "\(line)")
        #expect(!line.contains { "\"'`$\\\r".contains($0) }, "\(line)")
      }
    }
  }

  @Test(
    "pages stay below 1 MiB, whatever they are about, and say so where they end early", arguments: [20_000, 1_000_000])
  func pages(limit: Int) {
    for report in [SampleReports.vast, SampleReports.hostile] {
      let page = MarkdownReport.render(report, limit: limit)
      #expect(page.utf8.count <= limit)
      #expect(page.components("<details>") == page.components("</details>"))
    }
    #expect(MarkdownReport.render(SampleReports.vast, limit: 20_000).contains("--report json=FILE"))
    #expect(BuildkiteReport.calls(SampleReports.vast).allSatisfy { $0.input.utf8.count < 1 << 20 })
  }

  @Test("Azure: a warning is a success with issues, and nothing else is")
  func warning() {
    for verdict in Verdict.allCases {
      var report = SampleReports.rich
      report.verdict = verdict
      let lines = AzureReport.commands(report, summary: nil)
      #expect(lines.contains { $0.hasPrefix("##vso[task.complete result=SucceededWithIssues]") } == (verdict == .warn))
    }
  }

  @Test("files are named from the top of the checkout")
  func renaming() {
    let report = SampleReports.rich.renamingFiles { "top/\($0)" }
    let commands = GitHubReport.commands(Annotation.all(of: report))
    #expect(commands[0].hasPrefix("::error file=top/models/churn/data/customers.csv,line=45,title=tenure.minimum::"))
  }
}

extension String {
  fileprivate func components(_ separator: String) -> Int {
    split(separator: separator, omittingEmptySubsequences: false).count
  }
}
