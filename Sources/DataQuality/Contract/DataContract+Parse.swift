package import Core
import YAML

extension DataContract {
  /// Reads a contract.
  ///
  /// Elements that describe are accepted and ignored; an element that demands something which is not checked here is
  /// an error that names it, since a check that is skipped silently is worse than none.
  ///
  /// - Parameters:
  ///   - object: which object of the contract's `schema`, when it has several.
  /// - Throws: `configuration` with everything that is wrong.
  package init(parsing bytes: [UInt8], file: String, object: String? = nil) throws(Failure) {
    let problems = YAMLProblems()
    let root = YAMLReader(try YAMLNode(parsing: bytes, file: file), problems: problems)
    var builder = ContractBuilder()
    var name = ""
    if let contract = root.mapping() {
      Self.checkVersion(contract)
      let objects = contract.required("schema")?.list() ?? []
      contract.finish(ignoring: Self.descriptive)
      if let chosen = Self.choose(objects, object, contract.reader) { name = builder.read(chosen) }
    }
    try problems.throwIfAny()
    self.name = name
    self.file = file
    columns = builder.columns
    rules = builder.rules
  }

  private static func checkVersion(_ contract: YAMLMapping) {
    if let version = contract.required("apiVersion"), let text = version.string(), !text.hasPrefix("v3.") {
      version.report("version \(text) of the standard is not supported", hint: "contracts of v3.0 and v3.1 are")
    }
    if let kind = contract.required("kind"), let text = kind.string(), text != "DataContract" {
      kind.report("expected the kind DataContract, found '\(text)'")
    }
  }

  private static func choose(_ objects: [YAMLReader], _ name: String?, _ contract: YAMLReader) -> YAMLReader? {
    let names = objects.map { reader in
      if case .mapping(let members) = reader.node.content {
        for member in members {
          if case .scalar("name", _) = member.key.content, case .scalar(let text, _) = member.value.content {
            return text
          }
        }
      }
      return ""
    }
    guard let name else {
      if objects.count == 1 { return objects.first }
      if objects.isEmpty {
        contract.report("the contract's schema has no object")
      } else {
        contract.report(
          "the contract's schema has \(objects.count) objects: \(names.joined(separator: ", "))",
          hint: "keep one object in a contract file")
      }
      return nil
    }
    if let index = names.firstIndex(of: name) { return objects[index] }
    contract.report("the contract's schema has no object '\(name)'", hint: "it has: \(names.joined(separator: ", "))")
    return nil
  }

  private static let descriptive: Set<String> = [
    "id", "name", "version", "status", "tenant", "tags", "domain", "dataProduct", "authoritativeDefinitions",
    "description", "contractCreatedTs", "servers", "support", "price", "team", "roles", "customProperties",
    "slaDefaultElement", "slaProperties", "dataProductId", "userConsumptionMode", "quantumName", "datasetDomain",
    "datasetName", "type", "sourcePlatform", "project",
  ]
}

/// Turns a contract's object into columns and rules.
struct ContractBuilder {
  var columns: [DataContract.Column] = []
  var rules: [ContractRule] = []

  /// - Returns: the object's name.
  mutating func read(_ reader: YAMLReader) -> String {
    guard let object = reader.mapping() else { return "" }
    let name = object.required("name")?.string() ?? ""
    if let type = object.optional("logicalType"), let text = type.string(), text != "object" {
      type.report("an object of a table contract has the logical type object, not '\(text)'")
    }
    var keys: [(column: String, position: Int)] = []
    for property in object.required("properties")?.list() ?? [] { read(property, keys: &keys) }
    if !keys.isEmpty {
      keys.sort { ($0.position, $0.column) < ($1.position, $1.column) }
      add("primaryKey", keys.map(\.column), .isDuplicate(.later))
    }
    for quality in object.optional("quality")?.list() ?? [] { readQuality(quality, column: nil) }
    refuse(object.optional("relationships"), "relationships between objects")
    object.finish(ignoring: Self.descriptive.union(["physicalType", "dataGranularityDescription"]))
    return name
  }

  private mutating func read(_ reader: YAMLReader, keys: inout [(column: String, position: Int)]) {
    guard let property = reader.mapping() else { return }
    let name = property.required("name")?.string()
    let column = property.optional("physicalName")?.string() ?? name ?? ""
    let options = property.optional("logicalTypeOptions")?.mapping()
    let type = property.optional("logicalType").flatMap { logicalType($0, options) }
    if columns.contains(where: { $0.name == column }) { reader.report("the column '\(column)' is described twice") }

    if let type, type != .string { add("type", [column], .isNotOfType(type)) }
    let isKey = property.optional("primaryKey")?.bool() ?? false
    let position = property.optional("primaryKeyPosition")?.integer() ?? 0
    if property.optional("required")?.bool() ?? isKey { add("required", [column], .isNull) }
    let isUnique = property.optional("unique")?.bool() ?? false
    if isUnique { add("unique", [column], .isDuplicate(.later)) }
    if isKey { keys.append((column, position)) }
    if let options { read(options, column, type) }
    for quality in property.optional("quality")?.list() ?? [] { readQuality(quality, column: column) }
    refuse(property.optional("relationships"), "relationships between objects")
    refuse(property.optional("properties"), "nested properties")
    refuse(property.optional("items"), "array items")
    property.finish(ignoring: Self.descriptive.union(["physicalType"]))
    columns.append(DataContract.Column(name: column, type: type, isUnique: isUnique))
  }

