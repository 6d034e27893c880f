// The search page: bodies are looked for in the list that the page has, all else in files fetched at the first search.
// Names are compared without marks, spaces and hyphens; where nothing is found, by the nearest spelling.
"use strict";
(() => {
  const finder = document.querySelector(".finder");
  const field = finder.querySelector("input[type=search]");
  const status = finder.querySelector("[role=status]");
  const SHOWN = 50;

  const wordsOf = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const names = (name, also) => [name, ...also.split("|")].filter(Boolean).map((one) => ({ words: wordsOf(one), joined: wordsOf(one).join("") }));

  /* How well a query meets names: 0 begins one, 1 stands in one, 2 all its words do; undefined not at all. */
  function fit(query, known) {
    if (known.some((name) => name.joined.startsWith(query.joined))) return 0;
    if (known.some((name) => name.joined.includes(query.joined))) return 1;
    const all = known.map((name) => name.joined).join(" ");
    return query.words.every((word) => all.includes(word)) ? 2 : undefined;
  }

  /* How many letters differ, for spellings near enough to be meant. */
  function near(query, known) {
    const most = query.joined.length >= 8 ? 2 : query.joined.length >= 5 ? 1 : 0;
    const spellings = known.flatMap((name) => [name.joined, ...name.words]);
    const least = Math.min(...spellings.map((one) => (Math.abs(one.length - query.joined.length) > most ? Infinity : distance(query.joined, one))));
    return most > 0 && least <= most ? 3 + least : undefined;
  }

  function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return row[b.length];
  }

  function search(rows, query, measure) {
    const met = rows.map((row, place) => ({ row, place, rank: measure(query, row.known) })).filter((one) => one.rank !== undefined);
    return met.sort((a, b) => a.rank - b.rank || a.place - b.place).map((one) => one.row);
  }

  const listed = [...finder.querySelectorAll("[data-group=listed] li")].map((item) => ({ item, known: names(item.querySelector("a").textContent, item.dataset.also) }));
  const groups = [...finder.querySelectorAll("[data-index]")].map((section) => ({ section, rows: undefined }));
  let loading;

  function load() {
    loading ??= Promise.all(groups.map(async (group) => {
      const answer = await fetch(group.section.dataset.index);
      if (!answer.ok) throw new Error(String(answer.status));
      group.rows = (await answer.json()).map(([name, note, address, also]) => ({ name, note, address, known: names(name, `${also}|${group.section.dataset.group === "units" ? note : ""}`) }));
    })).catch(() => { loading = undefined; });
    return loading;
  }

  function showListed(found) {
    const list = finder.querySelector("[data-group=listed] ul");
    if (!list) return;
    for (const row of listed) row.item.hidden = true;
    for (const row of found) { row.item.hidden = false; list.append(row.item); }
    list.parentElement.hidden = found.length === 0;
  }

  function showGroup({ section }, found) {
    section.hidden = found.length === 0;
    section.querySelector("ul").replaceChildren(...found.slice(0, SHOWN).map((row) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const note = document.createElement("span");
      link.href = row.address;
      link.textContent = row.name;
      note.className = "note";
      note.textContent = row.note;
      item.append(link, " ", note);
      return item;
    }));
    section.querySelector("p").textContent = found.length > SHOWN ? finder.dataset.more.replace("{n}", number(found.length - SHOWN)) : "";
  }

  const number = (n) => n.toLocaleString(document.documentElement.lang);

  async function run() {
    const asked = field.value;
    const query = { words: wordsOf(asked), joined: wordsOf(asked).join("") };
    const address = asked.trim() ? `?q=${encodeURIComponent(asked.trim())}` : location.pathname;
    history.replaceState(null, "", address);
    if (!query.joined) {
      showListed(listed);
      for (const group of groups) group.section.hidden = true;
      status.textContent = "";
      return;
    }
    await load();
    if (field.value !== asked) return;
    const all = [{ rows: listed, show: showListed }, ...groups.map((group) => ({ rows: group.rows ?? [], show: (found) => showGroup(group, found) }))];
    let results = all.map(({ rows }) => search(rows, query, fit));
    const isNear = results.every((found) => found.length === 0);
    if (isNear) results = all.map(({ rows }) => search(rows, query, near));
    all.forEach(({ show }, n) => show(results[n]));
    const count = results.reduce((sum, found) => sum + found.length, 0);
    const said = count === 0 ? finder.dataset.none : isNear ? finder.dataset.near : finder.dataset.found.replace("{n}", number(count));
    status.textContent = groups.some((group) => !group.rows) ? `${said} ${finder.dataset.failed}` : said;
  }

  finder.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  field.addEventListener("input", run);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) run();
})();
