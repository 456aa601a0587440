import Comparison
import Core
import Testing

@Suite("Documents of several releases")
struct DocumentsHistoryTests {
  private static func history(_ text: String) throws -> [String: [Double]] {
    try MetricTable.history(parsing: Array(text.utf8), name: "history")
  }

  @Test(
    "a column is a metric, its cells are in the order of the rows, gaps are left out",
    arguments: [
      ("release,accuracy,auc\n1.0,0.5,\nv2,0.25,0.75\n3.0,,0.5\n", ["accuracy": [0.5, 0.25], "auc": [0.75, 0.5]]),
      ("date;rmse\n2024-01-01;3\n2024-02-01;1e1\n", ["rmse": [3, 10]]),
      ("release,name,value\n1,auc,0.5\n1,f1,0.25\n2,auc,0.75\n2,f1,\n", ["auc": [0.5, 0.75], "f1": [0.25]]),
      (
        "{\"release\": \"a\", \"test\": {\"auc\": 0.5}, \"ok\": true}\n\n{\"test\": {\"auc\": 0.75, \"f1\": null}}\r\n",
        ["test.auc": [0.5, 0.75]]
      ),
      ("{\"name\": \"auc\", \"value\": 0.5}\n{\"name\": \"auc\", \"value\": 0.25}", ["auc": [0.5, 0.25]]),
    ] as [(String, [String: [Double]])])
  func read(text: String, expected: [String: [Double]]) throws {
    #expect(try Self.history(text) == expected)
  }

  @Test(
    "what is no number among numbers is refused with its line",
    arguments: [
      ("auc\n0.5\nnan\n", "history:3: 'auc' has no value here: it is NaN"),
      ("auc\n0.5\nhigh\n", "history:3: 'auc' has no value here: it is the text 'high'"),
      (
        "label,auc\n1,0.5\nv2,0.5\n",
        "history:3: 'label' has no value here: it is the text 'v2'\n"
          + "hint: leave the cell empty where a release has none; "
          + "a column that says which release it is may be called 'release'"
      ),
      ("{\"auc\": 0.5}\n{\"auc\": NaN}\n", "history:2:9: 'auc' has no value here"),
      ("{\"auc\": 0.5}\n{\"auc\": Infinity}\n", "history:2:9: 'auc' has no value here: it is infinite"),
      ("{\"auc\": 0.5}\n{\"auc\": 0.5\n", "history:2:"),
      ("name,value\nauc,x\n", "history:2: 'auc' has no value here: it is the text 'x'"),
      ("name,value\n,1\n", "history:2: a metric has no name"),
      ("release\na\n", "history: there is no number in the table"),
      ("", "history: the file is empty"),
    ])
  func refused(text: String, message: String) {
    #expect {
      try Self.history(text)
    } throws: {
      ($0 as? Failure)?.code == .malformedData && "\($0)".hasPrefix(message)
    }
  }
}
