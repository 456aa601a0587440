package import Core
package import Ledger

/// What a ledger's entries say, read off in order.
package struct ReleaseHistory: Sendable {
  /// The first one first; see `ReleaseLedger.entries()`.
  package let entries: [ReleaseLedger.Recorded]

  package init(_ entries: [ReleaseLedger.Recorded]) { self.entries = entries }

  /// Which version holds each stage now.
  package var stages: [String: LedgerEntry.Release] { entries.last?.entry.stages ?? [:] }

  /// The registration of a version; nil when there is none.
  package func registration(of version: String) -> LedgerEntry? {
    entries.first { $0.entry.kind == .register && $0.entry.version == version }?.entry
  }

  package var versions: [String] { entries.filter { $0.entry.kind == .register }.map(\.entry.version) }

  /// The entry by which the version that holds the stage took it.
  package func lastRelease(to stage: String) -> ReleaseLedger.Recorded? {
    entries.last { $0.entry.kind.releases && $0.entry.stage == stage }
  }

  /// The latest plan for the stage that asks for approvals, if nothing was released to the stage since.
  package func openRequest(for stage: String) -> ReleaseLedger.Recorded? {
    let last = entries.last { $0.entry.stage == stage && ($0.entry.kind.releases || $0.entry.kind == .request) }
    return last?.entry.kind == .request ? last : nil
  }

  /// The request that put a plan on record.
  package func request(of plan: ContentDigest) -> ReleaseLedger.Recorded? {
    entries.last { $0.entry.kind == .request && $0.entry.plan == plan }
  }

  /// The approvals of a plan that were put on record.
  package func approvals(of plan: ContentDigest) -> [LedgerEntry.ApprovalReference] {
    entries.filter { $0.entry.kind == .approve && $0.entry.plan == plan }.flatMap(\.entry.approvals)
  }

  /// What a plan for the stage starts from: see `PromotionPlan.base`. Nil while the ledger is empty.
  package func base(of stage: String) -> ContentDigest? {
    (lastRelease(to: stage) ?? entries.first)?.digest
  }

  /// Whether the version with that artifact ever held the stage.
  package func wasReleased(_ version: String, _ artifact: ContentDigest, to stage: String) -> Bool {
    entries.contains {
      $0.entry.kind.releases && $0.entry.stage == stage && $0.entry.version == version && $0.entry.artifact == artifact
    }
  }

  /// The entry that carried out a plan, if it still is what holds the stage.
  package func standing(_ plan: ContentDigest, at stage: String) -> ReleaseLedger.Recorded? {
    guard let last = lastRelease(to: stage), last.entry.plan == plan else { return nil }
    return last
  }

  /// The versions that held the stage before what holds it now, the latest first, each once.
  package func earlierReleases(at stage: String) -> [LedgerEntry.Release] {
    var seen: Set<String> = []
    if let current = stages[stage] { seen.insert(current.version) }
    return entries.reversed().compactMap { recorded in
      let entry = recorded.entry
      guard entry.kind.releases, entry.stage == stage, seen.insert(entry.version).inserted else { return nil }
      return LedgerEntry.Release(version: entry.version, artifact: entry.artifact, sequence: entry.sequence)
    }
  }

  /// The next entry, to be completed and appended.
  package func next(
    _ kind: LedgerEntry.Kind, model: String, version: String, artifact: ContentDigest, stage: String?,
    time: Timestamp, actor: String
  ) -> LedgerEntry {
    var entry = LedgerEntry(
      sequence: entries.count + 1, previous: entries.last?.digest, model: model, kind: kind, time: time, actor: actor,
      version: version, artifact: artifact)
    entry.stages = stages
    if let stage {
      entry.stage = stage
    }
    if let stage, kind.releases {
      entry.stages[stage] = LedgerEntry.Release(version: version, artifact: artifact, sequence: entry.sequence)
    }
    return entry
  }
}
