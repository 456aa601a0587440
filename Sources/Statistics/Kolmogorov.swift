import Glibc

/// The distribution of D_n, the largest distance between a continuous distribution function and that of a sample of n.
///
/// Source: R. Simard, P. L'Ecuyer, "Computing the two-sided Kolmogorov–Smirnov distribution", Journal of Statistical
/// Software 39 (2011), which says where each of the three formulas holds its digits.
package enum Kolmogorov {
  /// P(D_n ≥ distance), for n of at least 1; NaN for a distance that is not a number.
  package static func upperTail(_ distance: Double, n: Int) -> Double {
    if distance.isNaN { return .nan }
    let count = Double(n)
    let t = count * distance
    if distance >= 1 { return 0 }
    if t <= 0.5 { return 1 }
    let square = t * distance
    if square >= 370 { return 0 }
    if distance >= 0.5 || square >= (n <= 140 ? 4 : 2.2) { return min(2 * oneSided(distance, n), 1) }
    if n <= 140 || (n <= 100_000 && t * distance.squareRoot() <= 1.4) { return 1 - matrix(distance, n) }
    return min(max(1 - expansion(distance, n), 0), 1)
  }

  /// P(D⁺_n ≥ d): d Σ C(n, j) (d + j/n)^(j − 1) (1 − d − j/n)^(n − j), over j up to n (1 − d) (Birnbaum and Tingey 1951).
  ///
  /// Above a million the sum would take long, and e^(−(6nd + 1)² / 18n) is as good (Maag and Dicaire 1971).
  private static func oneSided(_ d: Double, _ n: Int) -> Double {
    let count = Double(n)
    if n > 1_000_000 {
      let z = 6 * count * d + 1
      return exp(-z * z / (18 * count))
    }
    // A binomial probability is that of two Poisson variables whose sum is known.
    let whole = Gamma.poisson(count, mean: count)
    var sum = CompensatedSum()
    for j in 0...Int(count * (1 - d)) {
      let mean = count * d + Double(j)
      guard mean < count else { break }
      let pair = Gamma.poisson(Double(j), mean: mean) * Gamma.poisson(Double(n - j), mean: count - mean)
      sum.add(pair / whole * (count / mean))
    }
    return d * sum.value
  }

  /// P(D_n < d) = n!/nⁿ times the middle element of the n-th power of a matrix.
  ///
  /// Source: G. Marsaglia, W. W. Tsang, J. Wang, "Evaluating Kolmogorov's distribution", Journal of Statistical
  /// Software 8 (2003).
  private static func matrix(_ d: Double, _ n: Int) -> Double {
    let t = Double(n) * d
    let k = Int(t) + 1
    let h = Double(k) - t
    let size = 2 * k - 1
    var base = SquareMatrix(size: size)
    for row in 0..<size {
      for column in 0...min(row + 1, size - 1) { base[row, column] = 1 }
    }
    for i in 0..<size {
      base[i, 0] -= pow(h, Double(i + 1))
      base[size - 1, i] -= pow(h, Double(size - i))
    }
    if 2 * h > 1 { base[size - 1, 0] += pow(2 * h - 1, Double(size)) }
    for row in 0..<size {
      for column in 0...min(row + 1, size - 1) {
        base[row, column] *= exp(-Binomial.logFactorial(row - column + 1))
      }
    }
    let power = base.raised(to: n)
    let element = power[k - 1, k - 1]
    guard element > 0 else { return 0 }
    let scale = Binomial.logFactorial(n) - Double(n) * log(Double(n))
    return min(exp(log(element) + scale + Double(power.exponent) * log(2)), 1)
  }

  /// P(D_n < d), Kolmogorov's limit with three terms more in powers of n^−½.
  ///
  /// Source: W. Pelz, I. J. Good, "Approximating the lower tail-areas of the Kolmogorov–Smirnov one-sample statistic",
  /// Journal of the Royal Statistical Society B 38 (1976).
  private static func expansion(_ d: Double, _ n: Int) -> Double {
    let root = Double(n).squareRoot()
    let z = d * root
    let (z2, pi2) = (z * z, Double.pi * Double.pi)
    let (z4, z6) = (z2 * z2, z2 * z2 * z2)
    var (k0, k1, k2, k3) = (0.0, 0.0, 0.0, 0.0)
    // From the smallest terms up; those left out are below e^−600.
    for k in stride(from: Int(11 * z + 1), through: 0, by: -1) {
      // Half-integers, positive and negative alike.
      let half = pi2 * (Double(k) + 0.5) * (Double(k) + 0.5)
      let weight = exp(-half / (2 * z2))
      k0 += weight
      k1 += (half - z2) * weight
      k2 += (6 * z6 + 2 * z4 + half * (2 * z4 - 5 * z2) + half * half * (1 - 2 * z2)) * weight
      k3 +=
        (half * half * half * (5 - 30 * z2) + half * half * (212 * z4 - 60 * z2) + half * (135 * z4 - 96 * z6)
          - (30 * z6 + 90 * z4 * z4)) * weight
    }
    var (k2Whole, k3Whole) = (0.0, 0.0)
    for k in stride(from: Int(11 * z + 1), through: 1, by: -1) {
      let whole = pi2 * Double(k) * Double(k)
      let weight = exp(-whole / (2 * z2))
      k2Whole += whole * weight
      k3Whole += (3 * whole * z2 - whole * whole) * weight
    }
    let scale = 2 * (Double.pi / 2).squareRoot()
    let terms = [
      scale * k0 / z,
      scale * k1 / (6 * z4),
      scale * (k2 / (72 * z6 * z) - k2Whole / (36 * z2 * z)),
      scale * (k3 / (6480 * z6 * z4) + k3Whole / (216 * z6)),
    ]
    return terms[0] + (terms[1] + (terms[2] + terms[3] / root) / root) / root
  }
}

/// A square matrix times a power of two, which keeps high powers in range.
private struct SquareMatrix {
  let size: Int
  var exponent = 0
  private var elements: [Double]

  init(size: Int) {
    self.size = size
    elements = [Double](repeating: 0, count: size * size)
  }

  subscript(_ row: Int, _ column: Int) -> Double {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  static func * (a: Self, b: Self) -> Self {
    var product = Self(size: a.size)
    product.exponent = a.exponent + b.exponent
    for row in 0..<a.size {
      for middle in 0..<a.size where a[row, middle] != 0 {
        let factor = a[row, middle]
        for column in 0..<a.size { product[row, column] += factor * b[middle, column] }
      }
    }
    if let largest = product.elements.max(), largest > 0x1p400 {
      for index in product.elements.indices { product.elements[index] *= 0x1p-400 }
      product.exponent += 400
    }
    return product
  }

  /// - Parameter power: at least 1.
  func raised(to power: Int) -> Self {
    if power == 1 { return self }
    let half = raised(to: power / 2)
    return power.isMultiple(of: 2) ? half * half : half * half * self
  }
}
