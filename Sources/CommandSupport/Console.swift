/// Numbers as reports show them.
package enum Console {
  /// Four digits behind the point, the sign where asked for; `undefined` for nil.
  package static func number(_ value: Double?, signed: Bool = false) -> String {
    guard let value else { return "undefined" }
    let scaled = (value.magnitude * 10_000).rounded()
    guard scaled.isFinite, scaled < 1e15 else { return "\(value)" }
    let whole = Int64(scaled) / 10_000
    let digits = String(Int64(scaled) % 10_000)
    let fraction = String(repeating: "0", count: 4 - digits.count) + digits
    let sign = scaled == 0 ? (signed ? "±" : "") : value < 0 ? "−" : (signed ? "+" : "")
    return "\(sign)\(whole).\(fraction)"
  }
}
