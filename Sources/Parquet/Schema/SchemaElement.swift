/// One node of the schema as the footer has it: a flattened tree, parents before their children.
struct SchemaElement {
  var type: PhysicalType?
  var width = 0
  var repetition = Repetition.required
  var name = ""
  var childCount = 0
  var logical: LogicalType?

  enum Repetition: Int32 {
    case required, optional, repeated
  }

  static func read(_ reader: inout ThriftReader) throws(Problem) -> SchemaElement {
    var element = SchemaElement()
    var (converted, scale, precision): (Int32?, Int32, Int32) = (nil, 0, 0)
    var named = false
    var field = ThriftReader.Field()
    while try reader.next(&field) {
      switch field.id {
      case 1:
        let code = try reader.int32(field)
        guard let type = PhysicalType(rawValue: code) else { throw .damaged("an unknown physical type \(code)") }
        element.type = type
      case 2: element.width = Int(try reader.int32(field))
      case 3:
        let code = try reader.int32(field)
        guard let value = Repetition(rawValue: code) else { throw .damaged("an unknown repetition \(code)") }
        element.repetition = value
      case 4:
        element.name = try reader.string(field)
        named = true
      case 5: element.childCount = Int(try reader.int32(field))
      case 6: converted = try reader.int32(field)
      case 7: scale = try reader.int32(field)
      case 8: precision = try reader.int32(field)
      case 10:
        try reader.require(.structure, field)
        element.logical = try LogicalType.read(&reader)
      default: try reader.skip(field)
      }
    }
    if !named || element.childCount < 0 { throw .damaged("a column of the schema has no name") }
    if element.logical == nil, let converted {
      element.logical = .converted(converted, precision: Int(precision), scale: Int(scale))
    }
    return element
  }
}
