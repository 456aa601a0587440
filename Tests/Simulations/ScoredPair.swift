import Statistics

/// Rows, three of ten of which are positive, and two models' scores of them, which correlate by one half.
struct ScoredPair {
  var labels: [Bool] = []
  var first: [Double] = []
  var second: [Double] = []

  /// - Parameters:
  ///   - areas: under the ROC curves.
  ///   - cluster: how many rows share a shift of each model's scores of its own, one third of their variance.
  init(_ rows: Int, areas: (Double, Double), cluster: Int = 1, _ stream: inout PhiloxStream) {
    let (apartFirst, apartSecond) = (Self.distance(areas.0), Self.distance(areas.1))
    var (shiftFirst, shiftSecond) = (0.0, 0.0)
    let (between, within) = ((1.0 / 3).squareRoot(), (2.0 / 3).squareRoot())
    for row in 0..<rows {
      if cluster > 1, row % cluster == 0 { (shiftFirst, shiftSecond) = (stream.normal(), stream.normal()) }
      let label = stream.uniform() < 0.3
      let shared = stream.normal()
      var noise = ((shared + stream.normal()) * 0.5.squareRoot(), (shared + stream.normal()) * 0.5.squareRoot())
      if cluster > 1 {
        noise = (within * noise.0 + between * shiftFirst, within * noise.1 + between * shiftSecond)
      }
      labels.append(label)
      first.append(noise.0 + (label ? apartFirst : 0))
      second.append(noise.1 + (label ? apartSecond : 0))
    }
  }

  /// How far apart normal scores of the two classes lie.
  static func distance(_ area: Double) -> Double { 2.0.squareRoot() * Normal.quantile(area) }
}
