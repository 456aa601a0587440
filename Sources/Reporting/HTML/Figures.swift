/// Numbers as pages show them: digits in threes from 10,000 on, a real minus sign, powers of ten where a number would
/// be long.
package enum Figures {
  package static func count(_ value: Int) -> String { number(Double(value), digits: 17) }

  /// The share in per cent; what is not nothing is never shown as 0 %, nor what is not all as 100 %.
  package static func share(_ share: Double) -> String {
    guard share.isFinite else { return "undefined" }
    let rounded = (share * 1000).rounded() / 10
    if share > 0, rounded == 0 { return "< 0.1\u{A0}%" }
    if share < 1, rounded == 100 { return "> 99.9\u{A0}%" }
    return "\(number(rounded))\u{A0}%"
  }

  /// - Parameter digits: that count; trailing zeros are left out.
  package static func number(_ value: Double, digits: Int = 5) -> String {
    guard value.isFinite else { return "undefined" }
    let decimal = DecimalDigits(value.magnitude, digits: digits)
    return (value < 0 && !decimal.digits.isEmpty ? "−" : "") + decimal.text
  }

  /// All its digits.
  package static func exact(_ value: Double) -> String { number(value, digits: 17) }
}

/// A number's digits, rounded as decimals, so that the same number is the same text everywhere.
private struct DecimalDigits {
  /// Without zeros at either end; none for 0.
  private(set) var digits: [Int]
  /// The decimal point stands behind so many digits.
  private var point: Int

  /// - Parameter value: finite, not below 0.
  init(_ value: Double, digits count: Int) {
    let parts = value.description.split(separator: "e")
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    digits = halves.joined().compactMap(\.wholeNumberValue)
    point = halves[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.first == 0 {
      digits.removeFirst()
      point -= 1
    }
    if digits.count > count {
      let roundsUp = digits[count] >= 5
      digits.removeLast(digits.count - count)
      if roundsUp {
        while digits.last == 9 { digits.removeLast() }
        if digits.isEmpty {
          digits = [1]
          point += 1
        } else {
          digits[digits.count - 1] += 1
        }
      }
    }
    while digits.last == 0 { digits.removeLast() }
  }

  var text: String {
    if digits.isEmpty { return "0" }
    if point > 12 || point < -3 { return scientific }
    let whole = (0..<max(point, 0)).map { $0 < digits.count ? digits[$0] : 0 }
    let zeros = Array(repeating: 0, count: max(-point, 0))
    let fraction = zeros + digits.dropFirst(max(point, 0))
    return (whole.isEmpty ? "0" : Self.grouped(whole))
      + (fraction.isEmpty ? "" : "." + fraction.map(String.init).joined())
  }

  /// A year of four digits stays one.
  private static func grouped(_ digits: [Int]) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, digits.count > 4, (digits.count - index) % 3 == 0 { text += "," }
      text += "\(digit)"
    }
    return text
  }

  private var scientific: String {
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let power = (point - 1).magnitude.description.compactMap(\.wholeNumberValue).map { String(raised[$0]) }.joined()
    let fraction = digits.dropFirst().map(String.init).joined()
    return "\(digits[0])\(fraction.isEmpty ? "" : ".\(fraction)") × 10\(point < 1 ? "⁻" : "")\(power)"
  }
}
