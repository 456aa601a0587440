import Core
import YAML

extension FrictionlessField {
  mutating func readConstraints(_ constraints: YAMLMapping, _ kind: Kind, _ values: FrictionlessValues) {
    defer { constraints.finish() }
    if constraints.optional("required")?.bool() ?? false { add(isRequired) }
    if constraints.optional("unique")?.bool() ?? false { add("unique", .isDuplicate(.later), nil) }
    for (key, isLower, isIncluded) in Self.bounds {
      if let reader = constraints.optional(key) { readBound(key, reader, values, isLower, isIncluded) }
    }
    for key in ["minLength", "maxLength"] {
      guard let reader = constraints.optional(key), let count = reader.integer() else { continue }
      guard isOfTexts(key, reader, kind) else { continue }
      let length = Double(count)
      add(key, .lengthIsOutside(key == "minLength" ? .atLeast(length) : .atMost(length)), nil)
    }
    if let reader = constraints.optional("pattern"), let pattern = reader.pattern(), isOfTexts("pattern", reader, kind)
    {
      // The whole of a text has to match. A leading word to the engine stays in front.
      let words = pattern.hasPrefix("(*UCP)") ? "(*UCP)" : ""
      add("pattern", .doesNotMatch(["\(words)\\A(?:\(pattern.dropFirst(words.count)))\\z"], .any), nil, reader.string())
    }
    if let reader = constraints.optional("enum") {
      let texts = (reader.list() ?? []).flatMap { values.texts($0) }
      if texts.isEmpty { reader.report("the set is empty") }
      add("enum", .isNotAmong(ValueSet(texts, comparesNumbers: values.areNumbers)), nil)
    }
    constraints.refuse(["jsonSchema"], refusals)
  }

  private static let bounds: [(key: String, isLower: Bool, isIncluded: Bool)] = [
    ("minimum", true, true), ("maximum", false, true), ("exclusiveMinimum", true, false),
    ("exclusiveMaximum", false, false),
  ]

  private func isOfTexts(_ key: String, _ reader: YAMLReader, _ kind: Kind) -> Bool {
    if kind == .string { return true }
    reader.report("'\(key)' is no constraint of the type \(kind.rawValue)")
    return false
  }

  private mutating func readBound(
    _ key: String, _ reader: YAMLReader, _ values: FrictionlessValues, _ isLower: Bool, _ isIncluded: Bool
  ) {
    guard values.haveOrder else {
      reader.report("'\(key)' is no constraint of the type \(values.kind.rawValue)")
      return
    }
    if let type = values.type {
      guard let limit = values.bound(reader, type) else { return }
      if type.isMoment {
        // What the pattern cannot read lies in no range: it is not let pass.
        let range = ValueRange(
          lower: isLower ? limit : nil, isLowerIncluded: isIncluded, upper: isLower ? nil : limit,
          isUpperIncluded: isIncluded)
        add(key, .isNotWithin(range, type), nil, wording(reader, isLower, isIncluded))
      } else {
        let bound: Bound =
          isLower ? (isIncluded ? .atLeast(limit) : .above(limit)) : (isIncluded ? .atMost(limit) : .below(limit))
        add(key, .isOutside(bound, type), nil)
      }
      return
    }
    guard let text = reader.string() else { return }
    switch values.kind {
    case .yearmonth:
      let kind: TextBound.Kind = isLower ? (isIncluded ? .atLeast : .above) : (isIncluded ? .atMost : .below)
      add(key, .textIsOutside(TextBound(kind, text)), nil)
    case .datetime where rules.contains { $0.wording == "datetime" }:
      let sign = (isLower ? ">" : "<") + (isIncluded ? "=" : "")
      let bound = "timestamp(\(ConditionText.text(text)))"
      guard let expression = reader.expression("timestamp(\(ConditionText.column(name))) \(sign) \(bound)") else {
        return
      }
      add(key, .violates(expression), nil, wording(reader, isLower, isIncluded))
    default: refusals.refuse(reader, "'\(key)' of a \(values.kind.rawValue) of this format")
    }
  }

  private func wording(_ reader: YAMLReader, _ isLower: Bool, _ isIncluded: Bool) -> String {
    "\(isLower ? (isIncluded ? "≥" : ">") : (isIncluded ? "≤" : "<")) \(reader.string() ?? "")"
  }
}
