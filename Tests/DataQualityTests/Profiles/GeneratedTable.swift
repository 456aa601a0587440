import Core
import DataQuality
import Scan

/// A table of every kind of column, the same each time.
struct GeneratedTable {
  static let columns = [
    "id", "count", "amount", "stars", "score", "city", "mail", "flag", "day", "moment", "visit", "maybe", "nothing",
  ]
  let rows: [String]

  /// - Parameter shift: how far the numbers and moments are moved, in parts of their range.
  init(rows count: Int, seed: UInt64 = 1, shift: Double = 0) {
    var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ below: Int) -> Int {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return Int(random >> 33) % below
    }
    let cities = ["Berlin", "Lagos", "Oslo", "Paris", "São Paulo", "北京"]
    rows = (0..<count).map { row in
      let seconds = 1_700_000_000 + next(80_000_000) + Int(80_000_000 * shift)
      let date = CivilDate(daysSinceEpoch: seconds / 86_400)
      let day = "\(date.year)-\(Self.two(date.month))-\(Self.two(date.day))"
      let clock = "\(Self.two(seconds / 3600 % 24)):\(Self.two(seconds / 60 % 60)):\(Self.two(seconds % 60))"
      let amount = Double(next(1 << 20)) / 64 + 16_384 * shift
      return [
        "\(row)", "\(next(200))", "\(amount)", "\(1 + min(4, next(8)))", "\(Double(next(1000) + next(1000)) / 7 - 140)",
        cities[min(next(9), 5)], "user\(next(5000))@example.com", next(3) == 0 ? "true" : "false", day,
        "\(day)T\(clock)", "\(day) \(clock).\(next(10))", next(4) == 0 ? "" : "\(next(50))", "",
      ].joined(separator: ",")
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  func profile(_ range: Range<Int>, threads: Int = 1, chunk: Int = 1 << 20) throws -> DataProfile {
    try Self.profile(Self.columns, rows[range], threads: threads, chunk: chunk)
  }

  func scan() throws -> CSVScan { try Self.scan(Self.columns, rows[...]) }

  var profile: DataProfile { get throws { try profile(0..<rows.count) } }

  /// Profiles of so many parts of the rows, one behind the other, of different sizes.
  func parts(_ count: Int) throws -> [ProfileMerge.Part] {
    let ends = (0...count).map { rows.count * $0 * $0 / (count * count) }
    return try (0..<count).map { ProfileMerge.Part("\($0).json", try profile(ends[$0]..<ends[$0 + 1])) }
  }

  static func scan(_ columns: [String], _ rows: ArraySlice<String>, chunk: Int = 1 << 20) throws -> CSVScan {
    let text = ([columns.joined(separator: ",")] + rows).map { $0 + "\n" }.joined()
    return try CSVScan(MappedFile(bytes: Array(text.utf8)), name: "data.csv", chunkSize: chunk)
  }

  static func profile(
    _ columns: [String], _ rows: ArraySlice<String>, threads: Int = 1, chunk: Int = 1 << 20
  ) throws -> DataProfile {
    try DataProfile(of: scan(columns, rows, chunk: chunk), threads: threads)
  }
}

extension ProfileMerge {
  /// Of one column in several parts; a cell is a row.
  static func column(_ parts: [[String]], fillingMissing: Bool = false) throws -> ProfileMerge {
    try ProfileMerge(
      parts.enumerated().map { index, cells in
        // A row of one empty cell would be an empty line.
        ProfileMerge.Part(
          "\(index).json", try GeneratedTable.profile(["n", "other"], cells.map { "\($0),1" }[...]))
      }, fillingMissing: fillingMissing)
  }
}
