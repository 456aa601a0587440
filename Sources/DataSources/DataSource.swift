package import Core
package import Scan

/// A file as a table, whatever its format: the place where formats are registered.
package struct DataSource: Sendable {
  package let rows: any RowSource
  private let file: MappedFile

  /// Opens a file; its format is told by its content.
  ///
  /// - Parameter path: `-` is standard input.
  /// - Throws: `missingInput` or `inputOutput` when it cannot be read, `malformedData` when its head is not as its format
  ///   has it.
  package init(_ path: String) throws(Failure) { try self.init(MappedFile(path), path) }

  /// - Parameter path: the file's, for messages.
  package init(_ file: MappedFile, _ path: String) throws(Failure) {
    self.file = file
    rows = file.starts(with: ParquetScan.magic) ? try ParquetScan(path, name: path) : try CSVScan(file, name: path)
  }

  /// The digest of the file, for evidence; it is read once more.
  package var digest: ContentDigest { file.digest }
}

extension MappedFile {
  func starts(with magic: [UInt8]) -> Bool {
    withBytes { bytes in bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] } }
  }
}