  private func logicalType(_ reader: YAMLReader, _ options: YAMLMapping?) -> LogicalType? {
    guard let text = reader.string() else { return nil }
    let format = options?.optional("format")
    func pattern(_ standard: DatePattern) -> DatePattern {
      guard let format, let text = format.string() else { return standard }
      guard let pattern = DatePattern(text) else {
        format.report(
          "the date format '\(text)' is not supported",
          hint: "use yyyy, MM, dd, HH, mm, ss, S, X and literal text, such as yyyy-MM-dd'T'HH:mm:ss")
        return standard
      }
      return pattern
    }
    switch text {
    case "date": return .date(pattern(.date))
    case "timestamp": return .timestamp(pattern(.timestamp))
    case "time": return .time(pattern(.time))
    default:
      // Formats of strings and numbers (email, uuid, i32…) promise a check that is not made here.
      refuse(format, "the format '\(format?.string() ?? "")' of a \(text)")
    }
    switch text {
    case "string": return .string
    case "integer": return .integer
    case "number": return .number
    case "boolean": return .boolean
    case "object", "array":
      refuse(reader, "the logical type \(text) in a table's column")
    default:
      let near = Spelling.nearest(to: text, among: LogicalType.names).map { "did you mean '\($0)'?" }
      reader.report("there is no logical type '\(text)'", hint: near ?? LogicalType.names.joined(separator: ", "))
    }
    return nil
  }

  private mutating func read(_ options: YAMLMapping, _ column: String, _ type: LogicalType?) {
    let bounds: [(key: String, make: (Double) -> Bound)] = [
      ("minimum", Bound.atLeast), ("exclusiveMinimum", Bound.above),
      ("maximum", Bound.atMost), ("exclusiveMaximum", Bound.below),
    ]
    for (key, make) in bounds {
      guard let reader = options.optional(key) else { continue }
      guard let type, type != .string, type != .boolean else {
        reader.report("'\(key)' needs a logicalType with an order", hint: "integer, number, date, timestamp or time")
        continue
      }
      if let value = bound(reader, type) { add(key, [column], .isOutside(make(value), type)) }
    }
    if let value = options.optional("minLength")?.integer() {
      add("minLength", [column], .lengthIsOutside(.atLeast(Double(value))))
    }
    if let value = options.optional("maxLength")?.integer() {
      add("maxLength", [column], .lengthIsOutside(.atMost(Double(value))))
    }
    if let reader = options.optional("multipleOf"), let value = reader.double() {
      if value <= 0 { reader.report("a multiple must be of a number above 0") }
      add("multipleOf", [column], .isNotMultiple(of: value))
    }
    if let reader = options.optional("pattern"), let pattern = Self.pattern(reader) {
      add("pattern", [column], .doesNotMatch([pattern], .any))
    }
    _ = options.optional("format")
    for key in ["timezone", "defaultTimezone"] { refuse(options.optional(key), key) }
    options.finish()
  }

  private func bound(_ reader: YAMLReader, _ type: LogicalType) -> Double? {
    if type == .integer || type == .number { return reader.double() }
    guard let text = reader.string() else { return nil }
    if let value = type.measure(Array(text.utf8)[...]) { return value }
    reader.report("'\(text)' is no \(type.name) of the column's format")
    return nil
  }

  /// A regular expression that compiles.
  static func pattern(_ reader: YAMLReader) -> String? {
    guard let text = reader.string() else { return nil }
    if let problem = RegularExpression.problem(with: text) {
      reader.report("the pattern does not compile: \(problem)")
      return nil
    }
    return text
  }

  mutating func add(
    _ kind: String, _ columns: [String], _ test: ContractRule.Test, limit: CountLimit = .none,
    severity: Verdict = .fail, description: String? = nil
  ) {
    rules.append(
      ContractRule(
        kind: kind, columns: columns, test: test, limit: limit, severity: severity, description: description))
  }

  func refuse(_ reader: YAMLReader?, _ what: String) {
    reader?.report(
      "\(what) cannot be checked here yet",
      hint: "remove it: a requirement that is not checked is never skipped silently")
  }

  static let descriptive: Set<String> = [
    "id", "physicalName", "businessName", "description", "tags", "customProperties", "authoritativeDefinitions",
    "partitioned", "partitionKeyPosition", "classification", "encryptedName", "transformSourceObjects",
    "transformLogic", "transformDescription", "examples", "criticalDataElement", "primaryKeyPosition",
  ]
}
