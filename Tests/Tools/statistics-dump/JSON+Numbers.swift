import Core

extension JSON {
  /// A list's numbers; infinity and what is not a number are texts.
  var numbers: [Double] { (array ?? []).map(\.anyNumber) }

  var anyNumber: Double { number ?? string.flatMap(Double.init) ?? .nan }

  func numbers(_ key: String) -> [Double] { self[key]?.numbers ?? [] }

  func integers(_ key: String) -> [Int] { numbers(key).map { Int($0) } }

  func flags(_ key: String) -> [Bool] { numbers(key).map { $0 == 1 } }

  func clusters(_ key: String) -> [Int32]? { self[key].map { $0.numbers.map { Int32($0) } } }

  /// Null for nil, which is undefined.
  static func anyNumber(_ value: Double?) -> JSON {
    guard let value else { return .null }
    return value.isFinite ? .number(value) : .string("\(value)")
  }

  static func anyNumbers(_ values: some Sequence<Double>) -> JSON { .array(values.map { .anyNumber($0) }) }
}
