import Core
import DataSources
import Tables

/// A data set that the policy will name.
struct DataSetChoice {
  var name: String
  let source: TableFile
  /// The one to compare it with for drift.
  let reference: TableFile?
  /// Where its contract goes.
  var contract = "contract.yaml"

  /// More data sets than this in one policy were hardly all meant.
  private static let maximum = 5

  private static let referenceWords: Set<String> = ["baseline", "golden", "ref", "reference", "train", "training"]
  /// What is called so is not what a release should rest on.
  private static let doubtfulWords: Set<String> = [
    "backup", "bad", "broken", "copy", "corrupt", "corrupted", "drift", "drifted", "example", "invalid", "old",
    "sample",
    "tmp",
  ]

  /// Picks data sets: of tables with the same columns one is the data, and one may be the reference.
  ///
  /// - Parameter tables: in natural order.
  /// - Returns: the data sets, and the tables that were not needed.
  static func choose(among tables: [TableFile], model: String) -> (sets: [DataSetChoice], left: [TableFile]) {
    var groups: [[TableFile]] = []
    for table in tables {
      let columns = table.columns
      if let index = groups.firstIndex(where: { $0[0].columns == columns }) {
        groups[index].append(table)
      } else {
        groups.append([table])
      }
    }
    var sets: [DataSetChoice] = []
    var left: [TableFile] = []
    for group in groups {
      let reference = group.count > 1 ? group.first { $0.isCalled(referenceWords) } : nil
      let candidates = group.filter { $0.path != reference?.path }
      guard
        let source = candidates.first(where: { Path.stem($0.path) == model })
          ?? candidates.first(where: { !$0.isCalled(doubtfulWords) }) ?? candidates.first
      else { continue }
      if sets.count < maximum {
        sets.append(DataSetChoice(name: Path.stem(source.path), source: source, reference: reference))
        left += candidates.filter { $0.path != source.path }
      } else {
        left += group
      }
    }
    return (named(sets), left)
  }

  /// Data sets of these files and no others.
  static func of(_ tables: [TableFile]) -> [DataSetChoice] {
    named(tables.map { DataSetChoice(name: Path.stem($0.path), source: $0, reference: nil) })
  }

  /// With names that a policy may use, each once, and a contract for each.
  private static func named(_ sets: [DataSetChoice]) -> [DataSetChoice] {
    var taken: Set<String> = []
    return sets.map { set in
      var set = set
      let stem = Name.suggestion(from: set.name, else: "data")
      set.name = stem
      var count = 1
      while !taken.insert(set.name).inserted {
        count += 1
        set.name = "\(stem)-\(count)"
      }
      if sets.count > 1 { set.contract = "contracts/\(set.name).yaml" }
      return set
    }
  }
}

/// A CSV file that was read.
struct TableFile {
  let path: String
  let table: Table

  var columns: [String] { table.columns.map(\.name) }

  func isCalled(_ words: Set<String>) -> Bool { !Set(Words.of(Path.stem(path))).isDisjoint(with: words) }

  /// Nothing here needs more; `--data` reads a file of any size.
  private static let maximumSize = 64 << 20

  /// - Throws: why it is not a table that a contract could be inferred from.
  init(_ path: String, bounded: Bool = false) throws(Failure) {
    if bounded, let size = Files.size(path), size > Self.maximumSize {
      throw Failure(.malformedData, "larger than 64 MiB", at: Place(file: path), hint: "name it with --data")
    }
    table = try Table(of: DataSource(path).rows)
    self.path = path
    if table.rowCount == 0 {
      throw Failure(
        .malformedData, "the file has a header but no rows", at: Place(file: path),
        hint: "a contract is inferred from values: name a file that has some")
    }
  }
}
