import Core
import DataQuality
import DataSources
import Scan

/// What data is compared with: a saved profile, several of a table's parts, or a table whose profile is made.
struct ReferenceData {
  let profile: DataProfile
  let digest: ContentDigest

  init(_ path: String, dialect: Dialect?) throws(Failure) {
    if let files = try ProfileFiles.recognising(path) {
      profile = try files.merged(fillingMissing: false).profile
      digest = files.digest
      return
    }
    let data = try DataSource(path, dialect: dialect)
    profile = try DataProfile(of: data.rows)
    digest = data.digest
  }
}
