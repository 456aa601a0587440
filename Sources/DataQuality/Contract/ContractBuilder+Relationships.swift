import Core
import YAML

extension ContractBuilder {
  /// Reads an element of a `relationships` list: a foreign key, whose values another table's columns must have.
  ///
  /// - Parameter column: nil for the whole object's, which names its columns itself.
  mutating func readRelationship(_ reader: YAMLReader, column: String?) {
    guard let relationship = reader.mapping() else { return }
    defer { relationship.finish(ignoring: ["id", "customProperties", "description"]) }
    if let type = relationship.optional("type"), let text = type.string(), text != "foreignKey" {
      refuse(type, "a relationship of type '\(text)'")
      for key in ["from", "to"] { _ = relationship.optional(key) }
      return
    }
    let from: [String]
    if let column {
      if let reader = relationship.optional("from") { reader.report("a property's relationship is from that property") }
      from = [column]
    } else {
      from = references(relationship.required("from")).map(\.column)
    }
    guard let target = relationship.required("to") else { return }
    let to = references(target)
    guard let table = to.first?.table, !from.isEmpty else { return }
    guard to.allSatisfy({ $0.table == table }), to.count == from.count else {
      target.report("expected \(from.count) column\(from.count == 1 ? "" : "s") of one table")
      return
    }
    tables[table.name] = table.physicalName ?? ""
    add("foreignKey", from, .isNotFound(in: TableKey(table: table.name, columns: to.map(\.column))))
  }

  private struct Reference {
    let table: (name: String, physicalName: String?)
    let column: String
  }

  /// One reference or a list of them, in either notation of the standard.
  private mutating func references(_ reader: YAMLReader?) -> [Reference] {
    guard let reader else { return [] }
    if case .sequence = reader.node.content {
      var found: [Reference] = []
      for element in reader.list() ?? [] { found += references(element) }
      return found
    }
    guard let text = reader.string() else { return [] }
    if text.contains("#") {
      refuse(reader, "a relationship to another contract")
      return []
    }
    let parts = text.split(separator: "/").map(String.init)
    let isPath = parts.count > 1
    let names = isPath ? parts : text.split(separator: ".").map(String.init)
    let wanted: (object: String, property: String)
    if isPath, names.count == 4, names[0] == "schema", names[2] == "properties" {
      wanted = (names[1], names[3])
    } else if !isPath, names.count == 2 {
      wanted = (names[0], names[1])
    } else {
      reader.report("'\(text)' names no column", hint: "write table.column, or schema/ID/properties/ID")
      return []
    }
    guard let object = objects.first(where: { (isPath ? $0.id : $0.name) == wanted.object }) else {
      let near = Spelling.nearest(to: wanted.object, among: objects.map(\.name)).map { "did you mean '\($0)'?" }
      reader.report("the contract's schema has no object '\(wanted.object)'", hint: near)
      return []
    }
    guard let property = object.properties.first(where: { (isPath ? $0.id : $0.name) == wanted.property }) else {
      let known = object.properties.map(\.name)
      let near = Spelling.nearest(to: wanted.property, among: known).map { "did you mean '\($0)'?" }
      reader.report("the object '\(object.name)' has no property '\(wanted.property)'", hint: near)
      return []
    }
    return [Reference(table: (object.name, object.physicalName), column: property.column)]
  }
}
