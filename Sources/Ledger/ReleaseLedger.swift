package import Core

/// One model's ledger: the append-only, hash-chained record of its release events.
///
/// The log holds one line per entry, `sha256:…`, and the entry lies under that digest among the objects; so every
/// byte of the ledger, the newest entry's included, is covered by a digest.
package struct ReleaseLedger: Sendable {
  package let store: any LedgerStore

  package init(_ store: any LedgerStore) { self.store = store }

  /// An entry as it stands in the ledger.
  package struct Recorded: Sendable, Equatable {
    package let digest: ContentDigest
    package let entry: LedgerEntry

    package init(digest: ContentDigest, entry: LedgerEntry) {
      self.digest = digest
      self.entry = entry
    }
  }

  package func count() throws(Failure) -> Int { try store.count() }

  /// The newest entry; nil when the ledger is empty.
  package func head() throws(Failure) -> Recorded? {
    let count = try store.count()
    return count == 0 ? nil : try recorded(count)
  }

  /// All entries, the first one first, the chain between them checked.
  package func entries() throws(Failure) -> [Recorded] {
    var entries: [Recorded] = []
    for number in 1..<(try store.count() + 1) {
      let next = try recorded(number)
      guard next.entry.previous == entries.last?.digest else {
        throw altered("its entry does not follow entry \(number - 1)", at: store.place(ofRecord: number))
      }
      entries.append(next)
    }
    return entries
  }

  /// The entry with that number, checked against its digest.
  ///
  /// - Throws: `fail` naming the file when a record or object is not what was written.
  package func recorded(_ number: Int) throws(Failure) -> Recorded {
    let place = store.place(ofRecord: number)
    let line = String(decoding: try store.record(number), as: UTF8.self)
    guard line.hasSuffix("\n"), let digest = ContentDigest(line.dropLast()), line == "\(digest)\n" else {
      throw altered("the record is not the digest of an entry", at: place)
    }
    let bytes = try object(digest, namedBy: place)
    let objectPlace = store.place(of: digest)
    guard let entry = LedgerEntry(parsing: bytes, file: objectPlace.file ?? ""), entry.sequence == number else {
      throw altered("it is not entry \(number)", at: objectPlace)
    }
    return Recorded(digest: digest, entry: entry)
  }

  /// An object, checked against its digest.
  ///
  /// - Parameter place: what names it, to be blamed when there is no such object.
  package func object(_ digest: ContentDigest, namedBy place: Place? = nil) throws(Failure) -> [UInt8] {
    let bytes: [UInt8]
    do throws(Failure) {
      bytes = try store.object(digest)
    } catch  where error.code == .missingInput {
      let file = store.place(of: digest).file ?? digest.description
      throw altered("the object \(file) is missing", at: place ?? store.place(of: digest))
    }
    guard ContentDigest(of: bytes) == digest else {
      throw altered("the content does not have the digest it is stored under", at: store.place(of: digest))
    }
    return bytes
  }

  /// Appends an entry behind the head that it names, with the objects that it rests on.
  ///
  /// - Returns: nil when somebody else appended meanwhile; read the ledger again then.
  package func append(_ entry: LedgerEntry, with objects: [[UInt8]] = []) throws(Failure) -> Recorded? {
    let bytes = entry.json.canonical
    let digest = ContentDigest(of: bytes)
    let appended = try store.append(
      Array("\(digest)\n".utf8), as: entry.sequence, with: objects + [bytes], summary: entry.summary)
    return appended ? Recorded(digest: digest, entry: entry) : nil
  }

  private func altered(_ what: String, at place: Place) -> Failure {
    Failure(
      .fail, "the ledger was altered: \(what)", at: place,
      hint: "restore the ledger from a copy; nothing in it is ever changed")
  }
}
