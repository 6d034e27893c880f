// Sorts the tables and narrows the lists of the pages that ask for it. Every page is whole without this file.
// Words come from the pages; values to sort by stand in `data-by`, so that no number or date is read out of a sentence.

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const number = new Intl.NumberFormat(document.documentElement.lang);

for (const table of document.querySelectorAll("table[data-sort-up]")) sortable(table);
for (const form of document.querySelectorAll("form.filter")) narrowing(form);

/** Gives every heading with `data-sort` a button. A row of class `more` belongs to the one before it and moves with it. */
function sortable(table) {
  const list = table.tBodies[0];
  const bodies = [...list.rows].filter((row) => !row.matches(".more")).map((row) => {
    const more = row.nextElementSibling?.matches(".more") ? [row.nextElementSibling] : [];
    return { row, rows: [row, ...more] };
  });
  const heads = [...table.tHead.rows[0].cells];
  const said = document.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");
  table.after(said);
  heads.forEach((head, column) => {
    if (!head.dataset.sort) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const isDown = before ? before === "ascending" : head.dataset.first === "down";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      list.append(...ordered(bodies, column, head.dataset.sort, isDown));
      const words = isDown ? table.dataset.sortDown : table.dataset.sortUp;
      said.textContent = words.replace("{column}", head.abbr || button.textContent.trim());
    });
  });
  // The order that the page comes with is that of its first column, if that is a rank.
  if (heads[0].abbr) heads[0].setAttribute("aria-sort", "ascending");
  table.classList.add("sorts");
}

/** In the order of a column; what has no value is last, and equals stay in the order that the page came with. */
function ordered(bodies, column, kind, isDown) {
  const keyed = bodies.map((body) => {
    const cell = body.row.cells[column];
    const by = kind === "text" ? cell.querySelector("a").textContent : cell.dataset.by;
    return { body, by: kind === "text" || by === undefined ? by : Number(by) };
  });
  const turn = isDown ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.by === undefined || b.by === undefined) return (a.by === undefined) - (b.by === undefined);
    return turn * (kind === "text" ? collator.compare(a.by, b.by) : a.by - b.by);
  });
  return keyed.flatMap((one) => one.body.rows);
}

/** Shows the form and keeps list, count and address with what is chosen in it. */
function narrowing(form) {
  const output = form.querySelector("output");
  const choices = [...form.querySelectorAll("select")];
  const sections = [...document.querySelectorAll("section[data-kind]")].map((section) => ({
    section,
    rows: [...section.querySelectorAll("tbody tr")],
    note: section.querySelector("h2").appendChild(document.createElement("small")),
  }));
  const address = new URL(location.href);
  for (const choice of choices) {
    const asked = address.searchParams.get(choice.name);
    choice.value = [...choice.options].some((option) => option.value === asked) ? asked : "";
  }
  form.addEventListener("change", () => show(true));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => show(true)));
  form.hidden = false;
  if (choices.some((choice) => choice.value)) show(false);

  function show(isNews) {
    const wanted = Object.fromEntries(choices.map((choice) => [choice.dataset.by, choice.value]));
    let shown = 0;
    for (const { section, rows, note } of sections) {
      const { kind, parent } = section.dataset;
      const isIn = (!wanted.kind || wanted.kind === kind) && (!wanted.parent || wanted.parent === parent);
      let own = 0;
      for (const row of rows) {
        row.hidden = !(isIn && (!wanted.zone || wanted.zone === (row.dataset.zone ?? "-")));
        own += row.hidden ? 0 : 1;
      }
      section.hidden = own === 0;
      note.textContent = own < rows.length ? ` ${form.dataset.matching.replace("{n}", number.format(own))}` : "";
      shown += own;
    }
    output.textContent = form.dataset.shown.replace("{shown}", number.format(shown));
    if (!isNews) return;
    for (const choice of choices) {
      if (choice.value) address.searchParams.set(choice.name, choice.value);
      else address.searchParams.delete(choice.name);
    }
    history.replaceState(history.state, "", address);
  }
}
