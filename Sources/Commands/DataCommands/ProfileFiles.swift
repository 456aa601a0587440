import Core
import DataQuality
import DataSources
import Scan

/// Saved profiles, read from disk.
struct ProfileFiles {
  let parts: [ProfileMerge.Part]
  let digest: ContentDigest

  /// - Parameter paths: each a file, a directory of files or a pattern.
  /// - Throws: `malformedData` for what is no profile, or damaged.
  init(_ paths: [String]) throws(Failure) {
    var files: [String] = []
    for path in paths { files += try PartFiles.list(path) ?? [path] }
    try self.init(files: files)
  }

  /// What a path stands for; nil where that is a table, or nothing yet.
  static func recognising(_ path: String) throws(Failure) -> ProfileFiles? {
    let files = try PartFiles.list(path) ?? [path]
    guard let first = files.first, Files.exists(first), try DataProfile.isProfile(MappedFile(first)) else { return nil }
    return try ProfileFiles(files: files)
  }

  private init(files: [String]) throws(Failure) {
    let contents = try files.map { path throws(Failure) in try MappedFile(path) }
    parts = try zip(contents, files).map { file, path throws(Failure) in
      guard DataProfile.isProfile(file) else {
        throw Failure(
          .malformedData, "not a profile", at: Place(file: path),
          hint: "write one with modelgate-data profile \(path) --output FILE")
      }
      return ProfileMerge.Part(path, try DataProfile(parsing: file.bytes, file: path))
    }
    digest = PartFiles.digest(contents, files)
  }

  /// Of one the profile itself, of several that of the whole.
  func merged(fillingMissing: Bool) throws(Failure) -> (profile: DataProfile, notes: [String]) {
    if parts.count == 1, let only = parts.first { return (only.profile, []) }
    let merge = try ProfileMerge(parts, fillingMissing: fillingMissing)
    return (merge.profile, merge.notes)
  }
}
