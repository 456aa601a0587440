/// Numbers as pages show them: long ones in threes, a real minus sign, powers of ten where there are too many zeros.
package enum Figures {
  package static func count(_ value: Int) -> String {
    let digits = Array(value.magnitude.description)
    let text = digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }
    return (value < 0 ? "−" : "") + text.joined()
  }

  /// A share from 0 to 1 in per cent, one digit behind the point; what is not nothing is never shown as 0 %, nor what is not all as 100 %.
  package static func share(_ share: Double) -> String {
    guard (0...1).contains(share) else { return "undefined" }
    if share == 0 || share == 1 { return share == 0 ? "0\u{A0}%" : "100\u{A0}%" }
    if share > 0, share < 0.0005 { return "< 0.1\u{A0}%" }
    if share < 1, share >= 0.9995 { return "> 99.9\u{A0}%" }
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)\u{A0}%"
  }

  /// - Parameter digits: that count; trailing zeros are left out.
  package static func number(_ value: Double, digits: Int = 5) -> String {
    guard value.isFinite else { return "undefined" }
    let decimal = DecimalDigits(value.magnitude, digits: digits)
    return (value < 0 && !decimal.digits.isEmpty ? "−" : "") + decimal.text
  }

  /// A measure of drift or the like: four digits behind the point, and a small one is not 0.
  package static func measure(_ value: Double) -> String {
    if value > 0, value < 0.00005 { return "< 0.0001" }
    guard value.isFinite, value.magnitude < 1e9 else { return number(value) }
    let scaled = Int((value.magnitude * 10_000).rounded())
    let fraction = String(scaled % 10_000)
    return (value < 0 ? "−" : "") + count(scaled / 10_000) + "."
      + String(repeating: "0", count: 4 - fraction.count) + fraction
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
