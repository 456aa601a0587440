import ArgumentParser
import CommandSupport
import Core
import DataQuality
import DataSources
import Evidence
import Reporting
import Scan

struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Shows a data set's statistics, and writes them as a reference for later checks.",
    discussion: """
      modelgate-data profile FILE; what else that takes, modelgate-data help profile data says. Of a file that is called \
      merge: modelgate-data profile ./merge.
      """,
    subcommands: [ProfileDataCommand.self, MergeCommand.self], defaultSubcommand: ProfileDataCommand.self)
}

struct ProfileDataCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Shows a data set's statistics; what profile does where nothing else is named.")

  @Argument(help: "The data: a file, a directory of part files or a pattern; - is standard input.")
  var file: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the profile here.", valueName: "file"))
  var output: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A table, a profile or a pattern of profiles to show the data beside; drift is told, not judged.",
      valueName: "file"))
  var reference: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A contract: no value of the columns that it says are private is shown.", valueName: "file"))
  var contract: String?

  @Option(name: .long, help: ArgumentHelp("The contract's object that describes the data.", valueName: "name"))
  var object: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Show no value of this column, and write none; may be given again.", valueName: "column"))
  var redact: [String] = []

  @OptionGroup var scan: ScanOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let dialect = try scan.dialect()
    let known = try reference.map { path throws(Failure) in try ReferenceData(path, dialect: dialect).profile }
    let rows = try DataSource(file, dialect: dialect).rows
    try Redaction.check(redact, rows.columns.map(\.name))
    let redacted = try Set(redact).union(privateColumns())
    let line = ProgressLine("profiling \(file)", session)
    let (profile, comparison) = try ReferenceComparison.profile(
      rows, beside: known, named: reference ?? "", redacting: redacted, threads: scan.count()
    ) { line.update($0, of: $1) }
    line.end()
    var report = profile.stepReport(step: "profile/\(Path.name(file))", title: "profile of \(file)")
    if let comparison { report.tables.append(comparison.table(of: profile)) }
    report.page = { [file, comparison] in ProfilePage(file, profile, reference: comparison).page }
    if let output { try Files.replace(output, with: profile.file) }
    try reports.publish(report, session, in: EvidenceFolder(path: ".modelgate"))
    if let output { session.terminal.print("\nwritten to \(output.printable); a policy names it under 'reference:'") }
    return .pass
  }

  private func privateColumns() throws(Failure) -> Set<String> {
    guard let contract else { return [] }
    // Whatever else it asks for is none of a profile's business.
    return try DataContract(
      recognising: Files.read(contract), file: contract, object: object, allowsUnsupported: true
    ).privateColumns
  }
}

extension DataProfile {
  func stepReport(step: String, title: String) -> StepReport {
    var report = StepReport(
      step: step, title: title, verdict: .pass, reason: "\(rows) rows, \(columns.count) columns", json: json)
    report.isVerdict = false
    report.tables = [
      StepReport.Table(
        [
          StepReport.Column("column"), StepReport.Column("kind"), StepReport.Column("null", numeric: true),
          StepReport.Column("distinct", numeric: true), StepReport.Column("range or commonest"),
          StepReport.Column("spread"),
        ],
        rows: columns.map { column in
          [
            .text(column.name), .text(column.kind.rawValue), .text("\(column.nulls)"),
            .text("\(column.distinctSign.map { "\($0) " } ?? "")\(column.distinct)"),
            .text(column.summary), .text(column.histogram),
          ]
        })
    ]
    return report
  }
}

extension DataProfile.Column {
  fileprivate var summary: String {
    if isRedacted { return "redacted" }
    if let numbers, moment != nil {
      let median = median.map { ", median \(rounded($0))" } ?? ""
      return "\(exact(numbers.minimum)) … \(exact(numbers.maximum))\(median)"
    }
    if let numbers {
      let spread = numbers.standardDeviation.map { " ± \(Console.number($0))" } ?? ""
      let range = "\(JSON.ecmaScript(numbers.minimum)) … \(JSON.ecmaScript(numbers.maximum))"
      return "\(range), mean \(Console.number(numbers.mean))\(spread)"
    }
    guard case .categories(let categories, _) = distribution, distinct < 1000 else { return "" }
    return Self.commonest(categories).prefix(2).map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
  }

  /// For numbers the density between the deciles, from the smallest to the largest; else how frequent the ten
  /// commonest values are.
  fileprivate var histogram: String {
    let heights: [Double]
    switch distribution {
    case .deciles(let edges, let counts, _):
      guard let numbers, numbers.maximum > numbers.minimum else { return "" }
      let points = [numbers.minimum] + edges + [numbers.maximum]
      // A bin without width would be infinitely dense.
      let narrowest = (numbers.maximum - numbers.minimum) / 100
      heights = zip(counts, zip(points, points.dropFirst())).map { Double($0) / max($1.1 - $1.0, narrowest) }
    case .categories(let categories, _):
      heights = distinct < 1000 ? Self.commonest(categories).prefix(10).map { Double($0.value) } : []
    }
    let bars = Array("▁▂▃▄▅▆▇█")
    guard let highest = heights.max(), highest > 0 else { return "" }
    return String(heights.map { bars[min(7, Int($0 / highest * 7.999))] })
  }

  private static func commonest(_ categories: [String: Int]) -> [(key: String, value: Int)] {
    categories.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  }
}
