package import Core
package import Git
import Glibc
import Synchronization

/// A ledger in a branch of a git repository: `MODEL/log/00000001…` and `MODEL/objects/SHA256`, nothing else of the
/// branch is touched.
///
/// One entry is one commit, and the push of it is the compare-and-swap: it is refused when the branch has moved. When
/// it moved for another model's sake, the same files are committed onto the new tip and pushed again. A crash leaves
/// at worst objects in the local repository that nothing points to.
package final class GitLedgerStore: LedgerStore {
  private let branch: GitBranch
  private let folder: String
  private let state = Mutex(State())

  /// The branch as it was read last.
  private struct State {
    /// Whether it has been read since the command started, and not been found outdated.
    var isRead = false
    var tip: String?
    /// Blobs by path, seen from the folder.
    var files: [String: String] = [:]
    /// What was read of them.
    var contents: [String: [UInt8]] = [:]

    var records: [String] { files.keys.filter { $0.hasPrefix("log/") }.map { String($0.dropFirst(4)) }.sorted() }
  }

  /// - Parameter folder: the model's, in the branch; a checked name.
  package init(branch: GitBranch, folder: String) {
    self.branch = branch
    self.folder = folder
  }

  package var name: String { "\(branch.name):\(folder)" }

  private func place(_ path: String) -> Place { Place(file: "\(branch.branch):\(folder)/\(path)") }
  private static func path(_ number: Int) -> String { "log/\(RecordName.of(number))" }
  private static func path(_ digest: ContentDigest) -> String { "objects/\(digest.hex)" }

  package func place(ofRecord number: Int) -> Place { place(Self.path(number)) }
  package func place(of digest: ContentDigest) -> Place { place(Self.path(digest)) }

  // MARK: Reading

  private func read(_ state: inout State) throws(Failure) {
    if state.isRead { return }
    let tip = try branch.tip()
    if tip != state.tip {
      state.files = try tip.map { tip throws(Failure) in try branch.files(in: folder, at: tip) } ?? [:]
      state.tip = tip
      // Nearly every command reads all records and the entries that they name.
      let records = state.files.filter { $0.key.hasPrefix("log/") }.map(\.value)
      try load(records, &state)
      let entries = records.compactMap { blob in
        state.contents[blob].flatMap { ContentDigest(String(decoding: $0.dropLast(), as: UTF8.self)) }
      }
      try load(entries.compactMap { state.files[Self.path($0)] }, &state)
    }
    state.isRead = true
  }

  private func load(_ blobs: [String], _ state: inout State) throws(Failure) {
    let missing = Set(blobs).filter { state.contents[$0] == nil }.sorted()
    for (blob, content) in try branch.contents(of: missing) { state.contents[blob] = content }
  }

  private func content(_ path: String) throws(Failure) -> [UInt8] {
    try state.withLock { state throws(Failure) in
      try read(&state)
      guard let blob = state.files[path] else {
        throw Failure(.missingInput, "no such file in the ledger's branch", at: place(path))
      }
      try load([blob], &state)
      return state.contents[blob] ?? []
    }
  }

  package func count() throws(Failure) -> Int {
    try state.withLock { state throws(Failure) in
      try read(&state)
      try RecordName.check(state.records) { place("log/\($0)") }
      return state.records.count
    }
  }

  package func record(_ number: Int) throws(Failure) -> [UInt8] { try content(Self.path(number)) }
  package func object(_ digest: ContentDigest) throws(Failure) -> [UInt8] { try content(Self.path(digest)) }

  /// Whoever asks for all of them is about to read all of them.
  package func objects() throws(Failure) -> [ContentDigest] {
    try state.withLock { state throws(Failure) in
      try read(&state)
      let names = state.files.keys.filter { $0.hasPrefix("objects/") }.sorted()
      try load(names.compactMap { state.files[$0] }, &state)
      return names.compactMap { ContentDigest($0.dropFirst("objects/".count)) }
    }
  }

  package func rewrites() throws(Failure) -> [Diagnostic] {
    try state.withLock { state throws(Failure) in
      try read(&state)
      guard let tip = state.tip else { return [] }
      return try branch.rewrites(in: folder, upTo: tip).map { change in
        Diagnostic(
          "the ledger was altered: commit \(change.commit) changed a file that was there already",
          at: Place(file: "\(branch.branch):\(change.path)"), hint: "look at it: git show \(change.commit)")
      }
    }
  }

  // MARK: Adding

  package func append(
    _ record: [UInt8], as number: Int, with objects: [[UInt8]], summary: String
  ) throws(Failure) -> Bool {
    try state.withLock { state throws(Failure) in
      for attempt in 1... {
        try read(&state)
        if state.files[Self.path(number)] != nil { return false }
        var added = [(path: Self.path(number), content: record)]
        for object in objects {
          let path = Self.path(ContentDigest(of: object))
          if state.files[path] == nil, !added.contains(where: { $0.path == path }) { added.append((path, object)) }
        }
        let commit = try branch.commit(
          added.map { ("\(folder)/\($0.path)", $0.content) }, onto: state.tip, summary: summary)
        // What was read is outdated either way.
        state.isRead = false
        if try branch.push(commit) { return true }
        guard attempt < Self.attempts else { break }
        // Those who were beaten at once should not come back at once.
        usleep(UInt32.random(in: 5_000...(50_000 * UInt32(min(attempt, 20)))))
      }
      throw Failure(
        .temporary, "the ledger's branch kept changing: \(Self.attempts) pushes were refused", hint: "try again")
    }
  }

  private static let attempts = 100
}
