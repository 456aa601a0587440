package import Core
import Glibc
package import Scan

/// The files that a directory or a pattern stands for: a kernel file.
package enum PartFiles {
  /// Sorted by name, byte by byte; nil when the path names a single file.
  ///
  /// - Throws: `missingInput` when there is none, `malformedData` when a directory holds directories.
  package static func list(_ path: String) throws(Failure) -> [String]? {
    if Files.isDirectory(path) { return try inDirectory(path) }
    guard path.contains(where: { "*?[".contains($0) }), !Files.exists(path) else { return nil }
    let found = matching(path)
    guard !found.isEmpty else {
      throw Failure(
        .missingInput, "no file matches", at: Place(file: path), hint: "look how the files are called: ls")
    }
    return found
  }

  /// The digest of a file; of several, that of a list with a line for each: its digest in hexadecimal, two spaces, its
  /// name, as sha256sum writes it.
  package static func digest(_ contents: [MappedFile], _ files: [String]) -> ContentDigest {
    if contents.count == 1 { return contents[0].digest }
    let lines = zip(contents, files).map { "\($0.digest.hex)  \(Path.name($1))\n" }
    return ContentDigest(of: Array(lines.joined().utf8))
  }

  private static func inDirectory(_ path: String) throws(Failure) -> [String] {
    // What writers leave beside their data begins so: _SUCCESS, .part-0.crc.
    let names = try Files.list(path).filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }
    let files = names.map { Path.join(path, $0) }
    if let nested = files.first(where: { Files.isDirectory($0) }) {
      throw Failure(
        .malformedData, "directories of part files within a directory are not supported", at: Place(file: nested),
        hint: "name the directory that holds the files, or a pattern such as \(Path.join(path, "*/*.parquet"))")
    }
    guard !files.isEmpty else {
      throw Failure(.missingInput, "the directory holds no files", at: Place(file: path))
    }
    return sorted(files)
  }

  private static func matching(_ pattern: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
    var paths: [String] = []
    for index in unsafe 0..<Int(found.gl_pathc) {
      if let path = unsafe found.gl_pathv[index] { paths.append(unsafe String(cString: path)) }
    }
    return sorted(paths.filter { !Files.isDirectory($0) })
  }

  private static func sorted(_ paths: [String]) -> [String] {
    paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
