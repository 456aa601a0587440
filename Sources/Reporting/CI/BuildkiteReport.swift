import Core

/// Buildkite: an annotation on the build's page, and meta-data that later steps read. The agent does both, so these are
/// its arguments and its input. https://buildkite.com/docs/agent/v3/cli-annotate
package enum BuildkiteReport {
  package struct Call: Sendable, Equatable {
    package let arguments: [String]
    package let input: String
  }

  package static func calls(_ report: StepReport) -> [Call] {
    let annotation = Call(
      arguments: ["annotate", "--style", style(report), "--context", "modelgate-\(report.slug)"],
      input: MarkdownReport.render(report))
    // Values go by standard input: as arguments they could be taken for options. An empty one is refused.
    return [annotation]
      + report.allOutputs.filter { !$0.value.isEmpty }.map {
        Call(arguments: ["meta-data", "set", "modelgate:\(report.slug):\($0.name)"], input: $0.value.cut(to: 1000))
      }
  }

  private static func style(_ report: StepReport) -> String {
    guard report.isVerdict else { return "info" }
    return switch report.verdict {
    case .pass: "success"
    case .warn, .hold: "warning"
    case .fail: "error"
    }
  }
}
