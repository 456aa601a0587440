import Core
import Glibc
import Scan

// scan-dump judge SEED COUNT    drawn JSON Lines and what is made of them, for Tests/Fixtures/json/judge.py
// scan-dump judge-file FILE     the same of the documents in a file, one a line in hexadecimal
// scan-dump csv SEED COUNT      drawn CSV, read by CSV.parse and by CSVScan: they have to agree
// scan-dump time FILE [RUNS]    how long finding all members of JSON Lines takes

private func judge(_ document: [UInt8], pieces: Int) throws(Failure) {
  print("\(RowDump.hexadecimal(document))\t\(try RowDump.verdict(document, pieces: pieces))")
}

private func document(hexadecimal: Substring) -> [UInt8] {
  let digits = hexadecimal.utf8.map { $0 < 58 ? $0 - 48 : $0 - 87 }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

private func judge(_ path: String) throws(Failure) {
  let text = String(decoding: try Files.read(path), as: UTF8.self)
  for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
    for pieces in [1, 7] { try judge(document(hexadecimal: line), pieces: pieces) }
  }
}

private func judge(seed: UInt64, count: Int) throws(Failure) {
  var drawn = DrawnJSON(seed: seed)
  for round in 0..<count { try judge(drawn.document(), pieces: 1 + round % 61) }
}

private func drawCSV(seed: UInt64, count: Int) throws(Failure) {
  var drawn = DrawnCSV(seed: seed)
  for _ in 0..<count { try drawn.attempt() }
  print("\(drawn.refused) refused, \(drawn.read) read")
}

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
  case ("judge", 3), ("csv", 3):
    guard let seed = UInt64(words[1]), let count = Int(words[2]) else { throw Failure(.usage, "no such seed or count") }
    if words[0] == "csv" { try drawCSV(seed: seed, count: count) } else { try judge(seed: seed, count: count) }
  case ("judge-file", 2): try judge(words[1])
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
