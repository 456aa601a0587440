import Core
import Glibc
import Statistics

/// Two models' scores of the same rows, three of ten of which are positive.
struct Data {
  let directory: String

  var labels: [Bool] { get throws(Failure) { try RawFile.flags("\(directory)/labels.u8") } }
  var first: [Double] { get throws(Failure) { try RawFile.doubles("\(directory)/first.f64") } }
  var second: [Double] { get throws(Failure) { try RawFile.doubles("\(directory)/second.f64") } }

  func make(rows: Int) throws(Failure) {
    var stream = PhiloxStream(seed: 1, stream: 0, purpose: 0)
    var labels: [UInt8] = []
    var (first, second): ([Double], [Double]) = ([], [])
    for _ in 0..<rows {
      let label = stream.uniform() < 0.3
      // What both models see, and what each sees by itself.
      let shared = Normal.quantile(stream.uniform()) + (label ? 1.4 : 0)
      labels.append(label ? 1 : 0)
      first.append(logistic(shared + 0.50 * Normal.quantile(stream.uniform()) - 1))
      second.append(logistic(shared + 0.51 * Normal.quantile(stream.uniform()) - 1))
    }
    try Files.makeDirectory(directory)
    try RawFile.write(labels, to: "\(directory)/labels.u8")
    try RawFile.write(first, to: "\(directory)/first.f64")
    try RawFile.write(second, to: "\(directory)/second.f64")
  }

  private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
