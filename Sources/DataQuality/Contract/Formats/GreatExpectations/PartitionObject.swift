import YAML

/// What `partition_object` and its holdouts say: an expected distribution.
struct PartitionObject {
  let distribution: ExpectedDistribution

  init(_ reader: YAMLReader, _ expectation: Expectation) throws(Expectation.Refused) {
    let partition = try expectation.read(reader, reader.mapping())
    let (values, edges) = (partition.optional("values"), partition.optional("bins"))
    let ends = partition.optional("tail_weights")
    defer { partition.finish() }
    guard let weightsReader = partition.required("weights") else { throw Expectation.Refused() }
    let tail = try Self.share("tail_weight_holdout", expectation)
    let inner = try Self.share("internal_weight_holdout", expectation)
    let bucketizes = try expectation.flag("bucketize_data", default: true)
    let weights = try Self.numbers(weightsReader, expectation)
    let tails = try ends.map { reader throws(Expectation.Refused) in try Self.numbers(reader, expectation) }
    let total = (weights + (tails ?? [])).reduce(0, +)
    guard (weights + (tails ?? [])).allSatisfy({ $0 >= 0 }), (total - 1).magnitude < 1e-5 else {
      throw expectation.wrong(weightsReader, "the weights add up to \(total), not to 1")
    }
    if let values {
      if let ends { throw expectation.wrong(ends, "'tail_weights' goes with bins") }
      if inner > 0 { throw expectation.wrong(values, "'internal_weight_holdout' goes with bins") }
      let texts = try Self.values(values, expectation)
      guard texts.texts.count == weights.count, Set(texts.texts).count == weights.count else {
        throw expectation.wrong(values, "there has to be one weight for each value, and each value once")
      }
      distribution = ExpectedDistribution(.values(texts, weights), unexpected: tail)
      return
    }
    guard let binsReader = edges ?? partition.required("bins") else { throw Expectation.Refused() }
    if !bucketizes { throw expectation.wrong(binsReader, "bins go with 'bucketize_data: true'") }
    let bins = try Self.numbers(binsReader, expectation)
    guard bins.count == weights.count + 1, zip(bins, bins.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw expectation.wrong(binsReader, "bins have to increase, and be one more than the weights")
    }
    if let ends, tails?.count != 2 { throw expectation.wrong(ends, "expected two weights") }
    if let ends, tail > 0 { throw expectation.wrong(ends, "'tail_weights' excludes 'tail_weight_holdout'") }
    // What is held out is taken off all bins, and what is held out inside goes to those that are expected to be empty.
    let empty = Double(weights.count { $0 == 0 })
    let expected = weights.map { $0 == 0 && inner > 0 ? inner / empty : $0 * (1 - tail - inner) }
    distribution = ExpectedDistribution(
      .bins(edges: bins, expected, below: tails?.first ?? tail / 2, above: tails?.last ?? tail / 2))
  }

  private static func share(_ key: String, _ expectation: Expectation) throws(Expectation.Refused) -> Double {
    let share = try expectation.number(key) ?? 0
    guard (0...1).contains(share) else {
      throw expectation.wrong(try expectation.required(key), "expected a share from 0 to 1")
    }
    return share
  }

  private static func numbers(_ reader: YAMLReader, _ expectation: Expectation) throws(Expectation.Refused) -> [Double]
  {
    var numbers: [Double] = []
    for element in try expectation.read(reader, reader.list()) {
      numbers.append(try expectation.read(element, element.double()))
    }
    return numbers
  }

  private static func values(_ reader: YAMLReader, _ expectation: Expectation) throws(Expectation.Refused) -> ValueSet {
    var texts: [String] = []
    var areNumbers = false
    for element in try expectation.read(reader, reader.list()) {
      texts.append(try expectation.read(element, element.string()))
      if case .scalar(_, plain: true) = element.node.content { areNumbers = true }
      if element.node.boolean != nil { throw expectation.refused(element, "a truth value in a partition") }
    }
    return ValueSet(texts, comparesNumbers: areNumbers)
  }
}
