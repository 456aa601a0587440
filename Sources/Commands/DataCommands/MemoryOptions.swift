import ArgumentParser
import CommandSupport
import Core
import Scan

/// How much a check remembers of rows in memory, and where the rest goes.
struct MemoryOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "How much rules may remember of rows in memory, such as 2GiB; the rest goes to TMPDIR. (default: 512MiB)",
      valueName: "size"))
  var memory: String?

  private static let units = [
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
  ]

  /// - Throws: `usage` for what is no size, and for one below a mebibyte: what is written at once should be worth it.
  func scratch(_ session: Session) throws(Failure) -> ScratchSpace {
    let limit = try memory.map { text throws(Failure) in try Self.bytes(text) } ?? 512 << 20
    return ScratchSpace(session.variable("TMPDIR") ?? "/tmp", limit: limit)
  }

  private static func bytes(_ text: String) throws(Failure) -> Int {
    let hint = "write a number and a unit, at least 1MiB: \(units.map(\.0).joined(separator: ", "))"
    for (unit, size) in units where text.lowercased().hasSuffix(unit.lowercased()) {
      let digits = text.dropLast(unit.count)
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits) else { break }
      let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: size)
      if isTooMuch { throw Failure(.usage, "--memory \(text) is more than there can be", hint: hint) }
      if bytes < 1 << 20 { throw Failure(.usage, "--memory \(text) is too little", hint: hint) }
      return bytes
    }
    throw Failure(.usage, "--memory \(text) is no size", hint: hint)
  }
}
