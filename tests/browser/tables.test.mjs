// Tables that sort and lists that can be narrowed, on a site of 514 bodies: by mouse, by keyboard, and without scripts.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { PHONE, violations } from "./looks.mjs";
import { write } from "./nation.mjs";
import { seen, stage } from "./stage.mjs";

const TABLE = "table.league:has(caption):has([data-sort]) >> nth=1";

const { site, browser } = await stage(write());
const visit = (...page) => seen({ site, browser }, ...page);

/** The names of the bodies that are seen, in order. */
const names = (tab, within = TABLE) => tab.locator(within).locator("tbody th[scope=row] a").filter({ visible: true }).allInnerTexts();
/** What is sorted by, column by column. */
const sorts = (tab) => tab.locator(TABLE).locator("thead th").evaluateAll((heads) => heads.map((head) => head.getAttribute("aria-sort")));
const press = (tab, name) => tab.locator(TABLE).getByRole("button", { name, exact: true });

test("a heading sorts its table: the best first, then the worst, and what has no value is always last", async () => {
  await visit("tahun/2024/", { bypassCSP: true }, async (tab) => {
    const ranked = await names(tab);
    assert.equal(ranked.length, 417);
    assert.deepEqual(await sorts(tab), ["ascending", null, null, null, null]);
    const cells = (column) => tab.locator(TABLE).locator(`tbody tr:not(.more) > :nth-child(${column})`).evaluateAll((list) => list.map((cell) => cell.dataset.by ?? "none"));

    await press(tab, "Nilai").click();
    assert.deepEqual(await sorts(tab), [null, null, "descending", null, null]);
    assert.deepEqual(await names(tab), ranked, "the highest score first is the order of ranks");
    await press(tab, "Nilai").click();
    assert.deepEqual(await sorts(tab), [null, null, "ascending", null, null]);
    const scores = await cells(3);
    assert.equal(scores.at(-1), "none", "a body without a score is last");
    const known = scores.slice(0, -1).map(Number);
    assert.deepEqual(known, known.toSorted((a, b) => a - b));

    await press(tab, "Perubahan sejak 2023").click();
    const changes = await cells(5);
    assert.deepEqual(changes.slice(-2), ["none", "none"]);
    const moves = changes.slice(0, -2).map(Number);
    assert.deepEqual(moves, moves.toSorted((a, b) => b - a));
    assert.equal(await tab.getByRole("status").filter({ hasText: "Perubahan" }).innerText(), "kabupaten, 2024: diurutkan menurut Perubahan sejak 2023, menurun.");

    // Of equals the better rank stays first: zones have many.
    await press(tab, "Zona").click();
    const green = (await names(tab)).slice(0, 10);
    assert.deepEqual(green, ranked.slice(0, 10));

    await press(tab, "Daerah").click();
    assert.deepEqual((await names(tab)).slice(0, 3), ["Kabupaten Nomor 1", "Kabupaten Nomor 2", "Kabupaten Nomor 4"]);
    await press(tab, "Peringkat").click();
    assert.deepEqual(await names(tab), ranked);
    assert.deepEqual(await violations(tab), []);
  });
});

test("the keyboard sorts, and stays where it is; rows of two lines move together", async () => {
  await visit("en/tahun/2024/", {}, async (tab) => {
    const before = await names(tab);
    await press(tab, "Score").focus();
    await tab.keyboard.press("Enter");
    await tab.keyboard.press("Space");
    assert.notDeepEqual(await names(tab), before);
    assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Score");
    assert.equal((await sorts(tab))[2], "ascending");
    assert.equal(await tab.locator(`${TABLE} >> xpath=following-sibling::*[@role="status"]`).innerText(), "regencies, 2024: sorted by Score, ascending.");
    const lines = await tab.locator(TABLE).locator("tr.more").evaluateAll((rows) => rows.map((row) => row.previousElementSibling.querySelector("th a").textContent));
    assert.deepEqual(lines, ["Kabupaten Nomor 2"]);
    assert.equal((await names(tab)).at(-1), "Kabupaten Nomor 2", "it has no score");
  });
});

