import Reporting
import Testing

@Suite("What charts draw")
struct ChartTests {
  struct Rectangle {
    let x, width, height: Double
  }

  private func bars(_ chart: HistogramChart) -> [Rectangle] {
    chart.svg.text.matches(of: /<rect class="bar" x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="([\d.]+)">/)
      .compactMap { match in
        guard let x = Double(match.1), let width = Double(match.2), let height = Double(match.3) else { return nil }
        return Rectangle(x: x, width: width, height: height)
      }
  }

  @Test("a bar is as wide as its bin, as high as its density, and its area is its share")
  func areas() throws {
    // 2, 4 and 2 values in widths of 1, 2 and 4: densities of 1/4, 1/4 and 1/16.
    let counts = try #require(BinnedCounts(edges: [0, 1, 3, 7], counts: [2, 4, 2]))
    #expect(counts.bins.map(\.density) == [0.25, 0.25, 0.0625])
    let drawn = bars(HistogramChart(counts, title: "t", description: "d"))
    #expect(drawn.count == 3)
    // From 10 to 470; a gap of 0.75 is left between two.
    let unit = 460.0 / 7
    for (bar, (start, width)) in zip(drawn, [(0.0, 1.0), (1, 2), (3, 4)]) {
      #expect(abs(bar.x - 10 - start * unit) < 0.01)
      #expect(abs(bar.width + 0.75 - width * unit) < 0.01)
    }
    #expect(drawn[0].height == drawn[1].height)
    #expect(abs(drawn[2].height / drawn[0].height - 0.25) < 0.001)
  }

