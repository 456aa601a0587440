import Core
import DataQuality
import DataSources
import Scan

/// What data is compared with: a saved profile, several of a table's parts, or a table whose profile is made.
struct ReferenceData {
  let profile: DataProfile
  /// Nil where there is only a profile.
  let table: (any RowSource)?
  let digest: ContentDigest

  init(_ path: String, dialect: Dialect?) throws(Failure) {
    if let files = try ProfileFiles.recognising(path) {
      profile = try files.merged(fillingMissing: false).profile
      digest = files.digest
      table = nil
      return
    }
    let data = try DataSource(path, dialect: dialect)
    profile = try DataProfile(of: data.rows)
    digest = data.digest
    table = data.rows
  }
}
