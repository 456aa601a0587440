package import Core

/// One node of a YAML document with the place where it stands.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// `plain` is false for quoted and block scalars, which are always text.
    case scalar(String, plain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  package let content: Content
  /// File, line and column, counted from 1.
  package let place: Place

  package init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }

  /// What the node is, in the words of an error message.
  package var kind: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar("", plain: true): "nothing"
    case .scalar(let text, plain: false): "the text '\(text)'"
    case .scalar(let text, plain: true):
      if isNull {
        "null"
      } else if boolean != nil {
        "the truth value \(text)"
      } else if Double(text) != nil {
        "the number \(text)"
      } else {
        "the text '\(text)'"
      }
    }
  }

  /// Whether the node is YAML 1.2's null: nothing, `~` or `null`.
  package var isNull: Bool {
    if case .scalar(let text, plain: true) = content {
      ["", "~", "null", "Null", "NULL"].contains(text)
    } else {
      false
    }
  }

  /// YAML 1.2's truth values only: `yes`, `no`, `on` and `off` are text, as in every current parser.
  package var boolean: Bool? {
    guard case .scalar(let text, plain: true) = content else { return nil }
    return switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }
}
