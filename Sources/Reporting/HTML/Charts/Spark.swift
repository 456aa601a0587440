/// A chart of a word's size, for a table: bars from zero up, without an axis.
package enum Spark {
  private static let (width, height) = (120.0, 24.0)

  package static func histogram(_ counts: BinnedCounts, title: String, description: String) -> Markup {
    let plot = DensityPlot([counts])
    let x = LinearScale(plot.domain, from: 0, to: width)
    let bars = plot.bars(counts).map { (start: x($0.bin.lower), end: x($0.bin.upper), height: $0.height) }
    let pins = plot.pins(counts).map { pin in
      let start = min(max(x(pin.bin.lower) - 1, 0), width - 2)
      return (start: start, end: start + 2, height: pin.height)
    }
    return draw(bars + pins, title, description)
  }

  /// Columns side by side.
  ///
  /// - Parameter shares: not below 0.
  package static func columns(_ shares: [Double], title: String, description: String) -> Markup {
    let highest = shares.max() ?? 0
    let step = min(width / Double(max(shares.count, 1)), 12)
    let bars = shares.enumerated().map { index, share in
      (
        start: Double(index) * step, end: Double(index + 1) * step - 1, height: highest > 0 ? share / highest : 0
      )
    }
    return draw(bars, title, description)
  }

  private static func draw(
    _ bars: [(start: Double, end: Double, height: Double)], _ title: String, _ description: String
  ) -> Markup {
    let path = Markup(
      bars.filter { $0.height > 0 }.map { bar in
        // What is there is seen.
        let top = min(height - bar.height * height, height - 0.75)
        return "M\(bar.start) \(height)V\(top)H\(max(bar.end, bar.start + 0.5))V\(height)z"
      })
    return """
      <svg class="spark" viewBox="0 0 \(width) \(height)" role="img"><title>\(title, upTo: 200)</title>\
      <desc>\(description)</desc><path class="ground" d="M0 23.5H\(width)"/><path class="bar" d="\(path)"/></svg>
      """
  }
}
