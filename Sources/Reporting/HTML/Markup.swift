import Core

/// HTML or SVG, also well-formed as XML. Only what stands in the source is markup: whatever is interpolated is escaped,
/// unless it is `Markup` itself, and no `String` can be turned into one in another way.
///
///     let cell: Markup = "<td>\(name)</td>"
package struct Markup: Sendable {
  package private(set) var text = ""

  package init() {}

  /// - Parameter separator: between one and the next.
  package init(_ parts: some Sequence<Markup>, separator: Markup = "") {
    for (index, part) in parts.enumerated() {
      if index > 0 { text += separator.text }
      text += part.text
    }
  }

  package static func += (a: inout Markup, b: Markup) { a.text += b.text }
  package static func + (a: Markup, b: Markup) -> Markup {
    var sum = a
    sum += b
    return sum
  }

  package var isEmpty: Bool { text.isEmpty }

  /// The markup where a condition holds. A bare choice between two literals within an interpolation would be one
  /// between strings, and escaped.
  package static func when(_ condition: Bool, _ markup: @autoclosure () -> Markup) -> Markup {
    condition ? markup() : ""
  }
}

// A static string exists in the source alone, so that nothing read at run time gets in as it is.
extension Markup: ExpressibleByStringInterpolation {
  package init(stringLiteral value: StaticString) { text = value.description }
  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

    /// - Parameter length: characters, beyond which it is cut: no page grows with a name.
    package mutating func appendInterpolation(_ value: some StringProtocol, upTo length: Int = 1000) {
      text += XMLText.escaped(String(value).cut(to: length))
    }

    package mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    package mutating func appendInterpolation(_ integer: Int) { text += "\(integer)" }

    /// A coordinate: two digits behind the point. Must be finite.
    package mutating func appendInterpolation(_ coordinate: Double) {
      text += JSON.ecmaScript((coordinate * 100).rounded() / 100)
    }
  }
}
