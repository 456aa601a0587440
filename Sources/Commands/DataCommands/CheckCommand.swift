import ArgumentParser
import CommandSupport
import Core
import DataQuality
import Evidence
import Policy
import Reporting

struct CheckCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks data against a contract and a reference.",
    discussion: """
      With a policy: checks the data sets it names (or the ones given), and leaves evidence. Without one: \
      modelgate-data check FILE --contract CONTRACT.
      """)

  @Argument(
    help: "Data sets of the policy, by name; all of them if none is given. With --contract or --reference: a file.")
  var names: [String] = []

  @Option(name: .long, help: ArgumentHelp("Check this file in place of the policy's source.", valueName: "file"))
  var source: String?

  @Option(name: .long, help: ArgumentHelp("A contract, in place of a policy's.", valueName: "file"))
  var contract: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A table or profile to compare with, or a pattern of profiles, in place of a policy's.", valueName: "file"))
  var reference: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The largest drift, with --reference: a stability index. (0.2; none where the contract measures drift itself)",
      valueName: "psi"))
  var psi: Double?

  @Option(name: .long, help: ArgumentHelp("How many violating rows to keep for each rule.", valueName: "number"))
  var samples: Int?

  @Option(
    name: .long, help: ArgumentHelp("The candidate's model file. (default: the policy's artifact)", valueName: "file"))
  var artifact: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write the data's profile here too, in the same pass: a reference for later, without private values.",
      valueName: "file")
  )
  var profile: String?

  @Flag(name: .shortAndLong, help: "List the rules that pass too.")
  var verbose = false

  @OptionGroup var contracts: ContractOptions
  @OptionGroup var scan: ScanOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var options: PolicyOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    if let samples, samples < 0 {
      throw Failure(.usage, "--samples \(samples) makes no sense", hint: "give 0 or more")
    }
    if contract != nil || reference != nil { return try checkFile(session) }
    let policy = try options.load()
    let sets = try chosen(policy)
    guard source == nil || sets.count == 1 else {
      throw Failure(.usage, "--source goes with one data set", hint: "name it: modelgate-data check NAME --source FILE")
    }
    guard reports.report.isEmpty || sets.count == 1 else {
      throw Failure(.usage, "--report goes with one data set", hint: "name it: modelgate-data check NAME --report …")
    }
    guard profile == nil || sets.count == 1 else {
      throw Failure(
        .usage, "--profile goes with one data set", hint: "name it: modelgate-data check NAME --profile FILE")
    }
    let candidate = try Candidate.resource(artifact: artifact, policy: policy)
    // Everything is read and checked before anything is written.
    var findings: [(statement: EvidenceStatement, report: StepReport)] = []
    for set in sets {
      let inputs = try DataCheckInputs(set, policy, source: source, samples: samples, options: inputOptions(session))
      let report = try inputs.check(threads: scan.count(), profile: profile, session)
      findings.append(
        (
          inputs.statement(report, policy: policy, candidate: candidate),
          report.stepReport(
            step: "\(policy.model)/data/\(set.name)", title: "data set \(set.name)", file: inputs.file,
            parts: inputs.parts, again: again(set), verbose: verbose)
        ))
    }
    for (index, finding) in findings.enumerated() {
      try options.folder.write(
        finding.statement.step, finding.statement.json.pretty, time: session.now, host: session.host,
        tool: Program.tool(DataRoot.self))
      if index > 0 { session.terminal.print("") }
      try reports.publish(finding.report, session, in: options.folder)
    }
    if candidate == nil {
      session.terminal.warn("no candidate is named, so the gate will not accept this evidence: give --artifact")
    }
    return findings.map(\.report.verdict).worst.exitCode
  }

  private func chosen(_ policy: ModelPolicy) throws(Failure) -> [DataSetPolicy] {
    let known = policy.data.map(\.name)
    var sets: [DataSetPolicy] = []
    for name in names {
      guard let set = policy.data.first(where: { $0.name == name }) else {
        let near = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
        throw Failure(
          .usage, "the policy has no data set '\(name)'", at: Place(file: policy.file),
          hint: near ?? (known.isEmpty ? "it has none" : "its data sets are: \(known.joined(separator: ", "))"))
      }
      sets.append(set)
    }
    if !sets.isEmpty { return sets }
    if policy.data.isEmpty {
      throw Failure(.usage, "the policy names no data set", at: Place(file: policy.file), hint: "add one under 'data:'")
    }
    return policy.data
  }

  private func again(_ set: DataSetPolicy) -> [String] {
    ["modelgate-data", "check", set.name] + (source.map { ["--source", $0] } ?? []) + contracts.flags + options.flag
  }

  private func inputOptions(_ session: Session) throws(Failure) -> DataCheckInputs.Options {
    try DataCheckInputs.Options(
      contract: contracts, dialect: scan.dialect(), now: session.now, scratch: memory.scratch(session))
  }

  private func checkFile(_ session: Session) throws(Failure) -> Core.ExitCode {
    guard names.count == 1, let file = names.first, source == nil else {
      throw Failure(.usage, "name one file", hint: "modelgate-data check FILE --contract CONTRACT")
    }
    var settings = DataCheckSettings()
    if reference != nil { settings.drift = psi.map { DriftLimits(psi: $0) } }
    settings.samples = samples ?? settings.samples
    let inputs = try DataCheckInputs(
      file: file, contract: contract, reference: reference, settings: settings,
      usualDrift: reference == nil ? nil : DriftLimits(psi: 0.2), options: inputOptions(session))
    let again = [("--contract", contract), ("--reference", reference)].flatMap { flag, value in
      value.map { [flag, $0] } ?? []
    }
    let report = try inputs.check(threads: scan.count(), profile: profile, session).stepReport(
      step: "data/\(Path.name(file))", title: file, file: file, parts: inputs.parts,
      again: ["modelgate-data", "check", file] + again + contracts.flags,
      verbose: verbose)
    try reports.publish(report, session, in: options.folder)
    return report.verdict.exitCode
  }
}
