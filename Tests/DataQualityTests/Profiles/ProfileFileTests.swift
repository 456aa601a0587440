import Core
import DataQuality
import Scan
import Testing

@Suite("Saved profiles are small, read back as they were, and refused when they are damaged")
struct ProfileFileTests {
  private static let table = GeneratedTable(rows: 3000)

  @Test("what is read is what was written, for any number of threads and however the file is cut")
  func roundTrip() throws {
    let profile = try Self.table.profile
    #expect(try DataProfile(parsing: profile.file, file: "p.json") == profile)
    #expect(DataProfile.isProfile(MappedFile(bytes: profile.file)))
    for (threads, chunk) in [(1, 5000), (3, 20_000)] {
      #expect(try Self.table.profile(0..<3000, threads: threads, chunk: chunk).file == profile.file)
    }
  }

  @Test("no column takes more than 14 kilobytes, texts of its list aside")
  func size() throws {
    let table = GeneratedTable(rows: 100_000)
    let merged = try ProfileMerge(table.parts(3), fillingMissing: false).profile
    for profile in [try table.profile, merged] {
      let lines = String(decoding: profile.file, as: UTF8.self).split(separator: "\n").dropFirst().dropLast()
      #expect(lines.count == GeneratedTable.columns.count)
      for line in lines where !line.contains("\"name\":\"mail\"") {
        #expect(line.utf8.count <= 14_000, "\(line.prefix(100)): \(line.utf8.count)")
      }
      #expect(profile.file.count < 120_000)
    }
  }

  /// A read profile has to serve whatever asks something of it.
  private func use(_ bytes: [UInt8]) -> Bool {
    guard let profile = try? DataProfile(parsing: bytes, file: "p.json") else { return false }
    let parts = [ProfileMerge.Part("a", profile), ProfileMerge.Part("b", profile)]
    if let merged = try? ProfileMerge(parts, fillingMissing: false) {
      #expect((try? DataProfile(parsing: merged.profile.file, file: "m")) == merged.profile)
    }
    var settings = DataCheckSettings()
    settings.drift = DriftLimits(psi: 0.2)
    _ = try? DataCheck.run(
      GeneratedTable.scan(["n", "t", "d"], ["1,a,2024-01-01"]), contract: nil, reference: profile, settings: settings)
    return true
  }

  private static func small() throws -> [UInt8] {
    // Of each form that a column has: listed and in points, of numbers, texts and moments.
    let rows = (0..<400).map { row in
      let clock = "\(10 + row / 60):\(10 + row % 50):\(10 + row % 7)"
      return "\(row % 12),t\(row % 30),2024-01-0\(1 + row % 9)T\(clock)"
    }
    return try GeneratedTable.profile(["n", "t", "d"], rows[...]).file
  }

  @Test("cut off anywhere it is an error")
  func truncated() throws {
    let bytes = try Self.small()
    for end in stride(from: 0, to: bytes.count - 1, by: 11) {
      let failure = #expect(throws: Failure.self) {
        try DataProfile(parsing: Array(bytes[..<end]), file: "p.json")
      }
      #expect(failure?.code == .malformedData)
      #expect(failure?.description.hasPrefix("p.json: ") ?? false)
      // Nobody takes it for a table.
      #expect(end < 40 || DataProfile.isProfile(MappedFile(bytes: Array(bytes[..<end]))))
    }
  }

  @Test("with any bit changed it is an error or a profile, and never a crash")
  func flipped() throws {
    let bytes = try Self.small()
    var accepted = 0
    let places = stride(from: 0, to: bytes.count, by: 7)
    for index in places {
      // Each bit in turn.
      var changed = bytes
      changed[index] ^= 1 << (index / 7 % 8)
      if use(changed) { accepted += 1 }
    }
    // Digits behind a point, names and texts may be others.
    #expect(2 * accepted < bytes.count / 7, "\(accepted)")
  }

  @Test(
    "what contradicts itself is an error that names the column",
    arguments: [
      ("\"nulls\":0", "\"nulls\":-1"), ("\"nulls\":0", "\"nulls\":401"), ("\"rows\":400", "\"rows\":399"),
      ("\"kind\":\"date\"", "\"kind\":\"text\""), ("\"moment\":\"timestamp\",", ""), ("\"squares\":", "\"squares\":-"),
      ("\"minimum\":0", "\"minimum\":3"), ("\"distinct\":12", "\"distinct\":1.5"), ("\"counts\":[34", "\"counts\":[33"),
      ("\"merge\":{", "\"unmerged\":{"), ("\"sketch\":\"", "\"sketch\":\"AAAA"), ("\"other\":0", "\"other\":1"),
      ("\"name\":\"t\"", "\"name\":\"n\""), ("\"maximumLength\":3", "\"maximumLength\":1"),
      ("\"minimum\":0", "\"minimum\":1e999"),
    ])
  func contradictory(original: String, change: String) throws {
    let text = String(decoding: try Self.small(), as: UTF8.self)
    #expect(text.contains(original), "\(text.prefix(2000))")
    let failure = #expect(throws: Failure.self) {
      try DataProfile(parsing: Array(text.replacing(original, with: change).utf8), file: "p.json")
    }
    #expect(failure?.code == .malformedData)
    if change.contains("1e999") { return }
    #expect(failure?.description.contains("the profile is damaged: ") ?? false)
    #expect(failure?.description.contains("\nhint: ") ?? false)
  }

  @Test("numbers beyond all bounds are written as numbers, and read")
  func extreme() throws {
    let cells = ["1.7e308", "-1.7e308", "1.6e308", "5e-324", "0", "-0", "1e300", "2", "3", "4", "5", "6"]
    let profile = try GeneratedTable.profile(["n"], cells[...])
    let read = try DataProfile(parsing: profile.file, file: "p.json")
    #expect(read.columns[0].numbers?.minimum == -1.7e308 && read.columns[0].numbers?.maximum == 1.7e308)
    let merged = try ProfileMerge(
      [ProfileMerge.Part("a", read), ProfileMerge.Part("b", profile)], fillingMissing: false
    ).profile
    _ = try DataProfile(parsing: merged.file, file: "m.json")
  }
}
