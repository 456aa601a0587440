/// A value that is to be written as YAML: on one line where it fits, else a line for each of its parts.
package indirect enum YAMLTree: Sendable {
  /// As it stands in the document.
  case plain(String)
  case list([YAMLTree])
  /// The keys are plain words.
  case mapping([Member])

  package typealias Member = (key: String, value: YAMLTree)

  /// Text, whatever it looks like.
  package static func text(_ text: String) -> YAMLTree { .plain(YAMLText.scalar(text)) }

  package static func texts(_ texts: [String]) -> YAMLTree { .list(texts.map { .text($0) }) }

  /// - Parameters:
  ///   - width: how many characters a line may have, the indentation left out.
  ///   - levels: how many levels, this one counted, have a line for each part even where they would fit on one.
  package func lines(width: Int, open levels: Int = 0) -> [String] {
    if isLeaf || (levels <= 0 && fits(width)) { return [inline] }
    switch self {
    case .plain(let text): return [text]
    case .list(let elements):
      return elements.flatMap { element in
        element.lines(width: width - 2, open: levels - 1).enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
      }
    case .mapping(let members):
      return members.flatMap { key, value in
        let isShort = levels <= 1 && value.fits(width - key.utf8.count - 2)
        if value.isLeaf || isShort { return ["\(key): \(value.inline)"] }
        return ["\(key):"] + value.lines(width: width - 2, open: max(levels - 1, 1)).map { "  " + $0 }
      }
    }
  }

  private var isLeaf: Bool {
    switch self {
    case .plain: true
    case .list(let elements): elements.isEmpty
    case .mapping(let members): members.isEmpty
    }
  }

  private func fits(_ width: Int) -> Bool { inline.unicodeScalars.count <= width }

  private var inline: String {
    switch self {
    case .plain(let text): text
    case .list(let elements): "[\(elements.map(\.inline).joined(separator: ", "))]"
    case .mapping(let members): "{\(members.map { "\($0.key): \($0.value.inline)" }.joined(separator: ", "))}"
    }
  }
}
