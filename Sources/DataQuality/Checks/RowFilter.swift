/// Which rows of a batch a rule is about: those that meet its condition.
struct RowFilter: Sendable {
  /// By row; empty for all.
  private let admitted: [Bool]
  private let count: Int

  static let all = RowFilter()

  private init() {
    admitted = []
    count = 0
  }

  /// - Parameter admitted: by row; not empty.
  init(_ admitted: [Bool]) {
    self.admitted = admitted
    count = admitted.count { $0 }
  }

  var isAll: Bool { admitted.isEmpty }

  @inline(__always) func admits(_ row: Int) -> Bool { admitted.isEmpty || admitted[row] }

  /// How many of a batch's rows it lets through.
  func count(of rows: Int) -> Int { isAll ? rows : count }
}
