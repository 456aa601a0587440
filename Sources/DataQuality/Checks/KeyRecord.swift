import Scan

/// What is remembered of a row, to be compared with others of the same key.
struct KeyRecord: Sendable {
  let key: CellHash
  /// Another hash, where one is remembered.
  var label = CellHash()
  /// Counted from 1; 0 where it is not remembered.
  var row = 0

  /// What is remembered beside the key: as few words as that takes.
  enum Layout: Int, Sendable {
    case key = 2
    case keyAndRow = 3
    case keyLabelAndRow = 5

    /// Words of a record.
    var width: Int { rawValue }
  }

  init(key: CellHash, label: CellHash = CellHash(), row: Int = 0) {
    self.key = key
    self.label = label
    self.row = row
  }

  /// - Parameter before: rows before those that the record counts from.
  init(_ words: borrowing Span<UInt64>, at index: Int, _ layout: Layout, rows before: Int) {
    key = CellHash(high: words[index], low: words[index + 1])
    switch layout {
    case .key: break
    case .keyAndRow: row = Int(words[index + 2]) + before
    case .keyLabelAndRow:
      label = CellHash(high: words[index + 2], low: words[index + 3])
      row = Int(words[index + 4]) + before
    }
  }

  func append(to words: inout [UInt64], _ layout: Layout) {
    words.append(key.high)
    words.append(key.low)
    if layout == .keyLabelAndRow {
      words.append(label.high)
      words.append(label.low)
    }
    if layout != .key { words.append(UInt64(row)) }
  }
}

extension CellHash {
  fileprivate init(high: UInt64, low: UInt64) {
    self.init()
    self.high = high
    self.low = low
  }
}
