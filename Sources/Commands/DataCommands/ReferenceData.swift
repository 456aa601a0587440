import Core
import DataQuality
import DataSources
import Scan

/// What data is compared with: a saved profile, or a table whose profile is made.
struct ReferenceData {
  let profile: DataProfile
  /// Nil where there is only a profile.
  let table: (any RowSource)?
  let digest: ContentDigest

  init(_ path: String, dialect: Dialect?) throws(Failure) {
    if !Files.isDirectory(path), Files.exists(path) {
      let file = try MappedFile(path)
      if DataProfile.isProfile(file) {
        profile = try DataProfile(parsing: file.bytes, file: path)
        digest = file.digest
        table = nil
        return
      }
    }
    let data = try DataSource(path, dialect: dialect)
    profile = try DataProfile(of: data.rows)
    digest = data.digest
    table = data.rows
  }
}
