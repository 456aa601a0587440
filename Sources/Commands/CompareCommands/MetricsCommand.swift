import ArgumentParser
import CommandSupport
import Comparison
import Core
import DataSources
import Evidence
import Metrics
import Reporting
import Statistics

struct MetricsCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Shows the metrics of one file of predictions, or lists those that there are.",
    discussion: """
      Columns called id, label, score, prediction or p_CLASS are found by themselves: modelgate-compare metrics \
      predictions.csv.
      """)

  @Argument(help: "The predictions: CSV, JSON Lines or Parquet.")
  var file: String?

  @Flag(name: .long, help: "List the metrics that rules can name.")
  var list = false

  @Option(
    name: .long,
    help: ArgumentHelp("A metric. May be repeated. (default: all that need nothing more)", valueName: "metric"))
  var metric: [String] = []

  @Flag(name: .long, help: "Show intervals of all metrics, by the bootstrap where there is no closed form.")
  var intervals = false

  @OptionGroup(title: "Columns") var columns: ColumnOptions
  @OptionGroup var reports: ReportOptions

  func execute(_ session: Session) throws(Failure) -> Core.ExitCode {
    if list {
      try reports.publish(
        Self.catalogue(try columns.columns(of: nil).task), session, in: EvidenceFolder(path: ".modelgate"))
      return .pass
    }
    guard let file else {
      throw Failure(.usage, "no file is named", hint: "name one with predictions, or list the metrics with --list")
    }
    var settings = ComparisonSettings()
    try columns.apply(to: &settings)
    let source = try DataSource(file).rows
    let rows = try PairedPredictions(
      candidate: source, baseline: nil, columns: columns.columns(of: source), threshold: settings.threshold,
      groupColumns: settings.groupColumns, threads: settings.threads)
    let readings = MeasuredMetric.all(try metrics(rows.candidate.task), of: rows, settings, resampling: intervals)
    try reports.publish(report(readings, rows), session, in: EvidenceFolder(path: ".modelgate"))
    return .pass
  }

  private func metrics(_ task: EvaluationTask) throws(Failure) -> [Metric] {
    if metric.isEmpty { return MetricCatalogue.complete(task) }
    return try metric.map { text throws(Failure) in
      do throws(Metric.Unknown) { return try Metric(text) } catch {
        throw Failure(.usage, error.reason, hint: error.hint)
      }
    }
  }

  private func report(_ readings: [MeasuredMetric], _ rows: PairedPredictions) -> StepReport {
    let task = rows.candidate.task.rawValue
    var report = StepReport(
      step: "metrics/\(Path.name(file ?? ""))", title: "metrics of \(file ?? "")", verdict: .pass,
      reason: "\(rows.count) rows, \(task)",
      json: ["rows": .integer(rows.count), "task": .string(task), "metrics": .array(readings.map(\.json))])
    report.isVerdict = false
    report.tables = [
      StepReport.Table(
        [
          StepReport.Column("metric"), StepReport.Column("value", numeric: true),
          StepReport.Column("95 % interval", numeric: true), StepReport.Column("interval by"),
        ],
        rows: readings.map { reading in
          switch reading.value {
          case .success(let value):
            [
              .text(reading.metric.text), .text(Console.number(value)),
              .text(reading.interval.map { "\(Console.number($0.lower)) … \(Console.number($0.upper))" } ?? "–"),
              .text(reading.method),
            ]
          case .failure(let undefined):
            [.text(reading.metric.text), .text("undefined"), .text("–"), .text(undefined.reason)]
          }
        })
    ]
    return report
  }

  private static func catalogue(_ task: EvaluationTask?) -> StepReport {
    let shown = MetricCatalogue.all.filter { task == nil || $0.tasks.contains { $0 == task } }
    var report = StepReport(
      step: "metrics", title: "metrics", verdict: .pass, reason: "\(shown.count) metrics",
      json: .array(shown.map(\.json)))
    report.isVerdict = false
    report.tables = [
      StepReport.Table(
        [
          StepReport.Column("metric"), StepReport.Column("better"), StepReport.Column("for"),
          StepReport.Column("what it is"),
        ],
        rows: shown.map { definition in
          [
            .text(definition.usage), .text(definition.direction.rawValue),
            .text(definition.tasks.map(\.rawValue).joined(separator: ", ")), .text(definition.summary),
          ]
        })
    ]
    return report
  }
}

extension MetricDefinition {
  /// With what has to be given: `recall@precision=…`.
  fileprivate var usage: String {
    let needed = parameters.filter { $0.defaultValue == nil }.map { "\($0.name)=…" }
    return needed.isEmpty ? name : "\(name)@\(needed.joined(separator: ","))"
  }

  fileprivate var json: JSON {
    [
      "name": .string(name), "better": .string(direction.rawValue), "tasks": .array(tasks.map { .string($0.rawValue) }),
      "parameters": .array(
        parameters.map {
          [
            "name": .string($0.name), "default": $0.defaultValue.map { .string($0) } ?? .null,
            "summary": .string($0.summary),
          ]
        }), "summary": .string(summary),
    ]
  }
}

extension MeasuredMetric {
  fileprivate var json: JSON {
    switch value {
    case .success(let value):
      [
        "name": .string(metric.text), "value": .measured(value),
        "interval": interval.map { [.measured($0.lower), .measured($0.upper)] } ?? .null, "method": .string(method),
      ]
    case .failure(let undefined):
      ["name": .string(metric.text), "value": .null, "undefined": .string(undefined.reason)]
    }
  }
}
