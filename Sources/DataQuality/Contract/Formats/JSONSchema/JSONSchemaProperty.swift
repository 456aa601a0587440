import Core
import YAML

/// A property of rows: all that is said of it is gathered before rules are made, since what a keyword means depends on
/// the types that are left.
struct JSONSchemaProperty {
  let name: String
  private let references: JSONSchemaReferences
  private let refusals: Refusals
  private var kinds = ValueKinds.all
  private var keywords: [(key: String, reader: YAMLReader)] = []
  private(set) var rules: [ContractRule] = []

  init(_ name: String, _ references: JSONSchemaReferences, _ refusals: Refusals) {
    self.name = name
    self.references = references
    self.refusals = refusals
  }

  /// - Parameters:
  ///   - seen: the references that led here.
  ///   - admitsNull: whether null is let pass, whatever the schema says.
  mutating func gather(_ reader: YAMLReader, _ seen: [String], admitsNull: Bool = false) {
    if reader.node.boolean == true { return }
    if reader.node.boolean == false {
      refusals.refuse(reader, "a property that may not be there")
      return
    }
    guard let schema = reader.mapping() else { return }
    JSONSchemaKeys.reportNulls(schema)
    if let reference = schema.optional("$ref") {
      if let target = references.target(of: reference, seen) {
        gather(target, seen + [reference.string() ?? ""], admitsNull: admitsNull)
      }
      if references.hideNeighbours { return JSONSchemaKeys.refuseNeighbours(schema, refusals) }
    }
    if let type = schema.optional("type"), let found = JSONSchemaKeys.kinds(type) { narrow(found, admitsNull) }
    for key in JSONSchemaKeys.ofValues {
      // A constant may be null, which `optional` takes for absent.
      let constant = key == "const" ? schema.entries.first { $0.name == key }?.value : nil
      guard let reader = schema.optional(key) ?? constant else { continue }
      switch key {
      case "enum", "const": readSet(key, reader, admitsNull)
      case "anyOf", "oneOf": readChoice(key, reader, seen)
      default: keywords.append((key, reader))
      }
    }
    if let parts = schema.optional("allOf")?.list() {
      for part in parts { gather(part, seen, admitsNull: admitsNull) }
    }
    schema.refuse(JSONSchemaKeys.ofParts + JSONSchemaKeys.unsupported, of: " of a property", refusals)
    schema.finish(ignoring: JSONSchemaKeys.descriptive(schema))
  }

  private mutating func narrow(_ found: ValueKinds, _ admitsNull: Bool) {
    kinds.formIntersection(admitsNull ? found.union(.null) : found)
  }

  /// One alternative beside null, as tools write an optional value.
  private mutating func readChoice(_ key: String, _ reader: YAMLReader, _ seen: [String]) {
    guard let parts = reader.list() else { return }
    let others = parts.filter { !Self.isNull($0) }
    guard parts.count == 2, others.count == 1 else {
      refusals.refuse(reader, "'\(key)', unless it is a choice between one schema and null,")
      return
    }
    gather(others[0], seen, admitsNull: true)
  }

  private static func isNull(_ reader: YAMLReader) -> Bool {
    guard case .mapping(let members) = reader.node.content, members.count == 1,
      case .scalar("type", _) = members[0].key.content, case .scalar("null", plain: false) = members[0].value.content
    else { return false }
    return true
  }

  private mutating func readSet(_ key: String, _ reader: YAMLReader, _ admitsNull: Bool) {
    let members = key == "const" ? [reader] : reader.list() ?? []
    var found: ValueKinds = []
    var texts: [String] = []
    for member in members {
      guard case .scalar(let text, let isPlain) = member.node.content else {
        refusals.refuse(member, "a list or an object in '\(key)'")
        return
      }
      if member.node.isNull {
        found.insert(.null)
      } else if let boolean = member.node.boolean {
        found.insert(.boolean)
        texts += boolean ? ["true", "True", "TRUE"] : ["false", "False", "FALSE"]
      } else {
        found.insert(isPlain ? .number : .string)
        texts.append(text)
      }
    }
    if members.isEmpty { reader.report("the set is empty") }
    // The same text may be a value of each of them.
    if found.subtracting(.null).rawValue.nonzeroBitCount > 1 {
      refusals.refuse(reader, "a set of values of several types")
      return
    }
    narrow(found.closed, admitsNull)
    if !texts.isEmpty {
      add(key, .isNotAmong(ValueSet(texts, comparesNumbers: found.contains(.number))))
    }
  }

