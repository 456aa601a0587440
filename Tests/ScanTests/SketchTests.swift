import CScan
import Scan
import Testing

@Suite("Sketches are as near as they promise, and merge")
struct SketchTests {
  private func hash(_ text: String) -> CellHash {
    var hash = CellHash()
    let bytes = Array(text.utf8)
    hash.add(bytes.span, 0..<bytes.count)
    return hash
  }

  /// What is hashed: the texts of consecutive numbers, or the numbers themselves as they come in columns of numbers.
  enum Values: String, CaseIterable { case texts, addresses, paths, integers, doubles }

  private func bits(_ values: Values, _ value: Int) -> UInt64 {
    switch values {
    case .texts: TextHash.of(Array("\(value)".utf8))
    case .addresses: TextHash.of(Array("\(value)@example.com".utf8))
    case .paths: TextHash.of(Array("/srv/models/fraud/2026/11/\(value)/predictions.parquet".utf8))
    case .integers: NumberCounts.hash(UInt64(value))
    case .doubles: NumberCounts.hash(Double(value).bitPattern)
    }
  }

  @Test(
    "distinct: no bias over fifty sets, and each within four standard errors", arguments: Values.allCases,
    [10, 1000, 20_000, 200_000])
  func distinct(values: Values, count: Int) {
    var total = 0.0
    let sets = count > 100_000 ? 12 : 50
    for set in 0..<sets {
      var sketch = DistinctSketch()
      // As ids are: consecutive numbers, each twice.
      for value in 0..<count {
        let bits = bits(values, set * 1_000_007 + value)
        sketch.add([bits, bits].span)
      }
      let error = Double(sketch.estimate) / Double(count) - 1
      #expect(error.magnitude * Double(count) <= max(1, 4 * 0.01625 * Double(count)), "\(sketch.estimate) of \(count)")
      total += error
    }
    #expect((total / Double(sets)).magnitude < 4 * 0.01625 / Double(sets).squareRoot(), "bias \(total / Double(sets))")
  }

