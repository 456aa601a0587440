/// A page that stays below a size: what does not fit is left out whole, a line or a block at a time.
struct MarkdownPage {
  private(set) var text = ""
  private let limit: Int
  private var size = 0
  private var isCut = false

  private static let note = "\n*The report goes on, but a page may be no longer; `--report json=FILE` has it all.*\n"

  init(limit: Int) { self.limit = limit - Self.note.utf8.count }

  /// Once something was left out, nothing more is added: a table with a hole would mislead.
  mutating func add(_ block: String) {
    guard !isCut else { return }
    guard size + block.utf8.count <= limit else {
      isCut = true
      return append(Self.note)
    }
    append(block)
  }

  /// A block that has to be closed, whatever is left out inside.
  mutating func add(_ opening: String, closing: String, _ content: (inout MarkdownPage) -> Void) {
    guard !isCut, size + opening.utf8.count + closing.utf8.count <= limit else { return add(opening + closing) }
    append(opening)
    var inner = MarkdownPage(remaining: limit - size - closing.utf8.count)
    content(&inner)
    append(inner.text + closing)
    isCut = inner.isCut
  }

  private init(remaining: Int) { limit = remaining }

  private mutating func append(_ block: String) {
    text += block
    size += block.utf8.count
  }
}
