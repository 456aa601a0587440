/// Curves over a square of shares, 0 to 1 both ways: ROC, precision and recall, calibration. What the page is about is
/// a thick line with dots where there are dots, what it is compared with a thin dashed one.
package struct CurveChart {
  package struct Point: Sendable, Equatable {
    package var x: Double
    package var y: Double
    /// What the data leave open for `y`; nil where that is not drawn.
    package var range: ClosedRange<Double>?

    package init(_ x: Double, _ y: Double, range: ClosedRange<Double>? = nil) {
      self.x = x
      self.y = y
      self.range = range
    }
  }

  package var points: [Point]
  package var reference: [Point]?
  package var axes: (x: String, y: String)
  /// Whether points are marked, each an observation of its own.
  package var marksPoints: Bool
  /// Whether the line of equal shares is drawn: chance, or perfect calibration.
  package var diagonal: Bool
  package var title: String
  package var description: String

  package init(
    _ points: [Point], reference: [Point]? = nil, axes: (x: String, y: String), marksPoints: Bool = false,
    diagonal: Bool, title: String, description: String
  ) {
    self.points = points
    self.reference = reference
    self.axes = axes
    self.marksPoints = marksPoints
    self.diagonal = diagonal
    self.title = title
    self.description = description
  }

  private static let (width, height) = (330.0, 330.0)
  private static let (left, right, top, base) = (46.0, 318.0, 12.0, 284.0)

  package var svg: Markup {
    let x = LinearScale(0...1, from: Self.left, to: Self.right)
    let y = LinearScale(0...1, from: Self.base, to: Self.top)
    var drawn: Markup = """
      <svg class="chart curve" viewBox="0 0 \(Self.width) \(Self.height)" role="img"><title>\(title)</title>\
      <desc>\(description)</desc>\(frame(x, y))
      """
    if diagonal { drawn += "<path class=\"mark\" d=\"M\(x(0)) \(y(0))L\(x(1)) \(y(1))\"/>" }
    if let reference { drawn += Self.line(reference, x, y, "line other", marks: marksPoints) }
    return drawn + Self.line(points, x, y, "line data", marks: marksPoints) + "</svg>"
  }

  private func frame(_ x: LinearScale, _ y: LinearScale) -> Markup {
    let ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    let grid = Markup(ticks.map { "M\(x($0)) \(Self.base)V\(Self.top)M\(Self.left) \(y($0))H\(Self.right)" })
    let labels = Markup(
      ticks.map { tick in
        """
        <text x="\(x(tick))" y="\(Self.base + 17)" text-anchor="middle">\(Figures.exact(tick))</text>\
        <text x="\(Self.left - 7)" y="\(y(tick) + 4)" text-anchor="end">\(Figures.exact(tick))</text>
        """
      })
    let middle = (Self.top + Self.base) / 2
    return """
      <path class="ground" d="\(grid)"/>\(labels)\
      <text x="\((Self.left + Self.right) / 2)" y="\(Self.base + 36)" text-anchor="middle">\(axes.x)</text>\
      <text x="12" y="\(middle)" text-anchor="middle" transform="rotate(-90 12 \(middle))">\(axes.y)</text>
      """
  }

  private static func line(
    _ points: [Point], _ x: LinearScale, _ y: LinearScale, _ kind: Markup, marks: Bool
  ) -> Markup {
    guard let first = points.first else { return "" }
    let steps = Markup(points.dropFirst().map { "L\(x($0.x)) \(y($0.y))" })
    var drawn: Markup = "<path class=\"\(kind)\" d=\"M\(x(first.x)) \(y(first.y))\(steps)\"/>"
    for point in points where marks {
      if let range = point.range {
        drawn += "<path class=\"\(kind) whisker\" d=\"M\(x(point.x)) \(y(range.lowerBound))V\(y(range.upperBound))\"/>"
      }
      drawn += """
        <circle class="\(kind) dot" cx="\(x(point.x))" cy="\(y(point.y))" r="3.5"><title>\
        \(Figures.measure(point.x)), \(Figures.measure(point.y))</title></circle>
        """
    }
    return drawn
  }
}
