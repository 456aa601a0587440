import Core
import YAML

/// A field of a Table Schema, and the rules that it makes.
struct FrictionlessField {
  let name: String
  private(set) var rules: [ContractRule] = []
  /// Texts that stand for a missing value, beside the empty one.
  private let codes: [String]
  let refusals: Refusals
  private let reader: YAMLReader

  /// - Parameter codes: the schema's.
  /// - Returns: nil where it has no name, which is reported.
  init?(_ reader: YAMLReader, codes: [String], _ refusals: Refusals) {
    guard let field = reader.mapping(), let name = field.required("name")?.string() else { return nil }
    self.name = name
    self.refusals = refusals
    self.reader = reader
    self.codes = field.optional("missingValues").map { FrictionlessSchema.codes($0, refusals) } ?? codes
    let type = field.optional("type")
    let kind = type.map { $0.oneOf(Kind.self) } ?? .string
    let format = field.optional("format")
    if let kind { read(kind, type ?? reader, format, field) }
    field.finish(ignoring: Self.descriptive)
  }

  enum Kind: String, CaseIterable {
    case string
    case number
    case integer
    case boolean
    case object
    case array
    case list
    case date
    case time
    case datetime
    case year
    case yearmonth
    case duration
    case geopoint
    case geojson
    case any
  }

  /// A condition on rows that holds where it is not missing; nil where nothing but an empty cell is.
  var presence: String? {
    if codes.isEmpty { return nil }
    return "\(column) NOT IN (\(codes.map(ConditionText.text).joined(separator: ", ")))"
  }

  var isRequired: ContractRule {
    ContractRule(kind: "required", columns: [name], test: codes.isEmpty ? .isNull : .isMissing(codes: codes + [""]))
  }

  private var column: String { ConditionText.column(name) }

  private mutating func read(_ kind: Kind, _ type: YAMLReader, _ format: YAMLReader?, _ field: YAMLMapping) {
    let shape = format?.string() ?? "default"
    var values = FrictionlessValues(kind)
    switch kind {
    case .object, .array, .list, .geojson:
      refusals.refuse(type, "the type '\(kind.rawValue)'")
      field.refuse(["delimiter", "itemType"], refusals)
      _ = field.optional("constraints")
      return
    case .string: readString(shape, format)
    case .integer, .number:
      for (key, usual) in [("groupChar", ""), ("decimalChar", ".")] {
        if let reader = field.optional(key), let text = reader.string(), text != usual {
          refusals.refuse(reader, "the \(key) '\(text)'", hint: "numbers are read as 1234.5")
        }
      }
      if let bare = field.optional("bareNumber"), bare.bool() == false {
        refusals.refuse(bare, "a number that is not bare")
      }
      add("type", .isNotOfType(kind == .integer ? .integer : .number), field)
    case .boolean:
      values.trueTexts = field.optional("trueValues")?.strings() ?? values.trueTexts
      values.falseTexts = field.optional("falseValues")?.strings() ?? values.falseTexts
      add("type", .isNotAmong(ValueSet(values.trueTexts + values.falseTexts)), field, "a truth value")
    case .date, .time, .datetime: readMoment(kind, shape, format, field, &values)
    case .year: add("type", .doesNotMatch(["\\A\\d{4}\\z"], .any), field, "a year")
    case .yearmonth: add("type", .doesNotMatch(["\\A\\d{4}-(?:0[1-9]|1[0-2])\\z"], .any), field, "a month of a year")
    case .duration: add("type", .doesNotMatch([Self.duration], .any), field, "a duration")
    case .geopoint:
      if shape == "default" {
        add("type", .doesNotMatch([Self.geopoint], .any), field, "a longitude and a latitude")
      } else if let format {
        refusals.refuse(format, "the format '\(shape)' of a geopoint")
      }
    case .any: break
    }
    if let format, kind != .string, kind != .geopoint, !values.hasFormats, shape != "default" {
      format.report("the type \(kind.rawValue) has no format '\(shape)'")
    }
    if let categories = field.optional("categories") { readCategories(categories, values, field) }
    if let constraints = field.optional("constraints")?.mapping() { readConstraints(constraints, kind, values) }
  }

