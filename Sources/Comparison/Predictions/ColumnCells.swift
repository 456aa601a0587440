import Scan

/// What one column of predictions holds, collected chunk by chunk.
protocol ColumnCells: Sendable {
  /// What has to be read for it.
  static var needs: ColumnNeeds { get }
  init()
  mutating func visit(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>)
  mutating func merge(_ next: Self)
}

/// Numbers.
struct NumberCells: ColumnCells {
  static let needs: ColumnNeeds = [.numbers, .nulls]

  /// A row each; NaN where there is no number.
  private(set) var values: [Double] = []
  /// The first row whose cell is missing, no number, NaN or infinite.
  private(set) var firstBad: Int?

  mutating func visit(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    var found = [Double](repeating: .nan, count: batch.rows)
    if !batch.typed.isEmpty, batch.typed[column].type.hasNumbers {
      let typed = batch.typed[column]
      if let dictionary = typed.dictionary {
        for index in 0..<typed.count {
          found[typed.row(of: index)] = dictionary.values.numbers[Int(typed.codes[index])]
        }
      } else {
        for index in 0..<typed.count { found[typed.row(of: index)] = typed.values.numbers[index] }
      }
    } else {
      batch.forEachValue(column, bytes) { row, bytes, range, _ in
        var isInteger = true
        if !range.isEmpty { found[row] = FastNumber.number(bytes, range, &isInteger) }
      }
    }
    if firstBad == nil { firstBad = found.firstIndex { !$0.isFinite }.map { $0 + values.count } }
    if values.isEmpty { values = found } else { values += found }
  }

  mutating func merge(_ next: NumberCells) {
    if firstBad == nil { firstBad = next.firstBad.map { $0 + values.count } }
    values += next.values
  }
}

/// Texts of which there are few different ones: labels, classes, slices.
struct CodeCells: ColumnCells {
  static let needs: ColumnNeeds = [.text, .nulls]

  /// A row each: the text's place in `names`, or −1 where it is missing.
  private(set) var codes: [Int32] = []
  /// In the order in which they occur.
  private(set) var names: [String] = []
  private var places: [CellHash: Int32] = [:]
  /// The first row whose cell is missing.
  private(set) var firstMissing: Int?
  /// Of different texts; beyond it nothing more is read, and the column says nothing.
  private let limit: Int
  private(set) var isOverflowing = false

  init(limit: Int) { self.limit = limit }
  init() { self.init(limit: .max) }

  mutating func visit(_ column: Int, _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    if isOverflowing { return }
    var found = [Int32](repeating: -1, count: batch.rows)
    // Neighbours are often the same.
    var last: (hash: CellHash, code: Int32)?
    let missing = batch.forEachValue(column, bytes) { row, bytes, range, _ in
      if range.isEmpty { return }
      var hash = CellHash()
      hash.add(bytes, range)
      if let last, last.hash.isSame(as: hash) {
        found[row] = last.code
        return
      }
      let code = code(of: hash) { String(decoding: range.map { bytes[$0] }, as: UTF8.self) }
      found[row] = code
      last = (hash, code)
    }
    if names.count > limit {
      overflow()
      return
    }
    if firstMissing == nil, missing > 0 { firstMissing = found.firstIndex(of: -1).map { $0 + codes.count } }
    if codes.isEmpty { codes = found } else { codes += found }
  }

  private mutating func code(of hash: CellHash, _ name: () -> String) -> Int32 {
    if let code = places[hash] { return code }
    let code = Int32(truncatingIfNeeded: names.count)
    places[hash] = code
    names.append(name())
    return code
  }

  private mutating func overflow() {
    isOverflowing = true
    (codes, names, places) = ([], [], [:])
  }

  mutating func merge(_ next: CodeCells) {
    if isOverflowing || next.isOverflowing {
      overflow()
      return
    }
    if firstMissing == nil { firstMissing = next.firstMissing.map { $0 + codes.count } }
    var meanings = [Int32](repeating: -1, count: next.names.count)
    for (hash, place) in next.places {
      // In the other's order, so that the order of a dictionary does not show.
      meanings[Int(place)] = places[hash] ?? -1
    }
    let hashes = next.places.sorted { $0.value < $1.value }.map(\.key)
    for (place, hash) in hashes.enumerated() where meanings[place] < 0 {
      meanings[place] = code(of: hash) { next.names[place] }
    }
    codes += next.codes.map { $0 < 0 ? -1 : meanings[Int($0)] }
    if names.count > limit { overflow() }
  }
}

/// Texts that are nearly all different, of one column or of several together, as their hashes: ids.
struct IDCells: Sendable {
  static let needs: ColumnNeeds = [.text, .nulls]

  private(set) var hashes: [CellHash] = []
  /// The first row where one of the texts is missing.
  private(set) var firstMissing: Int?

  mutating func visit(_ columns: [Int], _ batch: borrowing CellBatch, _ bytes: borrowing Span<UInt8>) {
    if columns.isEmpty { return }
    var found = [CellHash](repeating: CellHash(), count: batch.rows)
    var missing: Int?
    for column in columns {
      batch.forEachValue(column, bytes) { row, bytes, range, _ in found[row].add(bytes, range) }
      batch.forEachNull(column) { row in missing = min(missing ?? row, row) }
    }
    if firstMissing == nil { firstMissing = missing.map { $0 + hashes.count } }
    if hashes.isEmpty { hashes = found } else { hashes += found }
  }

  mutating func merge(_ next: IDCells) {
    if firstMissing == nil { firstMissing = next.firstMissing.map { $0 + hashes.count } }
    hashes += next.hashes
  }
}