  @Test(
    "an axis of moments is labelled where years, months, days and hours begin",
    arguments: [
      (0, 3_155_760_000, ["1980", "2000", "2020", "2040", "2060"]),
      (1_704_067_200, 1_735_689_600, ["2024-01", "2024-03", "2024-05", "2024-07", "2024-09", "2024-11", "2025-01"]),
      (1_704_100_000, 1_704_500_000, ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06"]),
      (1_704_067_200, 1_704_078_000, ["01-01 00:00", "01-01 01:00", "01-01 02:00", "01-01 03:00"]),
      (-60, 0, ["23:59:00", "23:59:15", "23:59:30", "23:59:45", "00:00:00"]), (1e300, 1.1e300, []),
    ])
  func moments(start: Double, end: Double, labels: [String]) throws {
    let counts = try #require(BinnedCounts(edges: [start, (start + end) / 2, end], counts: [1, 1]))
    let axis = ChartAxis.moments(ofDay: false, rounded: { "\($0)" }, exact: { "\($0)" })
    let chart = HistogramChart(counts, title: "t", description: "d", axis: axis)
    #expect(chart.svg.text.matches(of: /text-anchor="middle">([^<]*)</).map { String($0.1) } == labels)
  }

  @Test("what is compared is drawn on the same scales")
  func reference() throws {
    let counts = try #require(BinnedCounts(edges: [0, 1, 2], counts: [1, 1]))
    let dense = try #require(BinnedCounts(edges: [2, 2.5, 4], counts: [100, 0]))
    let drawn = bars(HistogramChart(counts, reference: dense, title: "t", description: "d"))
    // A density of 1/2 beside one of 2, and half of an axis from 0 to 4.
    #expect(drawn.map(\.height) == [34.5, 34.5])
    #expect(abs(drawn[1].x - 125) < 0.01)
  }

  @Test("a number so frequent that it is a bin of its own is a pin, and the words say so")
  func pin() throws {
    let counts = try #require(BinnedCounts(edges: [0, 0, 5, 10], counts: [30, 35, 35]))
    let chart = HistogramChart(counts, median: 5, title: "t", description: "d")
    #expect(bars(chart).count == 2)
    #expect(chart.svg.text.contains("<circle class=\"bar\" cx=\"10\""))
    #expect(chart.notes == ["30.0\u{A0}% are exactly 0, drawn as a pin"])
  }

  @Test("a tail that would leave the rest no room is cut, and the words say where it ends")
  func tail() throws {
    let counts = try #require(BinnedCounts(edges: [0, 1, 2, 3, 1e9], counts: [1, 1, 1, 1]))
    let chart = HistogramChart(counts, title: "t", description: "d")
    #expect(chart.notes == ["cut at the right: the tail ends at 1,000,000,000"])
    // 0 to 3 + 4 × (3 − 1).
    #expect(abs(bars(chart)[1].x - 10 - 460.0 / 11) < 0.01)
  }

  @Test(
    "what cannot be drawn is not drawn",
    arguments: [
      ([], []), ([0], []), ([0, 1], [0]), ([0, 1, 2], [1]), ([1, 0], [1]), ([0, .infinity], [1]), ([.nan, 1], [1]),
      ([-1.5e308, 1.5e308], [1]), ([0, 1], [-1]),
    ] as [([Double], [Int])])
  func undefined(edges: [Double], counts: [Int]) { #expect(BinnedCounts(edges: edges, counts: counts) == nil) }

  @Test(
    "drawn without a trap",
    arguments: [
      ([5, 5], [3]), ([0, .leastNonzeroMagnitude, .leastNormalMagnitude], [1, 1]), ([0, 1e308], [1]),
      ([-1e-300, 0, 1e-300], [1, 2]),
      ([1e15, 1e15 + 0.125, 1e15 + 0.25], [1, 1]), ([-1.7e308, -1.7e308], [1]), ([0, 0, 0, 0], [1, 0, 2]),
    ] as [([Double], [Int])])
  func extreme(edges: [Double], counts: [Int]) throws {
    let counts = try #require(BinnedCounts(edges: edges, counts: counts))
    #expect(HistogramChart(counts, title: "t", description: "d").svg.text.hasSuffix("</svg>"))
    #expect(Spark.histogram(counts, title: "t", description: "d").text.hasSuffix("</svg>"))
  }

  @Test(
    "ticks are round, in the domain, and no more than there is room for",
    arguments: [
      (0...1, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0...72, 5, [0, 20, 40, 60]), (22.81...148.44, 4, [50, 100]),
      (-3.2...4.1, 8, [-3, -2, -1, 0, 1, 2, 3, 4]), (0...0.3, 4, [0, 0.1, 0.2, 0.3]),
      (1_200_000...1_900_000, 4, [1_200_000, 1_400_000, 1_600_000, 1_800_000]), (2.6e-7...3.4e-7, 3, [3e-7]),
    ] as [(ClosedRange<Double>, Int, [Double])])
  func ticks(domain: ClosedRange<Double>, count: Int, expected: [Double]) {
    #expect(RoundTicks(domain, atMost: count).values == expected)
  }

  @Test(
    "numbers as people read them",
    arguments: [
      (0, "0"), (-0.0, "0"), (2024, "2024"), (12_345, "12,345"), (1_234_567.891, "1,234,600"), (0.1 + 0.2, "0.3"),
      (-2.87214, "−2.8721"), (9.99996, "10"), (99_999.7, "100,000"), (3.0001e-7, "3.0001 × 10⁻⁷"),
      (1e300, "1 × 10³⁰⁰"), (0.00012345, "0.00012345"), (.nan, "undefined"), (.infinity, "undefined"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) { #expect(Figures.number(value) == text) }

  @Test(
    "a little is not nothing, and nearly all is not all",
    arguments: [
      (0, "0\u{A0}%"), (1e-9, "< 0.1\u{A0}%"), (0.0005, "0.1\u{A0}%"), (0.22, "22.0\u{A0}%"), (0.9994, "99.9\u{A0}%"),
      (0.9999, "> 99.9\u{A0}%"), (1, "100\u{A0}%"), (.nan, "undefined"),
    ] as [(Double, String)])
  func shares(share: Double, text: String) { #expect(Figures.share(share) == text) }

  @Test(
    "measures of drift line up, and a small one is not 0",
    arguments: [(0, "0.0000"), (1e-9, "< 0.0001"), (0.00079, "0.0008"), (1.21209, "1.2121"), (1234.5, "1,234.5000")]
      as [(Double, String)])
  func measures(value: Double, text: String) { #expect(Figures.measure(value) == text) }
}