  private mutating func add(_ kind: String, _ test: ContractRule.Test, _ wording: String? = nil) {
    var rule = ContractRule(kind: kind, columns: [name], test: test)
    rule.wording = wording
    rule.whenAbsent = .pass
    rules.append(rule)
  }

  /// Makes rules of all that was gathered.
  mutating func finish() {
    for (key, reader) in keywords {
      switch key {
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf": readNumber(key, reader)
      default:
        // Of a value that is no text they say nothing, which is told apart by the type alone.
        if kinds.isDisjoint(with: .string) {
          reader.report("'\(key)' says nothing of the type \(kinds.text)")
        } else if kinds.subtracting(.null) == .string {
          readText(key, reader)
        } else {
          refusals.refuse(reader, "'\(key)' of a property of other types than string", hint: "say \"type\": \"string\"")
        }
      }
    }
    if kinds.isEmpty { references.root.report("no value of '\(name)' is of all the types that are asked for") }
    if kinds != .all {
      add("type", .isNotOfKind(kinds))
      rules.insert(rules.removeLast(), at: 0)
    }
  }

  private mutating func readNumber(_ key: String, _ reader: YAMLReader) {
    guard let value = reader.double() else { return }
    if kinds.isDisjoint(with: [.number, .integer]) {
      reader.report("'\(key)' says nothing of the type \(kinds.text)")
      return
    }
    switch key {
    case "minimum": add(key, .isOutside(.atLeast(value), .number))
    case "maximum": add(key, .isOutside(.atMost(value), .number))
    case "exclusiveMinimum": add(key, .isOutside(.above(value), .number))
    case "exclusiveMaximum": add(key, .isOutside(.below(value), .number))
    default:
      if value <= 0 { reader.report("a multiple must be of a number above 0") }
      add(key, .isNotMultiple(of: value))
    }
  }

  private mutating func readText(_ key: String, _ reader: YAMLReader) {
    switch key {
    case "minLength", "maxLength":
      guard let count = reader.integer() else { return }
      add(key, .lengthIsOutside(key == "minLength" ? .atLeast(Double(count)) : .atMost(Double(count))))
    case "pattern":
      guard let text = reader.string() else { return }
      let pattern = ECMAPattern.translated(text)
      if let problem = RegularExpression.problem(with: pattern) {
        reader.report("the pattern does not compile: \(problem)")
      } else {
        add(key, .doesNotMatch([pattern], .any), text)
      }
    default: readFormat(reader)
    }
  }

  private mutating func readFormat(_ reader: YAMLReader) {
    guard let text = reader.string() else { return }
    switch text {
    case "date": add("format", .isNotOfType(.date(.date)))
    case "time": add("format", .doesNotMatch([Self.time], .any), text)
    case "date-time":
      if let expression = reader.expression(TimestampText.condition(name, shape: Self.dateTime)) {
        add("format", .violates(expression), text)
      }
    case "duration": add("format", .doesNotMatch([Self.duration], .any), text)
    case "email", "uuid", "uri", "ipv4", "ipv6", "hostname":
      if let format = TextFormat(rawValue: text) { add("format", .isNotOfFormat(format)) }
    default: refusals.refuse(reader, "the format '\(text)'")
    }
  }

  /// RFC 3339, section 5.6: `full-time` and `date-time`, without leap seconds, which no clock here knows.
  private static let time =
    "\\A(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)\\z"
  private static let dateTime = "\\A[0-9-]{10}T[0-9:]{8}(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)\\z"
  /// RFC 3339, appendix A: a smaller unit follows only the next larger one.
  private static let duration =
    "\\AP(?:\\d+W|(?=[\\dT])(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)?"
    + "(?:T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S))?)\\z"
}
