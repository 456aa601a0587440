import CYAML
package import Core

extension YAMLNode {
  /// Reads one YAML document with libyaml.
  ///
  /// Duplicate keys, several documents and anchors that blow up are refused.
  ///
  /// - Parameters:
  ///   - bytes: the document, UTF-8.
  ///   - file: named in places and errors.
  /// - Throws: `Failure` with `configuration`, naming line and column.
  package init(parsing bytes: [UInt8], file: String) throws(Failure) {
    var parser = Parser(file: file)
    self = try parser.document(bytes)
  }
}

/// Walks libyaml's node graph; the only place where its pointers are touched.
private struct Parser {
  let file: String
  /// Aliases let a small file describe a huge tree; no policy or contract needs more nodes than this.
  private var nodesLeft = 200_000

  init(file: String) { self.file = file }

  mutating func document(_ bytes: [UInt8]) throws(Failure) -> YAMLNode {
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else { throw Failure(.software, "out of memory") }
    defer { unsafe yaml_parser_delete(&parser) }
    return try unsafe read(&parser, bytes)
  }

  private mutating func read(_ parser: inout yaml_parser_t, _ bytes: [UInt8]) throws(Failure) -> YAMLNode {
    // The parser keeps a pointer to its input, so the input has to stay in place while it works.
    let input = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    defer { unsafe input.deallocate() }
    for (index, byte) in bytes.enumerated() { unsafe input[index] = byte }
    unsafe yaml_parser_set_input_string(&parser, input, bytes.count)
    unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)

    var document = unsafe yaml_document_t()
    guard unsafe yaml_parser_load(&parser, &document) == 1 else { throw unsafe problem(parser) }
    defer { unsafe yaml_document_delete(&document) }
    guard let root = unsafe yaml_document_get_root_node(&document) else {
      throw Failure(.configuration, "the file is empty", at: Place(file: file))
    }
    let tree = try unsafe convert(root, in: &document, depth: 0)

    var rest = unsafe yaml_document_t()
    guard unsafe yaml_parser_load(&parser, &rest) == 1 else { throw unsafe problem(parser) }
    defer { unsafe yaml_document_delete(&rest) }
    if let second = unsafe yaml_document_get_root_node(&rest) {
      throw Failure(
        .configuration, "a second document starts here", at: unsafe place(second.pointee.start_mark),
        hint: "keep one document in a file")
    }
    return tree
  }

  private mutating func convert(
    _ node: UnsafeMutablePointer<yaml_node_t>, in document: inout yaml_document_t, depth: Int
  ) throws(Failure) -> YAMLNode {
    let here = unsafe place(node.pointee.start_mark)
    nodesLeft -= 1
    guard nodesLeft > 0, depth < 100 else {
      throw Failure(.configuration, "nested too deeply, or grown too large by aliases", at: here)
    }
    switch unsafe node.pointee.type {
    case YAML_SCALAR_NODE:
      let scalar = unsafe node.pointee.data.scalar
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return unsafe YAMLNode(.scalar(text, plain: scalar.style == YAML_PLAIN_SCALAR_STYLE), at: here)
    case YAML_SEQUENCE_NODE:
      let items = unsafe node.pointee.data.sequence.items
      var elements: [YAMLNode] = []
      var item = unsafe items.start
      while unsafe item != items.top, let pointer = unsafe item {
        elements.append(try unsafe child(pointer.pointee, in: &document, depth: depth, at: here))
        unsafe item = pointer + 1
      }
      return YAMLNode(.sequence(elements), at: here)
    case YAML_MAPPING_NODE:
      let pairs = unsafe node.pointee.data.mapping.pairs
      var members: [(key: YAMLNode, value: YAMLNode)] = []
      var seen: Set<String> = []
      var pair = unsafe pairs.start
      while unsafe pair != pairs.top, let pointer = unsafe pair {
        let key = try unsafe child(pointer.pointee.key, in: &document, depth: depth, at: here)
        let value = try unsafe child(pointer.pointee.value, in: &document, depth: depth, at: here)
        guard case .scalar(let name, _) = key.content else {
          throw Failure(.configuration, "a key must be text, not \(key.kind)", at: key.place)
        }
        guard seen.insert(name).inserted else {
          throw Failure(
            .configuration, "the key '\(name)' stands here twice", at: key.place, hint: "keep one of the two")
        }
        members.append((key, value))
        unsafe pair = pointer + 1
      }
      return YAMLNode(.mapping(members), at: here)
    default:
      throw Failure(.configuration, "not a YAML node", at: here)
    }
  }

  private mutating func child(
    _ index: Int32, in document: inout yaml_document_t, depth: Int, at parent: Place
  ) throws(Failure) -> YAMLNode {
    guard let node = unsafe yaml_document_get_node(&document, index) else {
      throw Failure(.configuration, "not a YAML node", at: parent)
    }
    return try unsafe convert(node, in: &document, depth: depth + 1)
  }

  private func place(_ mark: yaml_mark_t) -> Place { Place(file: file, line: mark.line + 1, column: mark.column + 1) }

  private func problem(_ parser: yaml_parser_t) -> Failure {
    let reason = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "not YAML"
    if unsafe parser.error == YAML_READER_ERROR {
      // Reader errors carry a byte offset instead of a mark.
      let hint = "the file must be UTF-8 text"
      return unsafe Failure(
        .configuration, "\(reason) at byte \(parser.problem_offset)", at: Place(file: file), hint: hint)
    }
    let context = unsafe parser.context.map { unsafe String(cString: $0) + ", " } ?? ""
    return unsafe Failure(.configuration, context + reason, at: place(parser.problem_mark))
  }
}
