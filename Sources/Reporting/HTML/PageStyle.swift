/// How every page looks: the system's own type, much white, two colours that colour-blind people tell apart, and none
/// that says anything alone.
enum PageStyle {
  static let common: Markup = """

    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ink: #1d2329; --soft: #5a6570; --line: #e4e7eb; --wash: #f6f7f9;
      --data: #0072b2; --other: #c25100; --link: #005a92;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14181c; --ink: #e4e8ec; --soft: #9ba6b1; --line: #2b3239; --wash: #1b2026;
        --data: #4aa0dc; --other: #f2a65a; --link: #7cc0ee;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 3rem 2rem 6rem; max-width: 74rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
      font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere;
    }
    h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
    h1 { margin: 0; font-size: 1.75rem; font-weight: 600; }
    h2 { margin: 3.5rem 0 1rem; font-size: 1.2rem; font-weight: 600; }
    h3 { margin: 0; font-size: 1.05rem; font-weight: 600; }
    p { margin: .5rem 0; max-width: 46rem; }
    a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .15em; }
    a:not(:hover) { text-decoration-color: color-mix(in srgb, var(--link) 35%, transparent); }
    :focus-visible { outline: 2px solid var(--data); outline-offset: 2px; }
    .soft { color: var(--soft); }
    .small { font-size: .875rem; }
    code, pre { font: .875rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
    pre {
      margin: .5rem 0; padding: .75rem 1rem; background: var(--wash); border-radius: 4px; white-space: pre-wrap;
    }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th { font-weight: 500; color: var(--soft); text-align: left; vertical-align: bottom; overflow-wrap: normal; }
    th, td { padding: .45rem 1.25rem .45rem 0; border-bottom: 1px solid var(--line); }
    td { vertical-align: baseline; }
    th:last-child, td:last-child { padding-right: 0; }
    .number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
    .scroll { overflow-x: auto; }
    summary { cursor: pointer; }
    svg { display: block; }
    svg text { fill: var(--soft); font-size: 12px; }
    .verdict { white-space: nowrap; font-weight: 600; }
    @media (max-width: 44rem) { body { padding: 1.5rem 1rem 4rem; } h1 { font-size: 1.4rem; } }
    @media print {
      :root {
        --paper: #ffffff; --ink: #000000; --soft: #444444; --line: #cccccc; --wash: #ffffff; --data: #0072b2;
        --other: #c25100; --link: #000000;
      }
      html { font-size: 10pt; }
      body { padding: 0; max-width: none; }
      svg, tr { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      details::details-content { content-visibility: visible; block-size: auto; }
    }

    """
}
