import Core
import DataQuality
import DataSources
import Scan

/// What data is compared with: a saved profile, or a table whose profile is made.
struct ReferenceData {
  let profile: DataProfile
  let digest: ContentDigest

  init(_ path: String) throws(Failure) {
    let file = try MappedFile(path)
    digest = file.digest
    profile =
      try DataProfile.isProfile(file)
      ? DataProfile(parsing: file.bytes, file: path) : DataProfile(of: DataSource(file, path).rows)
  }
}
