import Core
import Scan

/// How a file of text is compressed, told by its first bytes.
enum Compression: CaseIterable {
  case gzip
  case zstandard

  init?(_ file: MappedFile) {
    guard let found = Self.allCases.first(where: { file.starts(with: $0.magic) }) else { return nil }
    self = found
  }

  private var magic: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B]
    case .zstandard: [0x28, 0xB5, 0x2F, 0xFD]
    }
  }

  /// The text that a file holds.
  ///
  /// - Parameter name: the file's, for messages.
  func text(_ file: MappedFile, name: String) -> StreamedText {
    let compression = self
    return StreamedText(size: file.count) { () throws(Failure) -> any ByteStream in
      switch compression {
      case .gzip: try GzipStream(file, name: name)
      case .zstandard: try ZstandardStream(file, name: name)
      }
    }
  }
}

extension Failure {
  static func damaged(_ kind: String, _ name: String, at offset: Int) -> Failure {
    Failure(
      .malformedData, "the \(kind) data is damaged or cut off near byte \(offset)", at: Place(file: name),
      hint: "fetch the file again or compress it anew")
  }
}
