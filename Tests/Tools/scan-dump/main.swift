import Core
import Glibc
import Scan

// scan-dump rows FILE              the rows of JSON Lines, as RowDump writes them
// scan-dump time FILE [RUNS]       how long finding all members of JSON Lines takes
// scan-dump judge SEED COUNT       drawn JSON Lines and what is made of them, for judge.py to read
// scan-dump csv SEED COUNT         drawn CSV, read by CSV.parse and by CSVScan: they have to agree

private func time(_ path: String, runs: Int) throws(Failure) {
  let file = try MappedFile(path)
  let clock = ContinuousClock()
  for _ in 0..<runs {
    var members = 0
    let start = clock.now
    try file.withBytes { (bytes) throws(Failure) in
      var row = JSONRow()
      var tokenizer = JSONLinesTokenizer(at: JSONLinesTokenizer.start(of: bytes))
      do throws(JSONLinesTokenizer.Problem) {
        while try tokenizer.next(&row, bytes, until: bytes.count) { members += row.members.count }
      } catch {
        throw error.failure(in: path, lines: 0)
      }
    }
    let seconds = (clock.now - start) / .seconds(1)
    print("\(members) members, \(Double(file.count) / seconds / 1e9) GB/s")
  }
}

private func run(_ words: [String]) throws(Failure) {
  switch (words.first, words.count) {
  case ("time", 2...3): try time(words[1], runs: words.count == 3 ? Int(words[2]) ?? 1 : 1)
  default: throw Failure(.usage, "not a command of scan-dump", hint: "its source names them")
  }
}

do throws(Failure) {
  try run(Array(CommandLine.arguments.dropFirst()))
} catch {
  let text = Array("\(error)\n".utf8)
  _ = unsafe text.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
  exit(error.code.rawValue)
}
