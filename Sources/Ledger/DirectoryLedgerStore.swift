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
  private func file(_ number: Int) -> String { Path.join(log, Self.name(number)) }
  private func file(_ digest: ContentDigest) -> String { Path.join(Path.join(path, "objects"), digest.hex) }

  private static func name(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  package func count() throws(Failure) -> Int {
    let names = try Files.list(log).filter { !$0.hasPrefix(".") }
    // Names sort as numbers, so a gap or a stray file shows at the first name that is not its own number's.
    for (index, name) in names.enumerated() where name != Self.name(index + 1) {
      throw Failure(
        .fail, "the ledger was altered: record \(index + 1) is missing, or this file does not belong",
        at: Place(file: Path.join(log, name)), hint: "restore the ledger from a copy; nothing in it is ever renamed")
    }
    return names.count
  }

  package func record(_ number: Int) throws(Failure) -> [UInt8] { try Files.read(file(number)) }

  package func append(_ record: [UInt8], as number: Int) throws(Failure) -> Bool {
    try Files.create(file(number), with: record)
  }

  package func object(_ digest: ContentDigest) throws(Failure) -> [UInt8] { try Files.read(file(digest)) }

  package func put(_ object: [UInt8]) throws(Failure) {
    let file = file(ContentDigest(of: object))
    if !Files.exists(file) { _ = try Files.create(file, with: object) }
  }

  package func place(ofRecord number: Int) -> Place { Place(file: file(number)) }
  package func place(of digest: ContentDigest) -> Place { Place(file: file(digest)) }

  package func objects() throws(Failure) -> [ContentDigest] {
    try Files.list(Path.join(path, "objects")).compactMap { ContentDigest($0) }
  }
}
