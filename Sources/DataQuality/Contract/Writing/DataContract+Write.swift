package import Core
import YAML

extension DataContract {
  /// The contract as an Open Data Contract Standard v3.1 document: what the standard has words for in its own, the rest in
  /// checks of ours. It reads as the same rules, under the same ids where they had a name of the standard's or ours, and
  /// writing what was read gives the same bytes.
  ///
  /// Rules name columns; where the contract did not, the document does, so that the data have to have them.
  package func openDataContract() -> OpenDataContractText { OpenDataContractText(self) }

  /// The object's name; a suite may have none.
  var objectName: String { name.isEmpty ? "data" : name }
}

/// A contract in the standard's words, and what they do not say.
package struct OpenDataContractText: Sendable {
  /// What is left out stands in it as a comment.
  package let yaml: String
  /// What is left out, and why: all that the contract's reader did not know too.
  package let unsaid: [Diagnostic]

  init(_ contract: DataContract) {
    var writer = ContractWriter(contract)
    let lines = writer.document().lines(width: 118, open: 4)
    unsaid = contract.unsupported + writer.unsaid
    let name = YAMLText.comment(contract.objectName)
    var comment = [
      "# What data set \(name) must satisfy, as an Open Data Contract Standard v3.1 contract",
      "# (https://bitol-io.github.io/open-data-contract-standard).",
    ]
    if !unsaid.isEmpty { comment.append("# What it was made of asks for more, which nobody checks:") }
    comment += unsaid.map { "# - \(YAMLText.comment($0.message))" }
    yaml = (comment + lines).joined(separator: "\n") + "\n"
  }
}

private struct ContractWriter {
  let contract: DataContract
  private(set) var unsaid: [Diagnostic] = []

  private var key: ContractRule?
  private var ofColumn: [String: [ContractRule]] = [:]
  private var ofObject: [ContractRule] = []
  private var levels: [YAMLTree] = []
  private let columns: [DataContract.Column]
  /// By the other table's name, the columns that relationships refer to.
  private var related: [String: [String]] = [:]

  init(_ contract: DataContract) {
    self.contract = contract
    var columns = contract.columns
    var names = Set(columns.map(\.name))
    for name in contract.rules.flatMap(\.namedColumns) where names.insert(name).inserted {
      let mayBeAbsent = contract.rules.allSatisfy { $0.whenAbsent == .pass || !$0.namedColumns.contains(name) }
      columns.append(DataContract.Column(name: name, type: nil, isOptional: mayBeAbsent))
    }
    let optional = Set(columns.filter(\.isOptional).map(\.name))
    self.columns = columns
    for var rule in contract.rules {
      rule.limit = rule.limit.inStandardWords
      // Of columns that have to be there the list of columns tells.
      if rule.namedColumns.allSatisfy({ !optional.contains($0) }) { rule.whenAbsent = .fail }
      if rule.wording != nil, rule.isWordedAsEver { rule.wording = nil }
      if key == nil, isKey(rule) {
        key = rule
      } else if let level = ServiceLevelText.tree(rule, in: contract) {
        levels.append(level)
      } else if let column = rule.property {
        ofColumn[column, default: []].append(rule)
      } else {
        ofObject.append(rule)
      }
    }
  }

  private func isKey(_ rule: ContractRule) -> Bool {
    guard rule.kind == "primaryKey", case .isDuplicate(.later) = rule.test else { return false }
    return rule.isPlain && PropertyText.Defaults(of: rule) == PropertyText.Defaults() && !rule.columns.isEmpty
      && Set(rule.columns).count == rule.columns.count
  }

  mutating func document() -> YAMLTree {
    let object = self.object()
    var members: [YAMLTree.Member] = [
      ("apiVersion", .plain("v3.1.0")), ("kind", .plain("DataContract")),
      ("id", .text("urn:modelgate:\(contract.objectName)")), ("name", .text(contract.objectName)),
      ("version", .plain("1.0.0")), ("status", .plain("draft")), ("schema", .list([object] + others)),
    ]
    if !levels.isEmpty { members.append(("slaProperties", .list(levels))) }
    return .mapping(members)
  }

