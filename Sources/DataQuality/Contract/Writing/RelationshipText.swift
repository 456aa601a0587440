import Core
import YAML

/// A lookup in another table as a relationship of the standard, in its notation `object.property`.
enum RelationshipText {
  /// - Parameter object: the contract's name.
  static func canSay(_ key: TableKey, of columns: [String], in object: String) -> Bool {
    key.table != object && key.columns.count == columns.count && !columns.isEmpty
      && ([key.table] + key.columns).allSatisfy(isName)
  }

  /// - Parameter columns: nil where it stands at a property.
  static func tree(_ key: TableKey, from columns: (object: String, names: [String])?) -> YAMLTree {
    var members: [YAMLTree.Member] = [("type", .plain("foreignKey"))]
    if let columns { members.append(("from", names(columns.object, columns.names))) }
    return .mapping(members + [("to", names(key.table, key.columns))])
  }

  /// Whether a reader of the notation takes it for one name.
  static func isName(_ text: String) -> Bool { !text.isEmpty && !text.contains { "./#".contains($0) } }

  private static func names(_ object: String, _ columns: [String]) -> YAMLTree {
    let names = columns.map { YAMLTree.text("\(object).\($0)") }
    return names.count == 1 ? names[0] : .list(names)
  }
}
