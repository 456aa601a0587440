import ArgumentParser
import CommandSupport
import Core
import DataQuality
import Evidence
import Reporting

struct MergeCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Makes one profile of those of a table's parts, without the data.",
    discussion: """
      The same whatever the order of the parts. Rows, nulls, extremes and lengths are exact, and so is what the parts \
      list value by value; the rest is within the bounds that docs/profiles.md gives.
      """)

  @Argument(help: "Profiles that modelgate-data profile wrote: files, directories of them or patterns.")
  var parts: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the profile here; a file is replaced.", valueName: "file"))
  var output: String

  @Flag(name: .long, help: "Count a column that a part does not have as null there; else it is an error.")
  var fillMissing = false

  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    let files = try ProfileFiles(parts)
    let (profile, notes) = try files.merged(fillingMissing: fillMissing)
    for note in notes { session.terminal.warn(note) }
    var report = profile.stepReport(
      step: "profile/\(Path.name(output))", title: "profile of \(Count.text(files.parts.count, "part"))")
    report.page = { [output] in ProfilePage(output, profile).page }
    try Files.replace(output, with: profile.file)
    try reports.publish(report, session, in: EvidenceFolder(path: ".modelgate"))
    session.terminal.print("\nwritten to \(output.printable); a policy names it under 'reference:'")
    return .pass
  }
}
