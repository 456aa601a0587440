import Reporting

extension ProfilePage {
  static let style: Markup = """

    .facts { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin: 1.5rem 0 0; }
    .facts dd { margin: 0; font-size: 1.5rem; line-height: 1.2; }
    .facts dt { color: var(--soft); font-size: .875rem; max-width: 9rem; }
    .overview th[scope=row] { color: inherit; font-weight: 500; min-width: 9rem; max-width: 18rem; }
    .overview td { vertical-align: middle; }
    .overview .kind { margin: 0; font-size: inherit; white-space: nowrap; }
    .overview th[scope=row] { vertical-align: middle; }
    .overview .nulls { width: 8.5rem; }
    .overview .nulls div { display: flex; align-items: center; gap: .6rem; }
    .overview .nulls span { white-space: nowrap; }
    .overview .share { flex: 0 0 3.5rem; background: var(--line); }
    .measure { display: inline-block; min-width: 4.4rem; margin-right: .5rem; }
    .overview .summary { max-width: 20rem; }
    .overview .drawn { width: 7.5rem; }
    .overview .drift { white-space: nowrap; }
    .overview thead th { white-space: nowrap; }
    .overview thead button {
      all: unset; cursor: pointer; border-bottom: 1px dotted var(--soft); white-space: nowrap;
    }
    .overview thead button:focus-visible { outline: 2px solid var(--data); outline-offset: 2px; }
    [aria-sort=ascending] button::after { content: " ↑"; }
    [aria-sort=descending] button::after { content: " ↓"; }
    input {
      font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 4px;
      padding: .35rem .7rem; margin-bottom: 1rem; width: 18rem; max-width: 100%;
    }
    .overview tr[hidden] { display: none; }
    .moved { color: var(--other); font-weight: 600; }
    .card { padding: 1.75rem 0; border-top: 1px solid var(--line); break-inside: avoid; scroll-margin-top: 1rem; }
    .card:target h3 bdi, .card:has(:target) h3 bdi {
      text-decoration: underline 2px var(--data); text-underline-offset: .3em;
    }
    details.card { padding: .6rem 0; }
    details.card h3 { display: inline; }
    details[open].card { padding-bottom: 1.75rem; }
    .inside { padding-top: 1rem; scroll-margin-top: 3rem; }
    .kind { margin-left: .5rem; color: var(--soft); font-size: .875rem; font-weight: 400; }
    .sides { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 1rem 4rem; margin-top: 1rem; }
    .statistics { margin: 0; font-size: .9rem; }
    .statistics div { display: flex; justify-content: space-between; gap: 1rem; padding: .2rem 0; }
    .statistics div + div { border-top: 1px solid var(--line); }
    dt { color: var(--soft); }
    dd { margin: 0; }
    .statistics dd { text-align: right; }
    .label { margin: 1.25rem 0 .25rem; }
    .deciles {
      display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .5rem; margin: 0; font-size: .85rem;
    }
    .deciles dt { font-size: .75rem; }
    figure { margin: 0; }
    figcaption { margin-top: .25rem; color: var(--soft); font-size: .8rem; }
    .item { margin-right: 1rem; }
    .drift h4 { margin: 1.5rem 0 0; font-size: .9rem; font-weight: 600; }
    .drift:first-child h4 { margin-top: 0; }
    .drift p { margin: .25rem 0; font-size: .9rem; }
    .drift table { width: auto; max-width: 100%; margin: .25rem 0 .5rem; }
    .drift th, .drift table td { padding: .25rem 1.5rem .25rem 0; overflow-wrap: normal; }
    @media print {
      input { display: none; }
      /* As a box of its own it would be missing where the head is repeated on the next page. */
      .overview thead button { display: contents; }
      .overview th, .overview td { padding: .2rem .8rem .2rem 0; }
      .sides { gap: 1rem 2rem; }
    }
    @media screen and (max-width: 44rem) {
      .sides { grid-template-columns: minmax(0, 1fr); }
      .facts { gap: 1rem 2rem; }
      .drift th, .drift table td { padding-right: .75rem; }
      .overview, .overview tbody { display: block; }
      .overview thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
      .overview tr {
        display: flex; flex-wrap: wrap; align-items: center; gap: .1rem 1.25rem; padding: .75rem 0;
        border-bottom: 1px solid var(--line);
      }
      .overview th, .overview td, .overview .nulls { border: 0; padding: 0; width: auto; text-align: left; }
      .overview th[scope=row] { order: -2; flex: 1 1 calc(100% - 9rem); min-width: 0; max-width: calc(100% - 8.75rem); }
      .overview .drawn { order: -1; flex: 0 0 7.5rem; min-height: 1.5rem; }
      .overview .summary, .overview .drift { flex: 0 0 100%; max-width: none; }
      .overview .summary:empty { display: none; }
      .overview td[data-label] { display: flex; gap: .5rem; }
      .overview td[data-label]::before { content: attr(data-label); color: var(--soft); }
      .overview .measure { min-width: 0; }
    }

    """

  /// Finding and sorting columns: without it the page has all the same. HTML and XML agree on what it says, since
  /// it compares with neither `<` nor `&`.
  static let script: Markup = """

    "use strict";
    {
      const table = document.getElementById("columns");
      const rows = Array.from(table.tBodies[0].rows);
      const box = document.createElement("input");
      box.type = "search";
      box.placeholder = "find a column";
      box.setAttribute("aria-label", "find a column");
      box.addEventListener("input", () => {
        const wanted = box.value.trim().toLowerCase();
        for (const row of rows) row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
      });
      if (rows.length > 10) table.before(box);
      const heads = Array.from(table.tHead.rows[0].cells);
      for (const [index, head] of heads.entries()) {
        if (!head.dataset.sort) continue;
        const isNumber = head.dataset.sort === "number";
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const first = isNumber ? "descending" : "ascending";
          const second = isNumber ? "ascending" : "descending";
          const order = head.getAttribute("aria-sort") === first ? second : first;
          for (const other of heads) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", order);
          const sign = order === "ascending" ? 1 : -1;
          const key = (row) => row.cells[index].dataset.key;
          rows.sort((a, b) => sign * (isNumber
            ? Number(key(a)) - Number(key(b))
            : a.cells[index].textContent.localeCompare(b.cells[index].textContent)));
          table.tBodies[0].append(...rows);
        });
      }
    }

    """
}
