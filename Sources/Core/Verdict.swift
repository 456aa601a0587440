/// The outcome of a rule, a step or a gate. Ordered by how much it blocks: the worst one wins.
package enum Verdict: String, Sendable, CaseIterable, Comparable {
  case pass
  case warn
  /// A human or more data is needed.
  case hold
  case fail

  private var severity: Int {
    switch self {
    case .pass: 0
    case .warn: 1
    case .hold: 2
    case .fail: 3
    }
  }

  package static func < (a: Verdict, b: Verdict) -> Bool { a.severity < b.severity }

  package var exitCode: ExitCode {
    switch self {
    case .pass, .warn: .pass
    case .hold: .hold
    case .fail: .fail
    }
  }
}

extension Sequence<Verdict> {
  /// The worst of them; `hold` when there is none, since no finding is no reason to release.
  package var worst: Verdict { self.max() ?? .hold }
}
