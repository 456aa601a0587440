import Scan

/// Different keys, each with a number: the place at which it was first found among them. 16 bytes a key, and 8 to 16 to find
/// it by.
struct KeySet: Sendable {
  /// In the order in which they were found.
  private(set) var keys: [CellHash] = []
  /// Open addressing, half full at most; the key's number, counted from 1.
  private var slots = [UInt32](repeating: 0, count: 16)

  init() {}

  /// What it takes in memory.
  var bytes: Int { 16 * keys.capacity + 4 * slots.count }

  /// - Returns: the key's number, counted from 0, and whether it was not there yet.
  @discardableResult
  mutating func insert(_ key: CellHash) -> (number: Int, isNew: Bool) {
    var slot = slot(of: key)
    if slots[slot] > 0 { return (Int(slots[slot]) - 1, false) }
    if 2 * (keys.count + 1) > slots.count {
      grow()
      slot = self.slot(of: key)
    }
    keys.append(key)
    slots[slot] = UInt32(truncatingIfNeeded: keys.count)
    return (keys.count - 1, true)
  }

  func contains(_ key: CellHash) -> Bool { slots[slot(of: key)] > 0 }

  /// The key's number, counted from 0.
  func number(of key: CellHash) -> Int? {
    let known = slots[slot(of: key)]
    return known > 0 ? Int(known) - 1 : nil
  }

  /// Where the key is, or would be.
  private func slot(of key: CellHash) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.low) & mask
    while slots[slot] > 0, !keys[Int(slots[slot]) - 1].isSame(as: key) { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let mask = 2 * slots.count - 1
    slots = [UInt32](repeating: 0, count: mask + 1)
    for (index, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.low) & mask
      while slots[slot] > 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
  }
}