  private mutating func object() -> YAMLTree {
    var properties: [YAMLTree] = []
    for column in columns {
      let rules = ofColumn[column.name] ?? []
      let property = PropertyText(column, rules, object: contract.objectName)
      for (rule, why) in property.unsaid { leaveOut(rule.map { "rule \($0.id)" } ?? "column \(column.name)", why) }
      for key in property.related { relate(key) }
      properties.append(property.tree(keyPosition: key?.columns.firstIndex(of: column.name).map { $0 + 1 }))
    }
    var quality: [YAMLTree] = []
    var relationships: [YAMLTree] = []
    for rule in ofObject {
      if let (relationship, key) = relationship(rule) {
        relationships.append(relationship)
        relate(key)
        continue
      }
      do throws(Unsaid) {
        guard rule.columns.isEmpty || rule.test.takesSeveral else {
          throw Unsaid("it is about \(rule.columns.count) columns, which its test is not")
        }
        quality.append(try QualityText(rule: rule, isOfProperty: false).tree())
      } catch {
        leaveOut("rule \(rule.id)", error.why)
      }
    }
    var members: [YAMLTree.Member] = [("name", .text(contract.objectName)), ("logicalType", .plain("object"))]
    if let file = contract.tables[contract.objectName], !file.isEmpty { members.append(("physicalName", .text(file))) }
    if !quality.isEmpty { members.append(("quality", .list(quality))) }
    members.append(("properties", .list(properties)))
    if !relationships.isEmpty { members.append(("relationships", .list(relationships))) }
    return .mapping(members)
  }

  /// A lookup of several columns, in words of the standard.
  private func relationship(_ rule: ContractRule) -> (YAMLTree, TableKey)? {
    guard case .isNotFound(let key) = rule.test, rule.isPlain,
      PropertyText.Defaults(of: rule) == PropertyText.Defaults(),
      rule.mayBeCalled("foreignKey"), RelationshipText.canSay(key, of: rule.columns, in: contract.objectName),
      (rule.columns + [contract.objectName]).allSatisfy(RelationshipText.isName)
    else { return nil }
    return (RelationshipText.tree(key, from: (contract.objectName, rule.columns)), key)
  }

  /// Remembers what a relationship refers to.
  private mutating func relate(_ key: TableKey) {
    for column in key.columns where !related[key.table, default: []].contains(column) {
      related[key.table, default: []].append(column)
    }
  }

  /// The other tables, as far as they are known.
  private var others: [YAMLTree] {
    let known = contract.tables.filter { !$0.value.isEmpty && $0.key != contract.objectName }.keys
    return Set(known).union(related.keys).sorted().map { name in
      var members: [YAMLTree.Member] = [("name", .text(name))]
      if let file = contract.tables[name], !file.isEmpty { members.append(("physicalName", .text(file))) }
      let properties = (related[name] ?? []).map { YAMLTree.mapping([("name", .text($0))]) }
      return .mapping(members + [("properties", .list(properties))])
    }
  }

  private mutating func leaveOut(_ what: String, _ why: String) {
    unsaid.append(
      Diagnostic(
        "\(what) cannot be said: \(why)", at: Place(file: contract.file),
        hint: "remove it, or leave it out with --allow-unsupported: nothing is left out silently"))
  }
}

extension ContractRule {
  /// Whether its words are those that it would have without them.
  fileprivate var isWordedAsEver: Bool {
    var bare = self
    bare.wording = nil
    return RuleText(bare).expected == RuleText(self).expected
  }

  /// All that it needs the contract to know.
  fileprivate var namedColumns: [String] {
    if case .violates(let expression) = test { allColumns + expression.columns } else { allColumns }
  }

  /// The column whose property it stands at; nil for the whole object.
  fileprivate var property: String? {
    switch test {
    case .violates: nil
    case .value(.predictivePower), .isAnomalous(.predictivePower, _): columns.first
    default: columns.count == 1 ? columns[0] : nil
    }
  }
}

extension ContractRule.Test {
  /// Whether it may stand at the object and be about several columns.
  fileprivate var takesSeveral: Bool {
    switch self {
    case .violates, .isDuplicate, .isNotFound, .isFound, .hasConflictingLabel: true
    default: false
    }
  }
}
