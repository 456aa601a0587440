package import ArgumentParser
import CommandSupport

package struct CompareRoot: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "modelgate-compare",
    abstract: "Compares a candidate with the baseline, each rule decided by a confidence interval.",
    discussion: """
      With a policy it leaves evidence for the gate. Without one: modelgate-compare --candidate FILE --baseline FILE \
      --id COLUMN --label COLUMN --score COLUMN --rule 'roc_auc no_worse_than 0.01'.
      Exit codes: 0 pass, 1 fail, 2 too little data to decide; from 64 on no verdict was reached.
      """,
    version: Program.version, subcommands: [RunCommand.self, MetricsCommand.self], defaultSubcommand: RunCommand.self)

  package init() {}
}
