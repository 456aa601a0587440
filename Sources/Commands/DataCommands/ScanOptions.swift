import ArgumentParser
import CommandSupport
import Core
import DataSources
import Scan

/// How a file is read.
struct ScanOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("How many threads; the result is the same for any number. (default: one each processor)"))
  var threads: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("What separates cells: a character, tab, comma, semicolon or pipe. (default: found out)"))
  var separator: String?

  /// Nil when it is to be found out.
  func dialect() throws(Failure) -> Dialect? {
    guard let separator else { return nil }
    return try Dialect(named: separator)
  }

  /// - Throws: `usage` when the number makes no sense.
  func count() throws(Failure) -> Int {
    guard let threads else { return Parallel.processors }
    guard (1...256).contains(threads) else {
      throw Failure(.usage, "--threads \(threads) makes no sense", hint: "give a number from 1 to 256")
    }
    return threads
  }
}
