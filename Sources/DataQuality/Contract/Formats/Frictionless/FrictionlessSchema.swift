import Core
import YAML

/// A Table Schema, while it is read.
struct FrictionlessSchema {
  private let schema: YAMLMapping
  private let refusals: Refusals
  /// Texts that stand for a missing value, beside the empty one.
  private var codes: [String] = []
  private var fields: [FrictionlessField] = []
  private(set) var foreignKeys: [ForeignKey] = []

  struct ForeignKey {
    let reader: YAMLReader
    let fields: [String]
    /// Empty for the table itself.
    let table: String
    let columns: [String]
  }

  init(_ schema: YAMLMapping, _ refusals: Refusals) {
    self.schema = schema
    self.refusals = refusals
  }

  mutating func read() -> [ContractRule] {
    codes = schema.optional("missingValues").map { Self.codes($0, refusals) } ?? []
    let match = matching()
    var rules: [ContractRule] = []
    for reader in schema.required("fields")?.list() ?? [] {
      guard let field = FrictionlessField(reader, codes: codes, refusals) else { continue }
      if fields.contains(where: { $0.name == field.name }) {
        reader.report("the field '\(field.name)' is described twice")
      }
      fields.append(field)
      rules += field.rules
    }
    let names = fields.map(\.name)
    rules.insert(
      ContractRule(
        kind: "fieldsMatch", columns: [],
        test: .columnsDiffer(
          ColumnNames(
            names, allowsOthers: match == .subset || match == .partial, isOrdered: match == .exact,
            needed: match == .superset ? .none : match == .partial ? .any : .all))), at: 0)
    rules += primaryKey(required: Set(rules.filter { $0.kind == "required" }.flatMap(\.columns)))
    for reader in schema.optional("uniqueKeys")?.list() ?? [] {
      if let key = columns(reader) { rules.append(rule("uniqueKeys", key, .isDuplicate(.later))) }
    }
    for reader in schema.optional("foreignKeys")?.list() ?? [] { readForeignKey(reader) }
    if match == .superset || match == .partial {
      for index in rules.indices where !rules[index].columns.isEmpty { rules[index].whenAbsent = .pass }
    }
    schema.finish(ignoring: Self.descriptive)
    return rules
  }

  private enum Match: String, CaseIterable {
    case exact
    case equal
    case subset
    case superset
    case partial
  }

  private func matching() -> Match {
    guard var reader = schema.optional("fieldsMatch") else { return .exact }
    // Early drafts of version 2 had it in a list.
    if case .sequence = reader.node.content, let list = reader.list(), list.count == 1 { reader = list[0] }
    return reader.oneOf(Match.self) ?? .exact
  }

  /// All but the empty text, which always stands for a missing value here.
  static func codes(_ reader: YAMLReader, _ refusals: Refusals) -> [String] {
    var codes: [String] = []
    for element in reader.list() ?? [] {
      if case .mapping = element.node.content {
        guard let coded = element.mapping() else { continue }
        if let text = coded.required("value")?.string() { codes.append(text) }
        coded.finish(ignoring: ["label"])
      } else if let text = element.string() {
        codes.append(text)
      }
    }
    if !codes.contains("") {
      refusals.refuse(
        reader, "an empty cell that is not missing", hint: "add \"\" to missingValues: here it is always one of them")
    }
    return codes.filter { !$0.isEmpty }
  }

  private func primaryKey(required: Set<String>) -> [ContractRule] {
    guard let reader = schema.optional("primaryKey"), let key = columns(reader) else { return [] }
    // A part of the key is never missing.
    let parts = fields.filter { key.contains($0.name) && !required.contains($0.name) }.map(\.isRequired)
    return parts + [rule("primaryKey", key, .isDuplicate(.later))]
  }

  private mutating func readForeignKey(_ reader: YAMLReader) {
    guard let key = reader.mapping() else { return }
    defer { key.finish() }
    let from = key.required("fields").flatMap { columns($0) }
    guard let target = key.required("reference")?.mapping() else { return }
    defer { target.finish() }
    let table = target.optional("resource")?.string() ?? ""
    guard let fields = target.required("fields"), let to = fields.texts(), let from else { return }
    guard from.count == to.count else {
      fields.report("expected \(from.count) field\(from.count == 1 ? "" : "s")")
      return
    }
    foreignKeys.append(ForeignKey(reader: reader, fields: from, table: table, columns: to))
  }

  func rules(for key: ForeignKey, in table: String) -> [ContractRule] {
    [rule("foreignKeys", key.fields, .isNotFound(in: TableKey(table: table, columns: key.columns)))]
  }

  /// Fields of the schema.
  private func columns(_ reader: YAMLReader) -> [String]? {
    guard let names = reader.texts() else { return nil }
    let known = fields.map(\.name)
    var isKnown = !names.isEmpty
    if names.isEmpty { reader.report("the list of fields is empty") }
    for name in names where !known.contains(name) {
      let near = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
      reader.report("the schema has no field '\(name)'", hint: near)
      isKnown = false
    }
    return isKnown ? names : nil
  }

  /// A rule on several fields, about the rows in which none is missing.
  private func rule(_ kind: String, _ names: [String], _ test: ContractRule.Test) -> ContractRule {
    var rule = ContractRule(kind: kind, columns: names, test: test)
    let parts = fields.filter { names.contains($0.name) }.compactMap(\.presence)
    if !parts.isEmpty { rule.condition = schema.reader.expression(ConditionText.all(parts)) }
    return rule
  }

  private static let descriptive: Set<String> = [
    "$schema", "name", "title", "description", "homepage", "keywords", "profile", "version", "contributors", "created",
    "examples", "sources", "licenses",
  ]
}
