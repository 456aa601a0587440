/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ value >> 31) % UInt64(limit))
  }

  mutating func one(of pieces: [String]) -> String { pieces[below(pieces.count)] }

  mutating func damage(_ bytes: inout [UInt8], with pieces: [String]) {
    let place = below(bytes.count + 1)
    switch below(6) {
    case 0: bytes.insert(contentsOf: one(of: pieces).utf8, at: place)
    case 1: bytes.insert(UInt8(below(256)), at: place)
    case 2: bytes.removeSubrange(place...)
    case 3 where place < bytes.count: bytes.remove(at: place)
    case 4 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
    default:
      // A piece of it once more, elsewhere.
      let length = min(below(16), bytes.count - place)
      bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: below(bytes.count + 1))
    }
  }
}
