import Core
import Glibc
import Metrics
import TestSupport
import Testing

/// `docs/metrics.md` is the catalogue's own words: `MODELGATE_UPDATE_GOLDEN=1 swift test --filter MetricPageTests` writes
/// it anew.
@Suite("The page of metrics")
struct MetricPageTests {
  @Test("says of each metric what the catalogue says")
  func page() throws {
    let file = Repository.path("docs/metrics.md")
    if unsafe getenv("MODELGATE_UPDATE_GOLDEN") != nil { try Files.replace(file, with: Array(Self.text.utf8)) }
    #expect(try String(decoding: Files.read(file), as: UTF8.self) == Self.text)
  }

  private static let text =
    """
    # Metrics

    What a rule of `modelgate.yaml` can name. Parameters follow the name: `recall@precision=0.9`, or
    `fbeta_macro@beta=2,zero_division=0`. Where scikit-learn or Fairlearn has a metric, the number is theirs, and their
    names for it (`accuracy_score`, `neg_log_loss`) mean the same here. Two things differ, so that nothing passes unseen:

    - What is 0 / 0 is undefined and says why. `zero_division` puts a number in its place, as it does there.
    - A row of weight 0 is as if it were not there: its class does not count as one that occurs.

    Which way is better is unknown of some: a rule has to say.

    Metrics of groups are made of the others, as Fairlearn makes them: `recall_difference@group=sex` is the greatest less
    the least recall of the groups that the column `sex` makes, `recall_ratio` the least over the greatest,
    `recall_group_min` and `recall_group_max` are the ends. With `method=to_overall`, groups are compared with all rows and
    not with each other. A group for which the metric is undefined makes these undefined, and is named; so is what
    compares a single group. Of metrics that can be below 0 there is no ratio.

    | metric | for | better | what it is | parameters |
    | --- | --- | --- | --- | --- |

    """
    + MetricCatalogue.listed.map(row).sorted().joined(separator: "\n") + "\n"

  private static func row(_ definition: MetricDefinition) -> String {
    let needed = definition.parameters.filter { $0.defaultValue == nil }.map { "\($0.name)=…" }
    let name = needed.isEmpty ? definition.name : "\(definition.name)@\(needed.joined(separator: ","))"
    let parameters = definition.parameters.filter { $0.name != "zero_division" }.map { parameter in
      "`\(parameter.name)`: \(cell(parameter.summary))"
        + (parameter.defaultValue.map { "; `\($0)` unless given" } ?? "")
    }
    let division = definition.parameters.contains { $0.name == "zero_division" } ? ["`zero_division`"] : []
    let tasks = definition.tasks.map(\.rawValue).joined(separator: ", ")
    return "| `\(name)` | \(tasks) | \(definition.direction.rawValue) | \(cell(definition.summary)) | "
      + "\((parameters + division).joined(separator: "<br>")) |"
  }

  /// A bar would end the cell.
  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
