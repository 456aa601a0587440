import Scan
import Synchronization

extension KeyPartitions {
  /// The rows whose key another row has too: all of these, or all but the first of each key; nil when not all could be read
  /// back.
  ///
  /// - Parameter limit: how many rows are kept.
  func duplicates(_ occurrences: ContractRule.Occurrences, keeping limit: Int, threads: Int) -> FirstRows? {
    let found = Mutex(FirstRows(limit))
    let isRead = Self.forEachBucket(rows: count, threads: threads) { bucket in
      var rows = FirstRows(limit)
      var keys = KeySet()
      // By key the row that had it first; 0 once that is found to be one of several.
      var firsts: [Int] = []
      let isRead = forEach(in: bucket) { record in
        let (number, isNew) = keys.insert(record.key)
        if isNew {
          firsts.append(record.row)
          return
        }
        rows.add(record.row)
        if occurrences == .all, firsts[number] > 0 {
          rows.add(firsts[number])
          firsts[number] = 0
        }
      }
      found.withLock { $0.add(rows) }
      return isRead
    }
    return isRead ? found.withLock { $0 } : nil
  }

  /// The rows whose key another row has with another label; nil when not all could be read back.
  ///
  /// - Parameter limit: how many rows are kept.
  func conflicting(keeping limit: Int, threads: Int) -> FirstRows? {
    let found = Mutex(FirstRows(limit))
    let isRead = Self.forEachBucket(rows: count, threads: threads) { bucket in
      var keys = KeySet()
      // By key.
      var labels: [CellHash] = []
      var conflicts: [Bool] = []
      var hasConflicts = false
      let isRead = forEach(in: bucket) { record in
        let (number, isNew) = keys.insert(record.key)
        if isNew {
          labels.append(record.label)
          conflicts.append(false)
        } else if !labels[number].isSame(as: record.label) {
          conflicts[number] = true
          hasConflicts = true
        }
      }
      if !isRead || !hasConflicts { return isRead }
      var rows = FirstRows(limit)
      let isReadAgain = forEach(in: bucket) { record in
        if let number = keys.number(of: record.key), conflicts[number] { rows.add(record.row) }
      }
      found.withLock { $0.add(rows) }
      return isReadAgain
    }
    return isRead ? found.withLock { $0 } : nil
  }

  /// The rows whose key is, or is not, among others; nil when not all could be read back.
  ///
  /// - Parameter limit: how many rows are kept.
  func rows(found isFound: Bool, in others: KeyPartitions, keeping limit: Int, threads: Int) -> FirstRows? {
    let found = Mutex(FirstRows(limit))
    let isRead = Self.forEachBucket(rows: count + others.count, threads: threads) { bucket in
      var keys = KeySet()
      guard others.forEach(in: bucket, { keys.insert($0.key) }) else { return false }
      var rows = FirstRows(limit)
      let isRead = forEach(in: bucket) { record in
        if keys.contains(record.key) == isFound { rows.add(record.row) }
      }
      found.withLock { $0.add(rows) }
      return isRead
    }
    return isRead ? found.withLock { $0 } : nil
  }
}
