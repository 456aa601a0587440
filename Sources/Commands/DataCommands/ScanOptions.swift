import ArgumentParser
import CommandSupport
import Core
import Scan

/// How a file is read.
struct ScanOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("How many threads; the result is the same for any number. (default: one each processor)"))
  var threads: Int?

  /// - Throws: `usage` when the number makes no sense.
  func count() throws(Failure) -> Int {
    guard let threads else { return Parallel.processors }
    guard (1...256).contains(threads) else {
      throw Failure(.usage, "--threads \(threads) makes no sense", hint: "give a number from 1 to 256")
    }
    return threads
  }
}
