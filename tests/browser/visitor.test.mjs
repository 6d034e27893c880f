// The way of a visitor: from a name half remembered to the figure, its card, the page to embed and the file of data;
// with scripts and without.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stage } from "./stage.mjs";

const { site, browser } = await stage();

/** What stands at an address of the published site, from the folder that is served. */
async function fetched(tab, address) {
  const { pathname, search } = new URL(address, "https://example.org");
  const answer = await tab.request.get(`${site.origin}${pathname}${search}`);
  assert.equal(answer.status(), 200, address);
  return answer;
}

for (const javaScriptEnabled of [true, false]) {
  test(`from the front page to card, page to embed and data, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, javaScriptEnabled });
    const tab = await context.newPage();
    await tab.goto(site.url(""));
    await tab.getByRole("searchbox").fill("tanjabbar");
    await tab.getByRole("button", { name: "Cari" }).click();
    await tab.waitForURL(/\/cari\/\?q=tanjabbar$/);
    await tab.getByRole("link", { name: "Kabupaten Tanjung Jabung Barat" }).first().click();
    assert.match(await tab.locator("h1").innerText(), /^Kabupaten Tanjung Jabung Barat: zona hijau \(2024\)/);
    assert.match(await tab.locator(".big").innerText(), /^91,46/);

    const card = await fetched(tab, await tab.locator('meta[property="og:image"]').getAttribute("content"));
    assert.equal((await card.body()).subarray(1, 4).toString(), "PNG");
    const table = await (await fetched(tab, await tab.getByRole("link", { name: "CSV" }).getAttribute("href"))).text();
    assert.match(table, /,91\.46,/);
    const chart = await (await fetched(tab, await tab.getByRole("link", { name: /SVG/ }).getAttribute("href"))).text();
    assert.match(chart, />91,46</);

    const embedded = await tab.getByRole("link", { name: "Lihat contohnya." }).getAttribute("href");
    await tab.goto(`${site.origin}${new URL(embedded).pathname}`);
    assert.match(await tab.locator("main").innerText(), /91,46/);
    assert.equal(await tab.locator("nav").count(), 0);
    await context.close();
  });
}
