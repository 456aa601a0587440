import Core
import Reporting
import Testing

@Suite("Every report comes from one model, and no name in it is markup")
struct ReportTests {
  private static var hostile: StepReport {
    let name = "a|b</failure>&\"<script>\n::error::@everyone [x](http://e)"
    var report = StepReport(step: "s", title: name, verdict: .fail, reason: name, json: ["name": .string(name)])
    report.rules = [
      StepReport.Rule(id: name, verdict: .fail, message: name), StepReport.Rule(id: "b", verdict: .hold, message: "h"),
      StepReport.Rule(id: "c", verdict: .pass, message: "p"),
    ]
    report.tables = [
      StepReport.Table(
        [StepReport.Column("rule"), StepReport.Column("verdict")], rows: [[.text(name), .verdict(.fail)]])
    ]
    return report
  }

  private func text(_ format: ReportFormat) -> String {
    String(decoding: format.render(Self.hostile), as: UTF8.self)
  }

  @Test("Markdown") func markdown() {
    let lines = text(.markdown).split(separator: "\n")
    #expect(lines[0].hasPrefix("## ❌ a\\|b&lt;/failure&gt;&amp;"))
    #expect(!text(.markdown).contains("<script>"))
    #expect(!text(.markdown).contains("@everyone"))
    #expect(!text(.markdown).contains("://"))
    #expect(lines.count { $0.hasPrefix("|") } == 3, "a pipe or a line end in a name adds no cell and no row")
  }

  @Test("JUnit: a hold is a failure, since skipped would look green") func junit() {
    let xml = text(.junit)
    #expect(xml.contains("tests=\"3\" failures=\"2\" errors=\"0\" skipped=\"0\""))
    #expect(xml.contains("<failure type=\"hold\" message=\"h\"></failure>"))
    #expect(!xml.contains("<script>"))
    #expect(xml.split(separator: "\n").count == 12, "\(xml)")
  }

  @Test("the console: no line of its own, no escape sequence, no colour unless asked for") func console() {
    let shown = ConsoleReport(width: nil, colour: false).render(Self.hostile)
    #expect(!shown.contains("\n::error::"))
    #expect(!shown.contains("\u{1B}"))
    #expect(ConsoleReport(width: 40, colour: true).render(Self.hostile).contains("\u{1B}[1;31m"))
  }

  @Test("a narrow terminal cuts texts, never numbers or verdicts") func narrow() {
    var report = StepReport(step: "s", title: "t", verdict: .pass, reason: "r", json: .null)
    let long = String(repeating: "x", count: 100)
    report.tables = [
      StepReport.Table(
        [StepReport.Column("rule"), StepReport.Column("n", numeric: true), StepReport.Column("verdict")],
        rows: [[.text(long), .text("123456"), .verdict(.pass)]])
    ]
    let lines = ConsoleReport(width: 60, colour: false).render(report).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 60 })
    #expect(lines.last?.hasSuffix("123456  pass") ?? false)
  }
}
