import Core
import Glibc
import Parquet

// parquet-dump canonical FILE         every value, exactly
// parquet-dump text FILE              every value, as people see it
// parquet-dump fuzz SEED COUNT FILE…  reads damaged copies
// parquet-dump truncate FILE          reads every beginning
// parquet-dump flip FILE              reads it with each bit turned over
// parquet-dump scan|sum FILE [RUNS]   how long reading all values, or all numbers, takes

/// More memory than reading any file may need: past it the program ends.
private func limitMemory() {
  var limit = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
  unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
}

/// Where damaged copies are written, without a disk where there is memory.
private nonisolated func scratchPath() -> String {
  "\(Files.isDirectory("/dev/shm") ? "/dev/shm" : "/tmp")/modelgate-parquet-\(getpid())"
}

private func dump(_ style: Dump.Style, _ path: String) throws(Failure) {
  var dump = Dump(style)
  try dump.add(path)
  var rest = dump.output[...]
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
    if count <= 0 { throw Failure.system("cannot write", "standard output") }
    rest = rest.dropFirst(count)
  }
}

private func damage(_ paths: [String], seed: UInt64 = 0, _ each: (inout Mutation, [UInt8]) throws(Failure) -> Void)
  throws(Failure)
{
  limitMemory()
  let scratch = scratchPath()
  var mutation = Mutation(seed: seed, scratch: scratch)
  for path in paths { try each(&mutation, Files.read(path)) }
  Files.remove(scratch)
  print("\(mutation.refused) refused, \(mutation.read) read")
}

private func time(_ path: String, numbersOnly: Bool, runs: Int) throws(Failure) {
  limitMemory()
  let clock = ContinuousClock()
  for _ in 0..<runs {
    var scan = Scan()
    let start = clock.now
    try scan.add(path, numbersOnly: numbersOnly)
    let elapsed = clock.now - start
    print("\(elapsed / .milliseconds(1)) \(scan.values) \(scan.integers) \(scan.reals) \(scan.bytes)")
  }
}

private func run(_ words: [String]) throws(Failure) {
  switch (words.first, words.count) {
  case ("canonical", 2): try dump(.canonical, words[1])
  case ("text", 2): try dump(.text, words[1])
  case ("fuzz", 4...):
    guard let seed = UInt64(words[1]), let count = Int(words[2]) else { throw Failure(.usage, "no such seed or count") }
    try damage(Array(words[3...]), seed: seed) { (mutation, bytes) throws(Failure) in
      try mutation.fuzz(bytes, count: count)
    }
  case ("truncate", 2):
    try damage([words[1]]) { (mutation, bytes) throws(Failure) in try mutation.truncate(bytes) }
  case ("flip", 2): try damage([words[1]]) { (mutation, bytes) throws(Failure) in try mutation.flip(bytes) }
  case ("scan", 2...3): try time(words[1], numbersOnly: false, runs: words.count == 3 ? Int(words[2]) ?? 1 : 1)
  case ("sum", 2...3): try time(words[1], numbersOnly: true, runs: words.count == 3 ? Int(words[2]) ?? 1 : 1)
  default: throw Failure(.usage, "not a command of parquet-dump", hint: "its source names them")
  }
}

do throws(Failure) {
  try run(Array(CommandLine.arguments.dropFirst()))
} catch {
  let text = Array("\(error)\n".utf8)
  _ = unsafe text.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
  exit(error.code.rawValue)
}