  @Test(
    "distinct: numbers are noted alike with and without wide registers, and one at a time",
    arguments: [0, 1, 63, 64, 1000])
  func noted(count: Int) {
    var random = Random(state: UInt64(count))
    let numbers = (0..<count).map {
      $0.isMultiple(of: 9) ? -0.0 : Double(Int(truncatingIfNeeded: random.next() >> 40)) / 8
    }
    let keys = numbers.map { ($0 + 0).bitPattern }
    var sketches = [DistinctSketch](repeating: DistinctSketch(), count: 3)
    sketches[0].add(numbers: numbers.span)
    sketches[1].add(keys: keys.span)
    let hashes = keys.map(NumberCounts.hash)
    sketches[2].add(hashes.span)
    var (plainNumbers, plainKeys) = (DistinctSketch().registers, DistinctSketch().registers)
    unsafe cscan_distinct_numbers_plain(numbers, count, &plainNumbers)
    unsafe cscan_distinct_keys_plain(keys, count, &plainKeys)
    for registers in sketches.map(\.registers) + [plainKeys] { #expect(registers == plainNumbers) }
  }

  @Test("numbers are counted alike by their places and by their keys, whole and from parts")
  func counted() {
    var random = Random(state: 5)
    let numbers = (0..<9000).map { _ in Double(random.below(700)) - 350 }
    var distinct = [DistinctSketch](repeating: DistinctSketch(), count: 2)
    var (byKey, byPlace, parts) = (NumberCounts(limit: 1000), NumberCounts(limit: 1000), NumberCounts(limit: 1000))
    let keys = numbers.map { ($0 + 0).bitPattern }
    let once: [Int] = []
    byKey.add(keys.span, numbers.span, times: once.span, &distinct[0])
    for part in stride(from: 0, to: numbers.count, by: 3000) {
      let some = Array(numbers[part..<part + 3000])
      byPlace.add(some.span, in: -350...349, &distinct[1])
      var next = NumberCounts(limit: 1000)
      let someKeys = some.map { ($0 + 0).bitPattern }
      next.add(someKeys.span, some.span, times: once.span, &distinct[1])
      parts.merge(next)
    }
    var expected: [Double: Int] = [:]
    for number in numbers { expected[number, default: 0] += 1 }
    for counts in [byKey, byPlace, parts] {
      #expect(Dictionary(uniqueKeysWithValues: counts.entries.map { ($0.number, $0.count) }) == expected)
      #expect(!counts.isOverflowing)
    }
    #expect(distinct[0] == distinct[1])
    var few = NumberCounts(limit: 600)
    few.merge(byKey)
    #expect(few.isOverflowing)
  }

  @Test("distinct: what is written in few bytes or in many is read as it was", arguments: [0, 1, 500, 1500, 100_000])
  func bytes(count: Int) throws {
    var sketch = DistinctSketch()
    for value in 0..<count { sketch.add([bits(.texts, value)].span) }
    let bytes = sketch.bytes
    #expect(bytes.count <= 3072)
    #expect(DistinctSketch(bytes: bytes) == sketch)
    #expect(DistinctSketch(bytes: bytes + [0]) == nil)
    #expect(DistinctSketch(bytes: Array(bytes.dropLast())) == nil || bytes.isEmpty)
    // No register is as high as 54, and none is told twice.
    #expect(DistinctSketch(bytes: [0, 0, 54]) == nil && DistinctSketch(bytes: [0, 0, 0]) == nil)
    #expect(DistinctSketch(bytes: [0, 0, 9, 0, 0, 9]) == nil)
    #expect(DistinctSketch(bytes: Array(repeating: 0xFF, count: 3072)) == nil)
  }

  @Test("numbers are sorted as the standard library sorts them", arguments: [0, 1, 2, 63, 64, 1000, 5000])
  func sorted(count: Int) {
    var random = Random(state: UInt64(count))
    for spread in [1, 100, 1 << 62] {
      let values = (0..<count).map { _ in
        Double(Int(truncatingIfNeeded: random.next()) % spread) * (random.below(9) == 0 ? .infinity : 0.25)
      }.map { $0.isNaN ? 0.5 : $0 + 0 }
      var (found, scratch) = (values, values)
      unsafe cscan_sort(&found, count, &scratch)
      #expect(found == values.sorted())
    }
  }

  @Test("quantiles: the rank of each is off by less than one percent, whole, from parts and from draws")
  func quantiles() {
    var random = Random(state: 7)
    let values = (0..<200_000).map { _ in Double(random.next() >> 11) / 9_007_199_254_740_992 }
    let sorted = values.sorted()
    var whole = QuantileSketch()
    for value in values { whole.add(value) }
    var parts = QuantileSketch()
    for part in stride(from: 0, to: values.count, by: 9_000) {
      var sketch = QuantileSketch()
      for value in values[part..<min(part + 9_000, values.count)] { sketch.add(value) }
      parts.merge(sketch)
    }
    var drawn = QuantileSketch()
    for part in stride(from: 0, to: values.count, by: 1_634) {
      drawn.add(Array(values[part..<min(part + 1_634, values.count)]), oneOf: 3)
    }
    for sketch in [whole, parts, drawn] {
      let weighted = sketch.weighted
      #expect(weighted.reduce(0) { $0 + $1.count } == values.count)
      var below = 0
      for (value, count) in weighted {
        below += count
        let rank = sorted.partition(below: value)
        #expect((Double(below) - Double(rank)).magnitude / Double(values.count) < (sketch == drawn ? 0.01 : 0.005))
      }
    }
  }

  @Test("value counts are exact, and tell when there are too many")
  func counts() {
    var parts = ValueCounts(limit: 1000)
    for part in 0..<10 {
      var next = ValueCounts(limit: 1000)
      for value in 0..<500 {
        let bytes = Array("v\(value % (part + 1) * 50)".utf8)
        next.add(hash("v\(value % (part + 1) * 50)"), bytes.span, 0..<bytes.count)
      }
      parts.merge(next)
    }
    #expect(parts.commonest(1000).reduce(0) { $0 + $1.count } == 5000)
    #expect(parts.count == 10)
    #expect(!parts.isOverflowing)
  }

  @Test("beyond the limit what is frequent is kept, wherever it begins to be")
  func frequent() {
    var counts = ValueCounts(limit: 1000)
    for row in 0..<100_000 {
      let isLate = row > 50_000
      let text = row % 10 == 3 ? "early" : row % 20 == 7 && isLate ? "late" : "\(row)"
      let bytes = Array(text.utf8)
      counts.add(hash(text), bytes.span, 0..<bytes.count)
    }
    #expect(counts.isOverflowing)
    let first = counts.commonest(2)
    #expect(first.map { String(decoding: $0.text, as: UTF8.self) } == ["early", "late"])
    #expect(first.map(\.count) == [10_000, 2500])
  }
}

extension [Double] {
  /// How many of the sorted values are at most this one.
  fileprivate func partition(below value: Double) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
