/// Sorting words by some of their bits, digit by digit from the lowest: a kernel file.
enum RadixSort {
  private static let digitBits = 11
  private static let radix = 1 << digitBits

  /// Sorts by the bits from `low` up, of which at most 33 matter; words that agree in them keep their order.
  ///
  /// - Parameter scratch: as many words, whatever they are.
  static func sort(_ words: inout [UInt64], scratch: inout [UInt64], from low: Int) {
    var varying: UInt64 = 0
    let first = words.first ?? 0
    for word in words { varying |= word ^ first }
    for digit in 0..<3 {
      let shift = UInt64(low + digit * digitBits)
      // A digit that is the same everywhere orders nothing.
      if shift > 63 || (varying >> shift) & UInt64(radix - 1) == 0 { continue }
      scatter(words, into: &scratch, shift)
      swap(&words, &scratch)
    }
  }

  private static func scatter(_ words: [UInt64], into target: inout [UInt64], _ shift: UInt64) {
    let mask = UInt64(radix - 1)
    var places = [Int](repeating: 0, count: radix)
    for word in words { places[Int(truncatingIfNeeded: (word >> shift) & mask)] += 1 }
    var start = 0
    for digit in 0..<radix { (places[digit], start) = (start, start + places[digit]) }
    unsafe places.withUnsafeMutableBufferPointer { places in
      unsafe target.withUnsafeMutableBufferPointer { target in
        for word in words {
          // Below the radix, as the mask is; each place is used once, as they were counted.
          let digit = Int(truncatingIfNeeded: (word >> shift) & mask)
          let place = unsafe places[digit]
          unsafe target[place] = word
          unsafe places[digit] = place &+ 1
        }
      }
    }
  }

  /// Sorts what `sort` left in runs: words that agree from the bit `low` up, wherever a run is out of order.
  static func finish(_ words: inout [UInt64], below low: Int) {
    var start = 0
    while start + 1 < words.count {
      let prefix = words[start] >> UInt64(low)
      var end = start + 1
      var isSorted = true
      while end < words.count, words[end] >> UInt64(low) == prefix {
        if words[end] < words[end - 1] { isSorted = false }
        end += 1
      }
      if !isSorted { words[start..<end].sort() }
      start = end
    }
  }
}
