import Core

/// Azure Pipelines: logging commands.
/// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
package enum AzureReport {
  package static func commands(_ annotations: [Annotation]) -> [String] {
    annotations.map { annotation in
      var properties = [("type", annotation.severity == .error ? "error" : "warning")]
      if let place = annotation.place, let file = place.file {
        properties.append(("sourcepath", file))
        if let line = place.line { properties.append(("linenumber", "\(line)")) }
        if let column = place.column, place.line != nil { properties.append(("columnnumber", "\(column)")) }
      }
      return command("task.logissue", properties, "\(annotation.title): \(annotation.message)")
    }
  }

  /// Output variables, which later tasks read as `$(STEP.verdict)`; the summary page; and for a warning the one result
  /// that a task has for it. A hold ends by its exit code.
  ///
  /// - Parameter summary: the absolute path of the Markdown file; nil when there is none.
  package static func commands(_ report: StepReport, summary: String?) -> [String] {
    var commands = report.allOutputs.map {
      command("task.setvariable", [("variable", $0.name), ("isOutput", "true")], $0.value.cut(to: 1000))
    }
    if let summary { commands.append(command("task.uploadsummary", [], summary)) }
    if report.isVerdict, report.verdict == .warn {
      commands.append(
        command("task.complete", [("result", "SucceededWithIssues")], report.reason.cut(to: 500)))
    }
    return commands
  }

  private static func command(_ name: String, _ properties: [(String, String)], _ message: String) -> String {
    let list = properties.map { "\($0.0)=\(property($0.1))" }.joined(separator: ";")
    return "##vso[\(name)\(list.isEmpty ? "" : " ")\(list)]\(data(message))"
  }

  private static func data(_ text: String) -> String {
    // The agent looks for commands anywhere in a line, and repeats messages in the log.
    HarmlessLog.text(text.printable).replacing("%", with: "%AZP25").replacing("\r", with: "%0D").replacing(
      "\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing("]", with: "%5D").replacing(";", with: "%3B")
  }
}
