import Core

/// GitHub Actions: workflow commands on standard output, and what steps write to `$GITHUB_OUTPUT`.
/// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
package enum GitHubReport {
  /// `::error file=…,line=…,title=…::message` for each.
  package static func commands(_ annotations: [Annotation]) -> [String] {
    annotations.map { annotation in
      var properties: [String] = []
      if let place = annotation.place, let file = place.file {
        properties.append("file=\(property(file))")
        if let line = place.line { properties.append("line=\(line)") }
        if let column = place.column, place.line != nil { properties.append("col=\(column)") }
      }
      properties.append("title=\(property(annotation.title))")
      let command = annotation.severity == .error ? "error" : "warning"
      return "::\(command) \(properties.joined(separator: ","))::\(data(annotation.message))"
    }
  }

  /// Lines for `$GITHUB_OUTPUT`.
  ///
  /// - Parameter delimiter: what nobody who chose a value could foresee.
  package static func outputs(_ report: StepReport, delimiter: String) -> String {
    report.allOutputs.map { "\($0.name)<<\(delimiter)\n\($0.value.cut(to: 1000))\n\(delimiter)\n" }.joined()
  }

  private static func data(_ text: String) -> String {
    text.printable.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
