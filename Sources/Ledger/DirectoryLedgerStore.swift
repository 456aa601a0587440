package import Core

/// A ledger in a directory: `log/00000001…` and `objects/SHA256`, one directory per model.
///
/// Every file appears whole or not at all and is never written again. A record appears by link(2), which fails when
/// its name is taken: that is the compare-and-swap, and it holds on network file systems too. A crash leaves at worst
/// objects that no record points to, and temporary files whose names start with a dot.
package struct DirectoryLedgerStore: LedgerStore {
  package let path: String

  package init(path: String) { self.path = path }

  package var name: String { path }

  private var log: String { Path.join(path, "log") }
  private func file(_ number: Int) -> String { Path.join(log, RecordName.of(number)) }
  private func file(_ digest: ContentDigest) -> String { Path.join(Path.join(path, "objects"), digest.hex) }

  package func count() throws(Failure) -> Int {
    let names = try Files.list(log).filter { !$0.hasPrefix(".") }
    try RecordName.check(names) { name in Place(file: Path.join(log, name)) }
    return names.count
  }

  package func record(_ number: Int) throws(Failure) -> [UInt8] { try Files.read(file(number)) }

  package func append(
    _ record: [UInt8], as number: Int, with objects: [[UInt8]], summary: String
  ) throws(Failure) -> Bool {
    for object in objects {
      let file = file(ContentDigest(of: object))
      if !Files.exists(file) { _ = try Files.create(file, with: object) }
    }
    return try Files.create(file(number), with: record)
  }

  package func object(_ digest: ContentDigest) throws(Failure) -> [UInt8] { try Files.read(file(digest)) }

  package func place(ofRecord number: Int) -> Place { Place(file: file(number)) }
  package func place(of digest: ContentDigest) -> Place { Place(file: file(digest)) }

  package func objects() throws(Failure) -> [ContentDigest] {
    try Files.list(Path.join(path, "objects")).compactMap { ContentDigest($0) }
  }

  /// A directory keeps no log of its own.
  package func rewrites() -> [Diagnostic] { [] }
}
