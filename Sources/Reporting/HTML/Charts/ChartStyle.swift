/// How charts look, on whatever page: data is filled, what it is compared with is an outline, so that neither needs
/// its colour.
package enum ChartStyle {
  package static let charts: Markup = """

    .chart { width: 100%; max-width: 30rem; height: auto; overflow: visible; }
    .chart .bar, .spark .bar, .share .bar, .key .bar { fill: var(--data); stroke: none; }
    .chart .outline, .share .outline, .key .outline { fill: none; stroke: var(--other); stroke-width: 1.75; }
    .share .outline { stroke-width: 1.5; vector-effect: non-scaling-stroke; }
    .chart .pin { fill: none; stroke-width: 4; }
    .chart .halo { fill: none; stroke: var(--paper); stroke-width: 8; }
    .chart .pin.bar { stroke: var(--data); fill: none; }
    .chart .pin.outline { stroke-dasharray: 5 3; stroke-width: 1.75; }
    .chart .axis { fill: none; stroke: var(--soft); }
    .chart .mark, .key .mark { fill: none; stroke: var(--ink); stroke-dasharray: 2 3; stroke-width: 1.25; }
    .curve { max-width: 22rem; }
    .line { fill: none; stroke-linejoin: round; }
    .line.data { stroke: var(--data); stroke-width: 2.5; }
    .line.other { stroke: var(--other); stroke-width: 1.5; stroke-dasharray: 5 3; }
    .line.whisker { stroke-width: 1.5; stroke-dasharray: none; }
    .line.dot { stroke-dasharray: none; fill: var(--paper); }
    .line.data.dot { fill: var(--data); }
    .forest-row { width: 100%; max-width: 30rem; height: auto; overflow: visible; }
    .forest { margin-bottom: 1.5rem; }
    .forest th[scope=row] { width: 14rem; }
    .forest .track { width: 45%; }
    .forest .whisker { stroke: var(--data); stroke-width: 2.5; }
    .forest .dot { fill: var(--data); stroke: var(--data); stroke-width: 2; }
    .forest .dot.open { fill: var(--paper); }
    .forest .missed { stroke: var(--other); }
    .forest .dot.missed { fill: var(--other); }
    .forest .limit { stroke: var(--ink); stroke-dasharray: 3 3; }
    .forest .axis { fill: none; stroke: var(--soft); }
    .figures { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; }
    .figures figure { margin: 0; flex: 1 1 18rem; max-width: 22rem; }
    .figures figcaption { font-size: .875rem; color: var(--soft); }
    .ground { fill: none; stroke: var(--line); vector-effect: non-scaling-stroke; }
    .spark { width: 7.5rem; height: 1.5rem; }
    .share { width: 100%; height: .75rem; }
    .key { display: inline-block; width: 1.1rem; height: .7rem; margin-right: .35rem; }
    .bars caption { text-align: left; padding-bottom: .25rem; color: var(--soft); font-size: .875rem; }
    .bars th[scope=row] { color: var(--ink); font-weight: 400; max-width: 14rem; white-space: pre-wrap; }
    .bars th, .bars td { border: 0; padding: .15rem .9rem .15rem 0; vertical-align: middle; line-height: 1.3; }
    .bars thead th { font-size: .8rem; }
    .bars .track { width: 40%; min-width: 4rem; }
    @media screen and (max-width: 44rem) {
      .bars th, .bars td { padding-right: .6rem; }
      .bars .track { width: 25%; min-width: 2.5rem; }
    }
    .bars td.other { color: var(--other); }

    """

  /// What is drawn how.
  package static func key(hasReference: Bool, hasMedian: Bool) -> Markup {
    let data = item("<rect class=\"bar\" x=\"1\" y=\"1\" width=\"16\" height=\"9\"/>", "this data")
    let reference = item("<path class=\"outline\" d=\"M1 10V2H17V10z\"/>", "reference")
    let median = item("<path class=\"mark\" d=\"M9 0V11\"/>", "median")
    return (hasReference ? data + reference : "") + (hasMedian ? median : "")
  }

  private static func item(_ symbol: Markup, _ name: Markup) -> Markup {
    "<span class=\"item\"><svg class=\"key\" viewBox=\"0 0 18 11\" aria-hidden=\"true\">\(symbol)</svg>\(name)</span> "
  }
}
