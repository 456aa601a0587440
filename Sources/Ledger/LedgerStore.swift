package import Core

/// Where a ledger's bytes live: an append-only list of records and the objects they point to.
///
/// The list is the only thing that races: `append` is its compare-and-swap. A store knows nothing of what the bytes
/// mean. One file per kind of store; `LedgerLocation` lists them.
package protocol LedgerStore: Sendable {
  /// How people call the place in messages.
  var name: String { get }
  /// The number of records.
  func count() throws(Failure) -> Int
  /// The record with that number, counted from 1.
  func record(_ number: Int) throws(Failure) -> [UInt8]
  /// Appends a record as the one with that number, and the objects it rests on, which are there before it is.
  ///
  /// Of any number of processes that append the same number at once, exactly one succeeds.
  ///
  /// - Parameter summary: what happened, in a line, for stores that keep a log of their own.
  /// - Returns: false when the number is taken.
  func append(
    _ record: [UInt8], as number: Int, with objects: [[UInt8]], summary: String
  ) throws(Failure) -> Bool
  /// The object with that digest, as it is stored: the caller checks it.
  func object(_ digest: ContentDigest) throws(Failure) -> [UInt8]
  /// What a record or object is called in messages: its file.
  func place(ofRecord number: Int) -> Place
  func place(of digest: ContentDigest) -> Place
  /// The digests of all objects.
  func objects() throws(Failure) -> [ContentDigest]
  /// Signs, in the store's own log, of records or objects having been changed after they were written.
  func rewrites() throws(Failure) -> [Diagnostic]
}
