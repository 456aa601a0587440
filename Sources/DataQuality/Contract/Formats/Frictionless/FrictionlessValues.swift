import YAML

/// How the values of a field are written and compared.
struct FrictionlessValues {
  let kind: FrictionlessField.Kind
  var trueTexts = ["true", "True", "TRUE", "1"]
  var falseTexts = ["false", "False", "FALSE", "0"]
  /// Of dates and times, where their format is one of fixed width.
  var pattern: DatePattern?

  init(_ kind: FrictionlessField.Kind) { self.kind = kind }

  var areNumbers: Bool { kind == .integer || kind == .number }
  var hasFormats: Bool { kind == .date || kind == .time || kind == .datetime }
  var haveOrder: Bool { areNumbers || hasFormats || kind == .year || kind == .yearmonth || kind == .duration }

  /// The type that bounds are of; nil where they are compared otherwise.
  var type: LogicalType? {
    switch kind {
    case .integer, .year: .integer
    case .number: .number
    case .date: pattern.map { .date($0) }
    case .time: pattern.map { .time($0) }
    case .datetime: pattern.map { .timestamp($0) }
    default: nil
    }
  }

  /// Each way in which a value of a set may be written.
  func texts(_ reader: YAMLReader) -> [String] {
    if kind == .boolean, let value = reader.node.boolean { return value ? trueTexts : falseTexts }
    guard let text = reader.string() else { return [] }
    if kind == .boolean {
      for texts in [trueTexts, falseTexts] where texts.contains(text) { return texts }
      reader.report("'\(text)' is neither among trueValues nor among falseValues")
    }
    if areNumbers, Double(text) == nil { reader.report("'\(text)' is no \(kind.rawValue)") }
    return [text]
  }

  /// A bound, which may be written as a number or as its text.
  func bound(_ reader: YAMLReader, _ type: LogicalType) -> Double? {
    guard let text = reader.string() else { return nil }
    if let value = type.measure(Array(text.utf8)[...]) { return value }
    reader.report("'\(text)' is no \(kind.rawValue) of the field's format")
    return nil
  }
}

extension DatePattern {
  /// Of Python's directives those of fixed width.
  init?(strptime format: String) {
    let directives: [Character: String] = [
      "Y": "yyyy", "m": "MM", "d": "dd", "H": "HH", "M": "mm", "S": "ss", "z": "X",
    ]
    var text = ""
    var characters = Substring(format)
    while let character = characters.popFirst() {
      if character == "%" {
        guard let directive = characters.popFirst(), let letters = directives[directive] else { return nil }
        text += letters
      } else {
        if character == "'" { return nil }
        text += character.isLetter ? "'\(character)'" : String(character)
      }
    }
    self.init(text)
  }
}
