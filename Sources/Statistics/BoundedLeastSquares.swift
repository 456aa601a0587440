/// The least sum of squares of functions over the cube in which each parameter goes from 0 to 1.
///
/// The sum is looked at on a grid, and from each point of it that lies no higher than all around it the way goes downhill by
/// the method of Levenberg and Marquardt: a step solves (JᵀJ + λ diag(JᵀJ)) δ = −Jᵀr for the parameters that may move, those
/// that would leave the cube going to its side, and is taken if it lessens the sum; λ says how short it is. No step depends on
/// chance, so the same functions have the same minimum everywhere.
///
/// Sources: D. W. Marquardt, "An Algorithm for Least-Squares Estimation of Nonlinear Parameters", SIAM Journal 11 (1963);
/// J. J. Moré, "The Levenberg–Marquardt Algorithm" (1978).
package enum BoundedLeastSquares {
  /// A function's value, and its derivatives by each parameter.
  package typealias Value = (value: Double, slope: [Double])

  /// How many valleys are followed down, the lowest first.
  private static let mostValleys = 32
  /// Along each side: closer together near the ends, where a parameter often lies and valleys are narrow (Chebyshev's).
  private static let places = [0, 0.038, 0.146, 0.309, 0.5, 0.691, 0.854, 0.962, 1]
  private static let mostSteps = 500

  /// - Parameter parameters: how many there are.
  /// - Returns: the lowest point found, of equal ones the first; nil where the sum is finite nowhere on the grid.
  package static func minimum(
    parameters: Int, _ functions: ([Double]) -> [Value]
  ) -> (point: [Double], sum: Double)? {
    func sum(_ values: [Value]) -> Double { values.reduce(0) { $0 + $1.value * $1.value } }
    let grid = Grid(parameters: parameters)
    let sums = (0..<grid.count).map { index in
      let sum = sum(functions(grid.point(index)))
      return sum.isFinite ? sum : .infinity
    }
    let valleys = sums.indices.filter { index in
      // Where a parameter has no say the sums are equal but for their rounding.
      sums[index].isFinite && grid.neighbours(of: index).allSatisfy { sums[index] <= sums[$0] * (1 + 1e-9) }
    }
    var best: (point: [Double], sum: Double)?
    for valley in valleys.sorted(by: { (sums[$0], $0) < (sums[$1], $1) }).prefix(mostValleys) {
      let found = descend(grid.point(valley), functions, sum)
      if found.sum < best?.sum ?? .infinity { best = found }
    }
    return best
  }

  /// Points all over the cube, its sides among them.
  private struct Grid {
    let parameters: Int

    private var places: Int { BoundedLeastSquares.places.count }

    var count: Int { (0..<parameters).reduce(1) { count, _ in count * places } }

    private func digits(_ index: Int) -> [Int] {
      var rest = index
      return (0..<parameters).map { _ in
        defer { rest /= places }
        return rest % places
      }
    }

    func point(_ index: Int) -> [Double] { digits(index).map { BoundedLeastSquares.places[$0] } }

    /// Those beside a point, diagonally too.
    func neighbours(of index: Int) -> [Int] {
      var found = [0]
      var scale = 1
      for digit in digits(index) {
        let near = (max(digit - 1, 0)...min(digit + 1, places - 1))
        found = found.flatMap { partial in near.map { partial + $0 * scale } }
        scale *= places
      }
      return found
    }
  }

  private static func descend(
    _ beginning: [Double], _ functions: ([Double]) -> [Value], _ sum: ([Value]) -> Double
  ) -> (point: [Double], sum: Double) {
    var point = beginning
    var values = functions(point)
    var current = sum(values)
    var damping = 1e-3
    for _ in 0..<mostSteps where damping < 1e16 && current > 0 {
      let (gradient, curvature) = normalEquations(values, point.count)
      guard let next = step(from: point, gradient, curvature, damping) else {
        damping *= 10
        continue
      }
      if next == point { break }
      let found = functions(next)
      let lower = sum(found)
      if lower < current {
        let gain = (current - lower) / current
        (point, values, current) = (next, found, lower)
        damping = max(damping / 10, 1e-7)
        if gain < 1e-15 { break }
      } else {
        damping *= 10
      }
    }
    return (point, current)
  }

  /// Jᵀr and JᵀJ.
  private static func normalEquations(_ values: [Value], _ count: Int) -> (gradient: [Double], curvature: [[Double]]) {
    var gradient = [Double](repeating: 0, count: count)
    var curvature = [[Double]](repeating: gradient, count: count)
    for (value, slope) in values {
      for row in 0..<count {
        gradient[row] += slope[row] * value
        for column in 0...row { curvature[row][column] += slope[row] * slope[column] }
      }
    }
    return (gradient, curvature)
  }

  /// Where the step leads; nil where there is none.
  private static func step(
    from point: [Double], _ gradient: [Double], _ curvature: [[Double]], _ damping: Double
  ) -> [Double]? {
    // At a side that the sum falls beyond, a parameter stays.
    var free = point.indices.filter { index in
      !(point[index] <= 0 && gradient[index] >= 0) && !(point[index] >= 1 && gradient[index] <= 0)
    }
    // A parameter without a say has a slope of roundings, which would send it anywhere.
    let least = 1e-8 * (point.indices.map { curvature[$0][$0] }.max() ?? 0)
    var next = point
    while !free.isEmpty {
      let fixed = point.indices.filter { !free.contains($0) && next[$0] != point[$0] }
      func entry(_ row: Int, _ column: Int) -> Double { curvature[max(row, column)][min(row, column)] }
      let right = free.map { row in
        fixed.reduce(-gradient[row]) { $0 - entry(row, $1) * (next[$1] - point[$1]) }
      }
      let matrix = free.map { row in
        free.map { column in
          entry(row, column) + (row == column ? damping * max(entry(row, row), least) : 0)
        }
      }
      guard let change = solution(of: matrix, right) else { return nil }
      let leaving = free.indices.filter { !(0...1).contains(point[free[$0]] + change[$0]) }
      if leaving.isEmpty {
        for (index, change) in zip(free, change) { next[index] = point[index] + change }
        break
      }
      // Those that leave go to the side, and the others take that into account.
      for place in leaving { next[free[place]] = change[place] < 0 ? 0 : 1 }
      free = free.indices.filter { !leaving.contains($0) }.map { free[$0] }
    }
    return next
  }

  /// Of a symmetric system, by Cholesky's decomposition; nil where it is not positive definite.
  private static func solution(of matrix: [[Double]], _ right: [Double]) -> [Double]? {
    var factor = matrix
    for row in right.indices {
      for column in 0...row {
        var value = matrix[row][column]
        for index in 0..<column { value -= factor[row][index] * factor[column][index] }
        if row == column {
          guard value > 0, value.isFinite else { return nil }
          factor[row][row] = value.squareRoot()
        } else {
          factor[row][column] = value / factor[column][column]
        }
      }
    }
    var solution = right
    for row in right.indices {
      for index in 0..<row { solution[row] -= factor[row][index] * solution[index] }
      solution[row] /= factor[row][row]
    }
    for row in right.indices.reversed() {
      for index in right.indices where index > row { solution[row] -= factor[index][row] * solution[index] }
      solution[row] /= factor[row][row]
    }
    return solution.allSatisfy { $0.isFinite } ? solution : nil
  }
}
