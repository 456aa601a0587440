/// A column of the table: a field at the top of the schema.
package struct ParquetColumn: Sendable, Equatable {
  package let name: String
  /// How its values are stored; nil for a nested column.
  package let physical: PhysicalType?
  /// What they mean, when the file says so.
  package let logical: LogicalType?
  /// The length of the values of `fixedLengthByteArray`.
  package let width: Int
  /// Whether values may be null.
  package let isOptional: Bool
  /// Why it cannot be read; nil when it can.
  package let obstacle: Obstacle?
  /// Where it stands among the leaves of the schema, and so in each row group.
  let leaf: Int

  package enum Obstacle: Sendable, Equatable {
    /// A structure, list, map or repeated field.
    case nested
    case encrypted

    package var text: String {
      switch self {
      case .nested: "the column is nested, which is not supported"
      case .encrypted: "the column is encrypted, which is not supported"
      }
    }
  }

  func hindered(by obstacle: Obstacle) -> ParquetColumn {
    ParquetColumn(
      name: name, physical: physical, logical: logical, width: width, isOptional: isOptional, obstacle: obstacle,
      leaf: leaf)
  }

  /// The top of the schema and the number of its leaves.
  static func columns(
    of elements: [SchemaElement]
  ) throws(Problem) -> (columns: [ParquetColumn], leafCount: Int) {
    guard let root = elements.first else { throw .damaged("the schema is empty") }
    var columns: [ParquetColumn] = []
    var leaf = 0
    var index = 1
    for _ in 0..<root.childCount {
      if index >= elements.count { throw .damaged("the schema ends too early") }
      let (first, start) = (elements[index], leaf)
      // Children still to come of the field and of what is in it.
      var awaited = 1
      while awaited > 0 {
        if index >= elements.count { throw .damaged("the schema ends too early") }
        awaited += elements[index].childCount - 1
        if elements[index].childCount == 0, elements[index].type != nil { leaf += 1 }
        if awaited > elements.count { throw .damaged("the schema promises more columns than it has") }
        index += 1
      }
      columns.append(try column(first, leaf: start))
    }
    if index != elements.count { throw .damaged("the schema has columns that belong nowhere") }
    return (columns, leaf)
  }

  private static func column(_ element: SchemaElement, leaf: Int) throws(Problem) -> ParquetColumn {
    let isNested = element.childCount > 0 || element.type == nil || element.repetition == .repeated
    if let type = element.type, !isNested {
      if type == .fixedLengthByteArray, element.width < 1 {
        throw .damaged("the column '\(element.name)' has values of \(element.width) bytes")
      }
      if let mismatch = element.logical?.mismatch(with: type, width: element.width) {
        throw .damaged("the column '\(element.name)' has no such type: \(mismatch)")
      }
    }
    return ParquetColumn(
      name: element.name, physical: isNested ? nil : element.type, logical: isNested ? nil : element.logical,
      width: element.width, isOptional: element.repetition != .required, obstacle: isNested ? .nested : nil, leaf: leaf)
  }
}
