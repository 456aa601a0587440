import Core

/// Cuts a stream into pieces of whole rows.
struct PieceReader<Format: RowFormat> {
  private let stream: any ByteStream
  private let format: Format
  private let size: Int
  /// Bytes of the header, which are no rows.
  private var head: Int
  /// What was read and is not yet in a piece.
  private var rest: [UInt8] = []
  private var index = 0
  private var offset = 0
  private var isOver = false

  struct Piece: Sendable {
    let index: Int
    /// Of its first byte in the stream.
    let offset: Int
    let bytes: [UInt8]
    /// How much of the stream's source was used.
    let position: Int
    /// Why there are no bytes.
    var failure: Failure?
  }

  init(_ stream: any ByteStream, _ format: Format, size: Int, after head: Int) {
    self.stream = stream
    self.format = format
    self.size = size
    self.head = head
  }

  /// - Returns: nil when there is nothing left.
  mutating func next() -> Piece? {
    if isOver { return nil }
    do throws(Failure) {
      var wanted = size
      while true {
        while true {
          let missing = head + wanted - rest.count
          if missing <= 0 { break }
          if try !stream.read(missing, into: &rest) { break }
        }
        isOver = rest.count < head + wanted
        let end = endOfRows()
        if end > 0 { return piece(count: end) }
        if isOver { return nil }
        wanted *= 2
        if wanted > 2 * Cell.limit {
          throw Failure(
            .malformedData, "a row is longer than 256 MiB", hint: "look for a quote that is never closed")
        }
      }
    } catch {
      isOver = true
      return Piece(index: index, offset: offset, bytes: [], position: stream.position, failure: error)
    }
  }

  /// How much behind the header are whole rows.
  private func endOfRows() -> Int {
    let bytes = rest.span.extracting(min(head, rest.count)..<rest.count)
    return isOver ? bytes.count : format.endOfRows(bytes)
  }

  private mutating func piece(count: Int) -> Piece {
    let start = min(head, rest.count)
    defer {
      rest.removeFirst(start + count)
      head = 0
      index += 1
      offset += start + count
    }
    return Piece(
      index: index, offset: offset + start, bytes: Array(rest[start..<start + count]), position: stream.position)
  }
}
