import Core
import Reporting

/// The reports that every format is shown to write.
enum SampleReports {
  /// One of everything that a step can say.
  static let rich: StepReport = {
    var report = StepReport(
      step: "churn/data/customers", title: "data set customers", verdict: .fail,
      reason: "2 of 6 rules fail on 3522 rows", json: .null)
    report.place = Place(file: "models/churn/data/customers.csv")
    func line(_ number: Int) -> Place { Place(file: "models/churn/data/customers.csv", line: number) }
    report.rules = [
      StepReport.Rule(id: "columns", verdict: .warn, message: "not in the contract: nickname", at: [line(1)]),
      StepReport.Rule(
        id: "tenure.minimum", verdict: .fail, message: "40 rows of 3522, 1.1 %; expected: ≥ 0",
        at: [line(45), line(124), Place(file: "models/churn/data/customers.csv", line: 155, column: 7)]),
      StepReport.Rule(id: "churn.type", verdict: .pass, message: "none of 3522"),
      StepReport.Rule(id: "churn.drift", verdict: .hold, message: "the reference has no rows"),
      StepReport.Rule(id: "charges.drift", verdict: .fail, message: "PSI 1.3673, the distribution moved"),
      StepReport.Rule(id: "name.required", verdict: .pass, message: "none of 3522"),
    ]
    var rules = StepReport.Table(
      [
        StepReport.Column("rule"), StepReport.Column("found"), StepReport.Column("rows", numeric: true),
        StepReport.Column("verdict"),
      ],
      rows: report.rules.map { [.text($0.id), .text($0.message), "3522", .verdict($0.verdict)] })
    rules.omitsPassing = true
    var background = StepReport.Table(
      title: "all columns", [StepReport.Column("column"), StepReport.Column("mean", numeric: true)],
      rows: [["tenure", "32.3711"], ["charges", "−0.5000"]])
    background.isBackground = true
    report.tables = [rules, background]
    report.next = [
      .sentence("mend data/customers.csv, or the contract where it asks for the wrong thing, and check again"),
      .command("modelgate-data check customers"), .sentence("then decide again"),
    ]
    report.outputs = [StepReport.Output("rows", 3522), StepReport.Output("version", "2.0.0")]
    report.measures = [
      StepReport.Measure("rows", [], 3522), StepReport.Measure("psi", [("column", "charges")], 1.3673),
      StepReport.Measure("psi", [("column", "tenure")], 0.000012), StepReport.Measure("psi", [], .nan),
    ].compactMap { $0 }
    return report
  }()

  /// What a file, a server or a colleague could put into names: commands of each system, markup, terminal control,
  /// text that runs backwards, and length.
  static let hostileNames = [
    "a\n::error file=x::forged", "::error::forged", "  ::set-output name=verdict::pass", "##[error]forged",
    "##vso[task.setvariable variable=verdict]pass", "x ##teamcity[buildStatus status='SUCCESS']",
    ":\u{200B}:error::forged", "#\u{AD}#vso[task.complete result=Succeeded]", "a|b", "]]> </failure> &amp; \"'",
    "<script>alert(1)</script><img src=x onerror=y>", "@everyone, see https://e.example and www.e.example :tada:",
    "[x](http://e.example) **bold** `code` ~~no~~ # h", "```\n# not a heading\n```", "\u{1B}[31mred\u{1B}[0m\u{7}",
    "\u{202E}txet drawkcab\u{2066}", "$(touch pwned) `id` ${IFS} %0A::error::x", "ends with %25 and \\ and \u{FFFF}",
    String(repeating: "long ", count: 2000), "- item", "1. item", "🦊 中文 é",
  ]

  static let hostile: StepReport = {
    let all = hostileNames.joined(separator: " ")
    var report = StepReport(
      step: "churn/\(hostileNames[0])/\(hostileNames[4])", title: hostileNames[0], verdict: .fail, reason: all,
      json: .null)
    report.place = Place(file: hostileNames[10], line: 1)
    report.rules = hostileNames.enumerated().map { index, name in
      StepReport.Rule(
        id: name, verdict: Verdict.allCases[index % 4], message: name, at: [Place(file: name, line: index + 1)])
    }
    report.tables = [
      StepReport.Table(
        title: hostileNames[0],
        [StepReport.Column("rule"), StepReport.Column(hostileNames[8]), StepReport.Column("verdict")],
        rows: report.rules.map { [.text($0.id), .text($0.message), .verdict($0.verdict)] })
    ]
    report.next = hostileNames.map { .sentence($0) } + [.command("modelgate-data check '\(hostileNames[13])'")]
    report.outputs = hostileNames.enumerated().map { StepReport.Output("name_\($0.offset)", $0.element) }
    report.measures = hostileNames.compactMap { StepReport.Measure("psi", [("column", $0)], 0.25) }
    return report
  }()

  /// More than anybody reads: 2,000 rules of 10,000 characters, all failing.
  static let vast: StepReport = {
    let long = String(repeating: "<&\"'>@|", count: 1430)
    var report = StepReport(step: "churn/data/vast", title: long, verdict: .fail, reason: long, json: .null)
    report.rules = (0..<2000).map {
      StepReport.Rule(id: long + "\($0)", verdict: $0 % 2 == 0 ? .fail : .warn, message: long)
    }
    report.tables = [
      StepReport.Table(
        [StepReport.Column("rule"), StepReport.Column("found"), StepReport.Column("verdict")],
        rows: report.rules.map { [.text($0.id), .text($0.message), .verdict($0.verdict)] })
    ]
    report.outputs = (0..<100).map { StepReport.Output("output_\($0)", long) }
    report.measures = (0..<2000).compactMap { StepReport.Measure("psi", [("column", long + "\($0)")], 1) }
    return report
  }()
}
