import Core
import Glibc
import Reporting
import TestSupport
import Testing

/// Each format and CI system, byte for byte. After a change that is meant:
/// `MODELGATE_UPDATE_GOLDEN=1 swift test --filter GoldenTests`, then read the difference that git shows.
@Suite("What each format and each CI system is given, byte for byte")
struct GoldenTests {
  struct Rendering: CustomTestStringConvertible {
    let file: String
    let render: @Sendable (StepReport) -> [UInt8]
    var testDescription: String { file }

    init(_ file: String, _ render: @escaping @Sendable (StepReport) -> [UInt8]) {
      self.file = file
      self.render = render
    }

    init(_ file: String, text: @escaping @Sendable (StepReport) -> String) {
      self.init(file) { Array(text($0).utf8) }
    }

    init(_ file: String, lines: @escaping @Sendable (StepReport) -> [String]) {
      self.init(file) { Array(lines($0).map { $0 + "\n" }.joined().utf8) }
    }
  }

  static let renderings =
    [
      Rendering("console.txt", text: ConsoleReport(width: nil, colour: false).render),
      Rendering("console-60-columns.txt", text: ConsoleReport(width: 60, colour: false).render),
      Rendering("console-colour.txt", text: ConsoleReport(width: nil, colour: true).render),
      Rendering("github-commands.txt", lines: { GitHubReport.commands(Annotation.all(of: $0)) }),
      Rendering("github-output.txt", text: { GitHubReport.outputs($0, delimiter: "random") }),
      Rendering(
        "azure-commands.txt",
        lines: {
          AzureReport.commands(Annotation.all(of: $0)) + AzureReport.commands($0, summary: "/home/ci/step.md")
        }),
      Rendering("report.html", ReportFormat.html.render),
      Rendering("teamcity-messages.txt", lines: TeamCityReport.messages),
      Rendering(
        "buildkite-calls.txt",
        lines: { report in
          BuildkiteReport.calls(report).map { "\($0.arguments.map { "<\($0)>" }.joined(separator: " "))\n\($0.input)" }
        }),
    ]
    + [ReportFormat.markdown, .junit, .sarif].map { format in
      Rendering("\(format.rawValue).\(format == .junit ? "xml" : format == .sarif ? "json" : "md")", format.render)
    }
    + ["junit.xml", "codequality.json", "metrics.txt", "env"].dropFirst().map { suffix in
      Rendering("gitlab.\(suffix)") { report in GitLabReport.files(report).first { $0.suffix == suffix }?.bytes ?? [] }
    }

  @Test("a report with one of everything", arguments: renderings)
  func rich(rendering: Rendering) throws { try compare(rendering, SampleReports.rich, "rich") }

  @Test("a report whose every name is an attack", arguments: renderings)
  func hostile(rendering: Rendering) throws { try compare(rendering, SampleReports.hostile, "hostile") }

  private func compare(_ rendering: Rendering, _ report: StepReport, _ name: String) throws {
    try Golden.compare(rendering.render(report), with: "\(name)/\(rendering.file)")
  }
}

enum Golden {
  /// - Parameter name: of the file, within `Golden`.
  static func compare(_ bytes: [UInt8], with name: String) throws {
    let file = Repository.path("Tests/ReportingTests/Golden/\(name)")
    if unsafe getenv("MODELGATE_UPDATE_GOLDEN") != nil { try Files.replace(file, with: bytes) }
    let expected = String(decoding: try Files.read(file), as: UTF8.self)
    #expect(String(decoding: bytes, as: UTF8.self) == expected, "\(file)")
  }
}
