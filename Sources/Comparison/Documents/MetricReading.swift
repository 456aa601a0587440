import Core
import Tables
import YAML

/// What a node of a document is as the value of a metric.
struct MetricReading {
  /// Finite.
  let value: Double?
  /// Why it has no value.
  let problem: String?
  let standardError: Double?
  /// Whether it is meant as a number at all: NaN is, a text is not.
  let isNumeric: Bool

  init(value: Double, standardError: Double? = nil) {
    self.value = value
    problem = nil
    self.standardError = standardError
    isNumeric = true
  }

  private init(problem: String, isNumeric: Bool) {
    value = nil
    self.problem = problem
    standardError = nil
    self.isNumeric = isNumeric
  }

  static let missing = MetricReading(problem: "it is missing", isNumeric: true)

  /// - Parameter readsText: whether a number may be a text, and have a deviation: `20.0 ± 1.2`.
  init(_ node: YAMLNode, readsText: Bool = false) {
    guard case .scalar(let text, let isPlain) = node.content, node.boolean == nil else {
      self.init(problem: "it is \(node.kind)", isNumeric: false)
      return
    }
    let word = text.lowercased()
    if node.isNull {
      self.init(problem: "it is null", isNumeric: true)
    } else if Self.undefined.contains(word) {
      self.init(problem: word.contains("nan") ? "it is NaN" : "it is '\(text)'", isNumeric: true)
    } else if let number = isPlain || readsText || Self.infinite.contains(word) ? Self.number(text) : nil {
      // MLflow stores an infinite number as the largest one there is.
      if abs(number) < .greatestFiniteMagnitude {
        self.init(value: number)
      } else {
        self.init(problem: number.isNaN ? "it is NaN" : "it is infinite", isNumeric: true)
      }
    } else if readsText, let (value, deviation) = Self.deviation(text) {
      self.init(value: value, standardError: deviation)
    } else {
      self.init(problem: "it is \(node.kind)", isNumeric: false)
    }
  }

  /// What stands for no number where JSON has no word for it.
  private static let undefined: Set<String> = ["nan", ".nan", "+nan", "-nan", "n/a"]

  private static let infinite: Set<String> = [
    "inf", "+inf", "-inf", ".inf", "+.inf", "-.inf", "infinity", "+infinity", "-infinity",
  ]

  private static func number(_ text: String) -> Double? {
    let word = text.lowercased()
    if infinite.contains(word) { return word.hasPrefix("-") ? -.infinity : .infinity }
    return Number.parse(Array(text.utf8))
  }

  /// `20.0 ± 1.2` and `20.0 +/- 1.2`.
  private static func deviation(_ text: String) -> (Double, Double)? {
    let scalars = Array(text.unicodeScalars)
    for sign in ["±", "+/-", "+-"] {
      let mark = Array(sign.unicodeScalars)
      guard scalars.count > mark.count,
        let start = (0...scalars.count - mark.count).first(where: { scalars[$0..<$0 + mark.count] == mark[...] })
      else { continue }
      func part(_ range: Range<Int>) -> Double? {
        let trimmed = scalars[range].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        let number = Number.parse(trimmed.flatMap { Array(String($0).utf8) })
        return number.flatMap { $0.isFinite ? $0 : nil }
      }
      guard let value = part(0..<start), let deviation = part(start + mark.count..<scalars.count), deviation >= 0
      else { return nil }
      return (value, deviation)
    }
    return nil
  }
}

extension YAMLNode {
  /// The members of a mapping; none of anything else.
  var members: [(name: String, value: YAMLNode)] {
    guard case .mapping(let members) = content else { return [] }
    return members.compactMap { member in
      if case .scalar(let name, _) = member.key.content { (name, member.value) } else { nil }
    }
  }

  /// The elements of a list; none of anything else.
  var elements: [YAMLNode] { if case .sequence(let elements) = content { elements } else { [] } }

  var isMapping: Bool { if case .mapping = content { true } else { false } }

  /// A member that is not null.
  subscript(_ key: String) -> YAMLNode? {
    guard case .mapping(let members) = content else { return nil }
    for member in members {
      if case .scalar(key, _) = member.key.content { return member.value.isNull ? nil : member.value }
    }
    return nil
  }

  /// The text of a scalar; a whole number without its fraction, since some writers make 1.0 of the version 1. Not more
  /// is made of numbers: a hash such as 12e4567 must not become infinite.
  var statement: String? {
    guard case .scalar(let text, let isPlain) = content, !isNull else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard isPlain, parts.count == 2, Int(parts[0]) != nil, !parts[1].isEmpty, parts[1].allSatisfy({ $0 == "0" })
    else { return text }
    return String(parts[0])
  }

  /// Text that is not empty.
  var text: String? {
    guard case .scalar(let text, _) = content, !isNull, !text.isEmpty else { return nil }
    return text
  }

  /// A whole number from 0 up.
  var count: Int? {
    guard case .scalar(let text, plain: true) = content, let number = Number.parse(Array(text.utf8)), number >= 0
    else { return nil }
    return Int(exactly: number)
  }
}
