// The search page as a visitor uses it: with script, without, with a wrong spelling, and from the front page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stage } from "./stage.mjs";

const { site, browser } = await stage();

const shown = (tab) => tab.locator(".finder section:not([hidden]) li:not([hidden]) a").allInnerTexts();

async function found(query, path = "cari/") {
  const tab = await browser.newPage();
  await tab.goto(site.url(path));
  await tab.fill("input[type=search]", query);
  await tab.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  const result = { names: await shown(tab), said: await tab.locator("[role=status]").innerText(), address: tab.url() };
  await tab.close();
  return result;
}

test("spellings of a body lead to it", async () => {
  for (const [query, name] of [
    ["tanjabbar", "Kabupaten Tanjung Jabung Barat"],
    ["batang hari", "Kabupaten Batanghari"],
    ["BATANGHARI", "Kabupaten Batanghari"],
    ["sungaipenuh", "Kota Sungai Penuh"],
    ["kab. kerinci", "Kabupaten Kerinci"],
  ]) {
    const { names } = await found(query);
    assert.equal(names[0], name, query);
  }
});

test("a slip is told as one, and what is nowhere too", async () => {
  const near = await found("sarolngun");
  assert.equal(near.names[0], "Kabupaten Sarolangun");
  assert.match(near.said, /Mungkin maksud Anda/);
  const none = await found("zzzz");
  assert.deepEqual(none.names, []);
  assert.match(none.said, /Tidak ada yang cocok/);
});

test("units and articles are found too, and the address keeps the question", async () => {
  const { names, said, address } = await found("dukcapil merangin");
  assert.deepEqual(names, ["Dinas Kependudukan dan Pencatatan Sipil"]);
  assert.equal(said, "Hasil: 1");
  assert.match(address, /\?q=dukcapil%20merangin$/);
  const articles = await found("pendampingan");
  assert.ok(articles.names.includes("Sarolangun minta pendampingan Ombudsman"), articles.names.join());
});

test("the address alone finds, in English too, and an empty field shows all", async () => {
  const tab = await browser.newPage();
  await tab.goto(site.url("en/cari/?q=bungo"));
  await tab.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  assert.equal((await shown(tab))[0], "Kabupaten Bungo");
  await tab.fill("input[type=search]", "");
  await tab.waitForFunction(() => document.querySelector("[role=status]").textContent === "");
  assert.equal((await shown(tab)).length, 12);
  assert.match(tab.url(), /\/en\/cari\/$/);
  await tab.close();
});

test("the front page's form leads to the result, by keyboard alone", async () => {
  const tab = await browser.newPage();
  await tab.goto(site.url(""));
  await tab.focus("input[type=search]");
  await tab.keyboard.type("kerinci");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/\/cari\/\?q=kerinci$/);
  await tab.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  assert.equal((await shown(tab))[0], "Kabupaten Kerinci");
  await tab.close();
});

test("a question is never markup", async () => {
  const tab = await browser.newPage();
  await tab.goto(site.url(`cari/?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`));
  await tab.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  assert.equal(await tab.locator("main img").count(), 0);
  await tab.close();
});

test("without script the whole list is there, and files that fail are told", async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const tab = await plain.newPage();
  await tab.goto(site.url("cari/?q=kerinci"));
  assert.equal(await tab.locator("[data-group=listed] a").count(), 12);
  assert.match(await tab.locator("main").innerText(), /Tanpa JavaScript/);
  await plain.close();
  const broken = await browser.newPage();
  await broken.route("**/*.json", (route) => route.abort());
  await broken.goto(site.url("cari/?q=bungo"));
  await broken.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  assert.match(await broken.locator("[role=status]").innerText(), /belum dapat dimuat/);
  assert.equal((await shown(broken))[0], "Kabupaten Bungo");
  await broken.close();
});
