// Sorts and filters the rows of every table whose header cells carry data-sort. Without it the page reads the same.
(() => {
  const missing = new Set(["", "not measured"]);
  const leading = /^[-+\u2212]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?(?=$|\s)/i;
  const comparison = /^(<=|>=|<|>|=)\s*(-?(?:\d+\.?\d*|\.\d+))\s*%?$/;
  const collator = new Intl.Collator("en", { numeric: true });
  const number = text => Number(leading.exec(text)[0].replace("\u2212", "-"));
  const holds = { "<": (a, b) => a < b, ">": (a, b) => a > b, "<=": (a, b) => a <= b, ">=": (a, b) => a >= b, "=": (a, b) => a === b };

  const open = table => {
    const body = table.tBodies[0];
    const headers = [...table.tHead.rows[0].cells];
    const rows = [...body.rows].map(row => ({ row, texts: [...row.cells].map(cell => cell.textContent.trim()) }));
    // A column is one of numbers when every cell that holds anything begins with one.
    const numeric = headers.map((_, c) => rows.every(r => missing.has(r.texts[c]) || leading.test(r.texts[c])) && rows.some(r => !missing.has(r.texts[c])));

    const sort = column => {
      const direction = headers[column].getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const header of headers) header.removeAttribute("aria-sort");
      headers[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      const compare = numeric[column] ? (a, b) => number(a) - number(b) : collator.compare;
      // What was not measured stands last, whichever way.
      const order = (a, b) => missing.has(a) || missing.has(b) ? missing.has(a) - missing.has(b) : direction * compare(a, b);
      rows.sort((a, b) => order(a.texts[column], b.texts[column]));
      body.append(...rows.map(r => r.row));
    };

    const wanted = headers.map(() => () => true);
    let anywhere = "";
    const said = document.createElement("p");
    const filter = () => {
      let shown = 0;
      for (const { row, texts } of rows) {
        row.hidden = !(wanted.every((passes, c) => passes(texts[c])) && (anywhere === "" || texts.some(text => text.toLowerCase().includes(anywhere))));
        shown += !row.hidden;
      }
      said.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} rows`;
    };
    const rule = (text, column) => {
      const asked = numeric[column] && comparison.exec(text.trim());
      if (asked) return cell => !missing.has(cell) && holds[asked[1]](number(cell), Number(asked[2]));
      const part = text.trim().toLowerCase();
      return cell => cell.toLowerCase().includes(part);
    };

    said.className = "note";
    said.setAttribute("role", "status");
    const box = table.closest(".scroll") ?? table;
    box.before(said);
    const filters = table.tHead.insertRow();
    filters.className = "filters";
    for (const [column, header] of headers.entries()) {
      const cell = filters.insertCell();
      if (!("sort" in header.dataset)) continue;
      const name = header.textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(column));
      header.append(button);
      const input = document.createElement("input");
      input.type = "search";
      input.setAttribute("aria-label", `Filter ${name}`);
      input.title = numeric[column] ? "Text, or a comparison such as >= 0.5" : "Text";
      input.addEventListener("input", () => { wanted[column] = rule(input.value, column); filter(); });
      cell.append(input);
    }
    const all = table.closest("section")?.querySelector("input[type=search][hidden]");
    if (all) {
      all.hidden = false;
      all.addEventListener("input", () => { anywhere = all.value.trim().toLowerCase(); filter(); });
    }
  };

  for (const table of document.querySelectorAll("table:has(> thead > tr > th[data-sort])")) open(table);

  // A box that scrolls can be scrolled by keyboard, one that does not is no stop.
  const watch = new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".scroll")) {
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", box.closest("section")?.querySelector("h2")?.textContent ?? "table");
    watch.observe(box);
  }
})();
