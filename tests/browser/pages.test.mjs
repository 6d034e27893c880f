// Every page in a real browser: no fault in the console, nothing from elsewhere, nothing cut off, within its budget.
import { test } from "node:test";
import assert from "node:assert/strict";
import { accessible, budget, DESKTOP, each, NARROW, PHONE, visit, width } from "./looks.mjs";
import { sample } from "./site.mjs";
import { stage } from "./stage.mjs";

const { site, browser } = await stage();

test("no error in the console, no request to anywhere else, at most six requests, no shift of layout", async () => {
  const found = await each(browser, site.pages, PHONE, visit(site));
  assert.deepEqual(found, []);
});

test("at 320 px nothing is wider than the page, with the text spacing of WCAG 1.4.12 too", async () => {
  const found = await each(browser, site.pages, NARROW, width(site));
  assert.deepEqual(found, []);
});

for (const [name, options] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing: ${name}, ${colorScheme}`, async () => {
      const found = await each(browser, sample(site.pages), { ...options, colorScheme, bypassCSP: true }, accessible(site));
      assert.deepEqual(found, []);
    });
  }
}

test("without scripts the page says the same", async () => {
  // A form that narrows a list is only there for scripts, and says nothing of its own.
  const words = (tab) => tab.evaluate(() => {
    document.querySelectorAll("form.filter").forEach((form) => form.remove());
    return document.querySelector("main").innerText.replace(/\s+/g, " ");
  });
  const without = await browser.newContext({ ...PHONE, javaScriptEnabled: false });
  const bare = await without.newPage();
  const found = await each(browser, sample(site.pages, 1), PHONE, async (tab, page) => {
    await tab.goto(site.url(page.path));
    await bare.goto(site.url(page.path));
    const [full, plain] = [await words(tab), await bare.locator("main").innerText()];
    return plain.replace(/\s+/g, " ").length >= full.length * 0.95 ? [] : ["less is said without scripts"];
  });
  await without.close();
  assert.deepEqual(found, []);
});

test("budgets of bytes and nodes hold", async () => {
  const found = await each(browser, site.pages, DESKTOP, budget(site));
  assert.deepEqual(found, []);
});

test("a body's page prints on at most three sheets", async () => {
  const bodies = site.pages.filter((page) => /^(daerah|en\/regencies)\/[^/]+\/$/.test(page.path));
  assert.ok(bodies.length > 2, "there are pages of bodies");
  const found = await each(browser, bodies, DESKTOP, async (tab, page) => {
    await tab.goto(site.url(page.path));
    const pdf = (await tab.pdf({ format: "A4" })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g).length;
    return sheets <= 3 ? [] : [`${sheets} sheets`];
  });
  assert.deepEqual(found, []);
});

test("the keyboard reaches the text and every link, and shows where it is", async () => {
  const found = await each(browser, sample(site.pages, 1), DESKTOP, async (tab, page) => {
    await tab.goto(site.url(page.path));
    const stops = "a[href], button, input, summary, [tabindex='0']";
    // What a closed `details` hides is no stop.
    const count = await tab.evaluate((all) => [...document.querySelectorAll(all)].filter((e) => e.checkVisibility()).length, stops);
    const faults = [];
    for (let n = 0; n < Math.min(count, 60); n += 1) {
      await tab.keyboard.press("Tab");
      const fault = await tab.evaluate((first) => {
        const e = document.activeElement;
        if (e === document.body) return "the focus is lost";
        if (first && document.querySelector("nav") && !e.matches(".skip")) return "the first stop is not the way to the text";
        const style = getComputedStyle(e);
        const isSeen = style.outlineStyle !== "none" || style.boxShadow !== "none";
        return isSeen ? "" : `no mark of focus: ${e.outerHTML.slice(0, 80)}`;
      }, n === 0);
      if (fault) faults.push(fault);
    }
    return faults;
  });
  assert.deepEqual([...new Set(found)], []);
});
