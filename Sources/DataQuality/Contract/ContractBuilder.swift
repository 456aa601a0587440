import Core
import YAML

/// Turns a contract's object into columns and rules.
struct ContractBuilder {
  /// All of the contract's, this one among them.
  var objects: [ObjectOutline] = []
  private(set) var columns: [DataContract.Column] = []
  private(set) var rules: [ContractRule] = []
  /// What is not checked here, where that is allowed.
  private(set) var unsupported: [Diagnostic] = []
  /// Other objects that rules refer to, with their physical names.
  var tables: [String: String] = [:]
  /// The object's columns by the names of its properties.
  private(set) var columnNames: [String: String] = [:]
  private let allowsUnsupported: Bool
  /// Whether moments may be those of a region's clocks; else they are taken for UTC's.
  private(set) var readsRegions = true
  /// What a property says of all rules on it.
  private var defaults = Defaults()

  struct Defaults {
    var nulls: ContractRule.Nulls?
    var whenEmpty: Verdict?
  }

  init(allowsUnsupported: Bool) { self.allowsUnsupported = allowsUnsupported }

  /// - Returns: the object's name.
  mutating func read(_ reader: YAMLReader) -> String {
    guard let object = reader.mapping() else { return "" }
    let name = object.required("name")?.string() ?? ""
    let outline = ObjectOutline(reader)
    columnNames = Dictionary(outline.properties.map { ($0.name, $0.column) }) { first, _ in first }
    if let type = object.optional("logicalType"), let text = type.string(), text != "object" {
      type.report("an object of a table contract has the logical type object, not '\(text)'")
    }
    var keys: [(column: String, position: Int)] = []
    for property in object.required("properties")?.list() ?? [] { readWithZone(property, keys: &keys) }
    if !keys.isEmpty {
      keys.sort { ($0.position, $0.column) < ($1.position, $1.column) }
      add("primaryKey", keys.map(\.column), .isDuplicate(.later))
    }
    for quality in object.optional("quality")?.list() ?? [] { readQuality(quality, column: nil, type: nil) }
    for relationship in object.optional("relationships")?.list() ?? [] { readRelationship(relationship, column: nil) }
    object.finish(ignoring: Self.descriptive.union(["physicalType", "dataGranularityDescription"]))
    return name
  }

  /// Refuses to put in order what the clocks of a region show: it is not known when they were set back. Where that is let
  /// pass, moments are read as those of UTC.
  private mutating func readWithZone(_ reader: YAMLReader, keys: inout [(column: String, position: Int)]) {
    let (before, keysBefore) = (self, keys)
    read(reader, keys: &keys)
    guard columns.count > before.columns.count, case .region(let name)? = columns.last?.type?.pattern?.zone,
      rules[before.rules.count...].contains(where: { $0.test.comparesMoments })
    else { return }
    if allowsUnsupported {
      self = before
      keys = keysBefore
      readsRegions = false
      read(reader, keys: &keys)
      readsRegions = true
    }
    let options = reader.mapping()?.optional("logicalTypeOptions")?.mapping()
    refuse(options?.optional("defaultTimezone"), "the default time zone '\(name)' of moments that are compared")
  }

  private mutating func read(_ reader: YAMLReader, keys: inout [(column: String, position: Int)]) {
    guard let property = reader.mapping() else { return }
    let name = property.required("name")?.string()
    let column = property.optional("physicalName")?.string() ?? name ?? ""
    let options = property.optional("logicalTypeOptions")?.mapping()
    let type = property.optional("logicalType").flatMap { logicalType($0, options) }
    if columns.contains(where: { $0.name == column }) { reader.report("the column '\(column)' is described twice") }
    let isUnique = property.optional("unique")?.bool() ?? false
    let isPrivate = isPrivate(property.optional("classification"))
    columns.append(DataContract.Column(name: column, type: type, isUnique: isUnique, isPrivate: isPrivate))

    defaults = readDefaults(property.optional("customProperties"))
    defer { defaults = Defaults() }
    let isWide =
      type == .integer && IntegerFormat(rawValue: options?.optional("format")?.string() ?? "")?.isWide ?? false
    if let type, type != .string, !isWide { add("type", [column], .isNotOfType(type)) }
    let isKey = property.optional("primaryKey")?.bool() ?? false
    let position = property.optional("primaryKeyPosition")?.integer() ?? 0
    if property.optional("required")?.bool() ?? isKey { add("required", [column], .isNull) }
    if isUnique { add("unique", [column], .isDuplicate(.later)) }
    if isKey { keys.append((column, position)) }
    if let options { readOptions(options, column, type) }
    for quality in property.optional("quality")?.list() ?? [] { readQuality(quality, column: column, type: type) }
    for relationship in property.optional("relationships")?.list() ?? [] {
      readRelationship(relationship, column: column)
    }
    refuse(property.optional("properties"), "nested properties")
    refuse(property.optional("items"), "array items")
    property.finish(ignoring: Self.descriptive.union(["physicalType"]))
  }

  /// Words that people classify by what must not be shown to everyone.
  private func isPrivate(_ reader: YAMLReader?) -> Bool {
    let known = ["confidential", "restricted", "private", "pii", "secret", "sensitive"]
    return known.contains(reader?.string()?.lowercased() ?? "")
  }

  /// `modelgateNulls` and `modelgateWhenEmpty` among the custom properties of a property or a quality element.
  func readDefaults(_ reader: YAMLReader?) -> Defaults {
    var defaults = self.defaults
    guard let reader, case .sequence = reader.node.content else { return defaults }
    for element in reader.list() ?? [] {
      guard let custom = element.mapping(), let name = custom.optional("property")?.string(),
        name.hasPrefix("modelgate"), let value = custom.optional("value")
      else { continue }
      switch name {
      case "modelgateNulls": defaults.nulls = value.oneOf(ContractRule.Nulls.self)
      case "modelgateWhenEmpty": defaults.whenEmpty = value.oneOf(Verdict.self)
      default:
        let known = ["modelgateNulls", "modelgateWhenEmpty"]
        let near = Spelling.nearest(to: name, among: known) ?? known.joined(separator: ", ")
        custom.reader.report("there is no custom property '\(name)'", hint: "known here: \(near)")
      }
    }
    return defaults
  }

  mutating func add(
    _ kind: String, _ columns: [String], _ test: ContractRule.Test, limit: CountLimit = .none,
    severity: Verdict = .fail, description: String? = nil
  ) {
    add(
      ContractRule(
        kind: kind, columns: columns, test: test, limit: limit, severity: severity,
        nulls: defaults.nulls ?? .ignored, whenEmpty: defaults.whenEmpty ?? .hold, description: description))
  }

  mutating func add(_ rule: ContractRule) { rules.append(rule) }

  /// A demand that is not checked here: an error, or a warning where these are allowed.
  mutating func refuse(_ reader: YAMLReader?, _ what: String) {
    guard let reader else { return }
    if allowsUnsupported {
      unsupported.append(Diagnostic("\(what) is not checked", at: reader.place))
    } else {
      reader.report(
        "\(what) cannot be checked here",
        hint: "remove it, or allow it with --allow-unsupported: what is not checked is never skipped silently")
    }
  }

  static let descriptive: Set<String> = [
    "id", "physicalName", "businessName", "description", "tags", "customProperties", "authoritativeDefinitions",
    "partitioned", "partitionKeyPosition", "classification", "encryptedName", "transformSourceObjects",
    "transformLogic", "transformDescription", "examples", "criticalDataElement", "primaryKeyPosition",
  ]
}