test("what is chosen narrows the list, stands in the address, and is kept when the page is loaded again", async () => {
  await visit("daerah/", { bypassCSP: true }, async (tab) => {
    const count = tab.locator("form.filter output");
    const all = "main";
    assert.equal(await count.innerText(), "514 dari 514 daerah");
    assert.equal((await names(tab, all)).length, 514);

    await tab.getByLabel("Jenis").selectOption("kota");
    assert.equal(await count.innerText(), "58 dari 514 daerah");
    assert.ok((await names(tab, all)).every((name) => name.startsWith("Kota")));
    await tab.getByLabel("Bagian dari").selectOption({ label: "Provinsi 5" });
    const cities = await names(tab, all);
    assert.equal(await count.innerText(), `${cities.length} dari 514 daerah`);
    assert.equal(new URL(tab.url()).search, "?jenis=kota&bagian=provinsi-5");
    assert.equal(await tab.locator("main section").filter({ visible: true }).count(), 1, "no heading without a body");
    assert.deepEqual(await violations(tab), []);

    await tab.reload();
    assert.deepEqual(await names(tab, all), cities);
    assert.equal(await tab.getByLabel("Jenis").inputValue(), "kota");

    await tab.getByRole("button", { name: "Tampilkan semua" }).click();
    await tab.waitForFunction(() => location.search === "");
    assert.equal((await names(tab, all)).length, 514);

    await tab.getByLabel("Zona").selectOption({ label: "kuning" });
    const yellow = await names(tab, all);
    assert.ok(yellow.length > 0 && yellow.length < 514);
    assert.equal(new URL(tab.url()).search, "?zona=kuning");
    const words = await tab.locator("main tbody .flag").filter({ visible: true }).allTextContents();
    assert.ok(words.every((word) => word === "kuning") && words.length === yellow.length);
    assert.match(await tab.locator("main h2").filter({ visible: true }).first().innerText(), /\d+ cocok$/);
  });
  await visit("daerah/?zona=ungu&jenis=kota", {}, async (tab) => {
    assert.equal((await names(tab, "main")).length, 58, "a word that means nothing here narrows nothing");
  });
});

test("without scripts everything is shown, in the order of ranks, and nothing asks for a script", async () => {
  await visit("daerah/?jenis=kota", { javaScriptEnabled: false }, async (tab) => {
    assert.equal(await tab.locator("main tbody th").filter({ visible: true }).count(), 514);
    assert.equal(await tab.locator("form.filter").isVisible(), false);
  });
  await visit("tahun/2024/", { javaScriptEnabled: false }, async (tab) => {
    assert.equal(await tab.locator("thead button").count(), 0);
    const ranks = await tab.locator(TABLE).locator("tbody td:first-child").allTextContents();
    const numbers = ranks.map(Number).filter((rank) => !Number.isNaN(rank) && rank > 0);
    assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b));
  });
});

test("a country's lists stay light: 6,000 nodes and 120 kB a page, 10 kB of scripts, and no shift", async () => {
  const weigh = (file) => gzipSync(readFileSync(`${site.output}/${file}`), { level: 6 }).length;
  const shared = weigh("assets/patuh.css") + weigh("assets/patuh.js");
  assert.ok(weigh("assets/patuh.js") <= 10_000, `${weigh("assets/patuh.js")} bytes of scripts`);
  for (const path of ["daerah/", "tahun/2024/"]) {
    const context = await browser.newContext(PHONE);
    const tab = await context.newPage();
    await tab.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value))).observe({ type: "layout-shift", buffered: true });
    });
    await tab.goto(site.url(path), { waitUntil: "load" });
    const { nodes, shift } = await tab.evaluate(() => ({ nodes: document.querySelectorAll("*").length, shift: window.shift }));
    await context.close();
    assert.ok(nodes <= 6_000, `${path} has ${nodes} nodes`);
    assert.ok(shift <= 0.02, `${path} shifts by ${shift}`);
    const bytes = weigh(`${path}index.html`) + shared;
    assert.ok(bytes <= 120_000, `${path} has ${bytes} bytes`);
  }
});

test("rank, name, score, zone and change are all seen on a narrow phone", async () => {
  for (const width of [360, 320]) {
    await visit("tahun/2024/", { viewport: { width, height: 640 } }, async (tab) => {
      const wide = await tab.locator(".scroll:has(.league)").evaluateAll((boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => `${box.scrollWidth} of ${box.clientWidth}`));
      assert.deepEqual(wide, [], `at ${width} px`);
      assert.equal(await tab.locator(TABLE).locator("thead th").count(), 5);
    });
  }
});