  private mutating func readString(_ shape: String, _ format: YAMLReader?) {
    add("type", .isNotOfType(.string), nil)
    switch shape {
    case "default": return
    case "email": add("format", .isNotOfFormat(.email), nil)
    case "uri": add("format", .isNotOfFormat(.uri), nil)
    case "uuid": add("format", .isNotOfFormat(.uuid), nil)
    case "binary": add("format", .isNotOfFormat(.base64), nil)
    default: if let format { refusals.refuse(format, "the format '\(shape)' of a string") }
    }
  }

  private mutating func readMoment(
    _ kind: Kind, _ shape: String, _ format: YAMLReader?, _ field: YAMLMapping, _ values: inout FrictionlessValues
  ) {
    switch (kind, shape) {
    case (_, "any"):
      if let format {
        refusals.refuse(format, "the format 'any', which guesses,", hint: "write a pattern such as %Y-%m-%d")
      }
    case (.date, "default"): add("type", .isNotOfType(.date(.date)), field)
    case (.time, "default"): add("type", .doesNotMatch([Self.time], .any), field, "time")
    case (_, "default"):
      add(
        "type", field.reader.expression(TimestampText.condition(name, shape: Self.datetime)))
      if !rules.isEmpty { rules[rules.count - 1].wording = "datetime" }
    default:
      // Version 0 wrote a prefix.
      let pattern = shape.hasPrefix("fmt:") ? String(shape.dropFirst(4)) : shape
      values.pattern = DatePattern(strptime: pattern)
      switch StrftimePattern.regularExpression(pattern) {
      case .success(let expression):
        add("type", .doesNotMatch([expression], .any), field, "\(kind.rawValue) as \(pattern)")
      case .failure(let problem): if let format { refusals.refuse(format, "the directive '\(problem.directive)'") }
      }
    }
    if shape == "default" { values.pattern = kind == .date ? .date : kind == .time ? .time : nil }
  }

  private mutating func readCategories(_ reader: YAMLReader, _ values: FrictionlessValues, _ field: YAMLMapping) {
    var texts: [String] = []
    for element in reader.list() ?? [] {
      guard case .mapping = element.node.content else {
        texts += values.texts(element)
        continue
      }
      guard let labelled = element.mapping() else { continue }
      if let value = labelled.required("value") { texts += values.texts(value) }
      labelled.finish(ignoring: ["label"])
    }
    add("categories", .isNotAmong(ValueSet(texts, comparesNumbers: values.areNumbers)), field)
  }

  private mutating func add(_ kind: String, _ expression: RowExpression?) {
    if let expression { add(kind, .violates(expression), nil) }
  }

  mutating func add(_ kind: String, _ test: ContractRule.Test, _ field: YAMLMapping?, _ wording: String? = nil) {
    var rule = ContractRule(kind: kind, columns: [name], test: test)
    rule.wording = wording
    rules.append(conditioned(rule))
  }

  mutating func add(_ rule: ContractRule) { rules.append(rule) }

  /// About the rows only in which the field is not missing.
  private func conditioned(_ rule: ContractRule) -> ContractRule {
    var rule = rule
    rule.condition = presence.flatMap { reader.expression($0) }
    return rule
  }

  private static let descriptive: Set<String> = [
    "title", "description", "example", "examples", "rdfType", "categoriesOrdered", "unit",
  ]

  private static let time = "\\A(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?\\z"
  private static let datetime = "\\A[0-9-]{10}T[0-9:]{8}(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?\\z"
  /// XML Schema, part 2, `duration`; weeks too, as ISO 8601 has them.
  private static let duration =
    "\\A[+-]?P(?=[\\dT])(?:\\d+W|(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?)\\z"
  private static let geopoint =
    "\\A\\s*[+-]?(?:180(?:\\.0*)?|(?:1[0-7]\\d|0?\\d?\\d)(?:\\.\\d*)?)\\s*,\\s*[+-]?(?:90(?:\\.0*)?|0?[0-8]?\\d(?:\\.\\d*)?)\\s*\\z"
}
