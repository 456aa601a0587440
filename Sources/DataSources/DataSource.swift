package import Core
package import Scan

/// A file, or several, as one table, whatever the format: the place where formats are registered.
package struct DataSource: Sendable {
  package let rows: any RowSource
  /// Where each part of the table comes from; what samples and positions call `part` counts them.
  package let files: [String]
  private let contents: [MappedFile]

  /// Opens a file; its format is told by its content. A directory or a pattern such as `part-*.csv` is all the files in
  /// it, in the order of their names, as one table.
  ///
  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - dialect: of text; nil to find out.
  /// - Throws: `missingInput` or `inputOutput` when it cannot be read, `malformedData` when its head is not as its format
  ///   has it.
  package init(_ path: String, dialect: Dialect? = nil) throws(Failure) {
    guard let files = try PartFiles.list(path) else {
      try self.init(MappedFile(path), path, dialect: dialect)
      return
    }
    var contents: [MappedFile] = []
    for file in files { contents.append(try MappedFile(file)) }
    try self.init(contents, files, name: path, dialect)
  }

  /// - Parameter path: the file's, for messages.
  package init(_ file: MappedFile, _ path: String, dialect: Dialect? = nil) throws(Failure) {
    try self.init([file], [path], name: path, dialect)
  }

  private init(_ contents: [MappedFile], _ files: [String], name: String, _ dialect: Dialect?) throws(Failure) {
    self.files = files
    self.contents = contents
    let found = try zip(contents, files).map { file, path throws(Failure) in try Found(file, path) }
    // Files of JSON Lines that are one table have the keys of all of them.
    var keys: [String] = []
    for part in found { for key in try part.keys() where !keys.contains(key) { keys.append(key) } }
    let parts = try found.map { part throws(Failure) in try part.open(dialect, keys: keys) }
    rows = parts.count == 1 ? parts[0] : try PartsScan(parts, name: name)
  }

  /// A file whose format is known.
  private struct Found {
    let file: MappedFile
    let path: String
    let format: Format

    enum Format {
      case parquet
      case text(any TextStorage)
      case jsonLines(any TextStorage)
    }

    init(_ file: MappedFile, _ path: String) throws(Failure) {
      self.file = file
      self.path = path
      if file.starts(with: ParquetScan.magic) {
        format = .parquet
        return
      }
      let text: any TextStorage = Compression(file)?.text(file, name: path) ?? file
      format = try JSONHead.isObject(text.head(1 << 10), path) ? .jsonLines(text) : .text(text)
    }

    func keys() throws(Failure) -> [String] {
      guard case .jsonLines(let text) = format else { return [] }
      return try JSONLinesScan.keys(of: text, name: path)
    }

    func open(_ dialect: Dialect?, keys: [String]) throws(Failure) -> any RowSource {
      switch format {
      case .parquet:
        if path != "-" { return try ParquetScan(path, name: path) }
        throw Failure(
          .usage, "Parquet cannot be read from standard input: its directory is at its end",
          hint: "write it to a file and name that")
      case .jsonLines(let text): return try JSONLinesScan(text, name: path, columns: keys)
      case .text(let text):
        var found = dialect
        if found == nil { found = Dialect(detecting: try text.head(1 << 16)) }
        return try CSVScan(text, name: path, separator: found?.separator ?? UInt8(ascii: ","))
      }
    }
  }

  /// The digest of the file, for evidence; it is read once more.
  package var digest: ContentDigest { PartFiles.digest(contents, files) }
}

extension MappedFile {
  func starts(with magic: [UInt8]) -> Bool {
    withBytes { bytes in bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] } }
  }
}
