/// A histogram: bars of any width from zero up, round numbers below, the median marked; a second one in outline, where
/// there is one to compare with.
package struct HistogramChart {
  package var counts: BinnedCounts
  package var reference: BinnedCounts?
  package var median: Double?
  /// What it shows, for those who do not see it.
  package var title: String
  package var description: String
  /// What its numbers are called.
  package var axis: ChartAxis

  package init(
    _ counts: BinnedCounts, reference: BinnedCounts? = nil, median: Double? = nil, title: String, description: String,
    axis: ChartAxis = .numbers
  ) {
    self.counts = counts
    self.reference = reference
    self.median = median
    self.title = title
    self.description = description
    self.axis = axis
  }

  private static let (width, height) = (480.0, 190.0)
  private static let (left, right, top, base) = (10.0, 470.0, 24.0, 162.0)

  private var plot: DensityPlot { DensityPlot([counts, reference].compactMap { $0 }) }

  /// What the drawing leaves out or draws otherwise, in sentences.
  package var notes: [String] {
    let plot = plot
    var notes = plot.pins(counts).prefix(3).map { pin in
      "\(Figures.share(pin.bin.share)) are exactly \(axis.exact(pin.bin.lower)), drawn as a pin"
    }
    if plot.cuts(counts) || reference.map(plot.cuts) ?? false {
      let all = [counts.range, reference?.range].compactMap { $0 }
      let lower = all.map(\.lowerBound).min() ?? 0
      let upper = all.map(\.upperBound).max() ?? 0
      if lower < plot.domain.lowerBound {
        notes.append("cut at the left: the tail begins at \(axis.rounded(lower))")
      }
      if upper > plot.domain.upperBound {
        notes.append("cut at the right: the tail ends at \(axis.rounded(upper))")
      }
    }
    return notes
  }

  package var svg: Markup {
    let plot = plot
    let x = LinearScale(plot.domain, from: Self.left, to: Self.right)
    let y = LinearScale(0...1, from: Self.base, to: Self.top)
    var drawn: Markup = """
      <svg class="chart" viewBox="0 0 \(Self.width) \(Self.height)" role="img"><title>\(title)</title>\
      <desc>\(description)</desc>
      """
    for bar in plot.bars(counts) where bar.bin.share > 0 {
      let (start, end) = (x(bar.bin.lower), x(bar.bin.upper))
      // A hair of paper between two bars, where there is room for it.
      let gap = end - start > 3 ? 0.75 : 0
      drawn += """
        <rect class="bar" x="\(start)" y="\(y(bar.height))" width="\(max(end - start - gap, 0.5))" \
        height="\(Self.base - y(bar.height))"><title>\(tip(bar.bin))</title></rect>
        """
    }
    for pin in plot.pins(counts) {
      // Paper around it sets it off from the bar that it stands on.
      drawn += """
        <path class="halo" d="M\(x(pin.bin.lower)) \(Self.base)V\(y(pin.height) + 4)"/>
        """
      drawn += drawnPin(x(pin.bin.lower), y(pin.height), "bar", pin.bin)
    }
    if let reference {
      drawn += """
        <path class="outline" d="\(Self.outline(plot.bars(reference), x, y))"/>
        """
      for pin in plot.pins(reference) { drawn += drawnPin(x(pin.bin.lower), y(pin.height), "outline", pin.bin) }
    }
    drawn += drawnAxis(plot.domain, x)
    if let median, plot.domain.contains(median) { drawn += mark(median, at: x(median)) }
    return drawn + "</svg>"
  }

  private func tip(_ bin: BinnedCounts.Bin) -> Markup {
    "\(axis.rounded(bin.lower)) to \(axis.rounded(bin.upper)): \(Figures.share(bin.share))"
  }

  private func drawnPin(_ x: Double, _ y: Double, _ kind: Markup, _ bin: BinnedCounts.Bin) -> Markup {
    """
    <path class="pin \(kind)" d="M\(x) \(Self.base)V\(y + 4)"/><circle class="\(kind)" cx="\(x)" cy="\(y + 4)" r="4">\
    <title>\(axis.exact(bin.lower)): \(Figures.share(bin.share))</title></circle>
    """
  }

  private static func outline(_ bars: [DensityPlot.Bar], _ x: LinearScale, _ y: LinearScale) -> Markup {
    guard let first = bars.first else { return "" }
    let steps = Markup(bars.map { "V\(y($0.height))H\(x($0.bin.upper))" })
    return "M\(x(first.bin.lower)) \(base)\(steps)V\(base)"
  }

  private func drawnAxis(_ domain: ClosedRange<Double>, _ x: LinearScale) -> Markup {
    let ticks = axis.ticks(domain, Self.right - Self.left)
    let lines = Markup(ticks.map { "M\(x($0.value)) \(Self.base)v4" })
    let labels = Markup(
      ticks.map { tick in
        // A label at either end stays inside the drawing.
        let half = 3.5 * Double(tick.label.count)
        let place = min(max(x(tick.value), half), Self.width - half)
        return """
          <text x="\(place)" y="\(Self.base + 19)" text-anchor="middle">\(tick.label)</text>
          """
      })
    return """
      <path class="axis" d="M\(Self.left) \(Self.base)H\(Self.right)\(lines)"/>\(labels)
      """
  }

  private func mark(_ median: Double, at x: Double) -> Markup {
    let text = "median \(axis.rounded(median))"
    let half = 3.5 * Double(text.count)
    return """
      <path class="mark" d="M\(x) \(Self.base)V\(Self.top - 6)"/>\
      <text x="\(min(max(x, half), Self.width - half))" y="\(Self.top - 11)" text-anchor="middle">\(text)</text>
      """
  }
}
