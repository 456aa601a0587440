import Core
import Glibc
import Parquet

/// Damages files and reads them: whatever is in a file, reading has to end, with values or with a failure.
struct Mutation {
  private var state: UInt64
  private let scratch: String
  private(set) var refused = 0
  private(set) var read = 0

  init(seed: UInt64, scratch: String) {
    state = seed
    self.scratch = scratch
  }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  private mutating func random(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ value >> 31) % UInt64(limit))
  }

  /// Reads `count` damaged copies of a file.
  mutating func fuzz(_ bytes: [UInt8], count: Int) throws(Failure) {
    for _ in 0..<count {
      var copy = bytes
      for _ in 0...random(4) { damage(&copy) }
      _ = try attempt(copy)
    }
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    if bytes.isEmpty { return }
    let place = random(bytes.count)
    switch random(8) {
    case 0, 1, 2: bytes[place] ^= 1 << UInt8(random(8))
    case 3: bytes[place] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF][random(6)]
    case 4: bytes[place] = UInt8(random(256))
    case 5: bytes.insert(UInt8(random(256)), at: place)
    case 6: bytes.remove(at: place)
    default:
      // A piece of the file in the place of another.
      let length = min(random(32), bytes.count - place)
      let source = random(bytes.count - length + 1)
      bytes.replaceSubrange(place..<place + length, with: bytes[source..<source + length])
    }
  }

  /// Cuts a file off at every length.
  ///
  /// - Throws: when a part is taken for the whole.
  mutating func truncate(_ bytes: [UInt8]) throws(Failure) {
    for length in 0..<bytes.count where try attempt(Array(bytes[..<length])) != nil {
      throw Failure(.fail, "the first \(length) bytes were read as if they were all")
    }
  }

  /// Turns over every bit before the footer of a file whose pages have checksums.
  ///
  /// - Throws: when the file is then read with other values than before.
  mutating func flip(_ bytes: [UInt8]) throws(Failure) {
    guard let answer = try attempt(bytes) else { throw Failure(.fail, "the file itself cannot be read") }
    let footer = bytes.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    for bit in 32..<(bytes.count - 8 - footer) * 8 {
      var copy = bytes
      copy[bit >> 3] ^= 1 << UInt8(bit & 7)
      if let other = try attempt(copy), other != answer {
        throw Failure(.fail, "bit \(bit & 7) of byte \(bit >> 3) was turned over, and other values were read")
      }
    }
  }

  /// What is read from these bytes; nil when they are refused.
  private mutating func attempt(_ bytes: [UInt8]) throws(Failure) -> [UInt8]? {
    try write(bytes)
    var dump = Dump(.canonical)
    do throws(Failure) {
      try dump.add(scratch)
    } catch {
      guard error.code == .malformedData else { throw error }
      refused += 1
      return nil
    }
    read += 1
    return dump.output
  }

  private func write(_ bytes: [UInt8]) throws(Failure) {
    let number = unsafe open(scratch, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(number) }
    let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
    if count != bytes.count { throw Failure.system("cannot write", scratch) }
  }
}
