// Every page in a real browser: no fault in the console, nothing from elsewhere, nothing cut off, within its budget.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import { start } from "./browser.mjs";
import { open, sample } from "./site.mjs";

let site;
let browser;

before(async () => {
  site = await open();
  browser = await start();
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** Runs `look` on each page in one tab; returns all that was found, so that one run tells all. */
async function each(pages, options, look) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  const found = [];
  for (const page of pages) {
    found.push(...(await look(tab, page)).map((text) => `/${page.path}: ${text}`));
  }
  await context.close();
  return found;
}

const PHONE = { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const DESKTOP = { viewport: { width: 1280, height: 800 } };

test("no error in the console, no request to anywhere else, at most six requests, no shift of layout", async () => {
  const found = await each(site.pages, PHONE, async (tab, page) => {
    const faults = [];
    let requests = 0;
    const onConsole = (message) => message.type() === "error" && faults.push(`console: ${message.text()}`);
    const onError = (error) => faults.push(`script: ${error.message}`);
    const onRequest = (request) => {
      requests += request.url().startsWith("data:") ? 0 : 1;
      if (!request.url().startsWith(site.origin) && !request.url().startsWith("data:")) faults.push(`asks ${request.url()}`);
    };
    tab.on("console", onConsole).on("pageerror", onError).on("request", onRequest);
    await tab.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await tab.goto(site.url(page.path), { waitUntil: "load" });
    const shift = await tab.evaluate(() => window.shift);
    tab.off("console", onConsole).off("pageerror", onError).off("request", onRequest);
    if (requests > 6) faults.push(`${requests} requests`);
    if (shift > 0.02) faults.push(`layout shifts by ${shift}`);
    return faults;
  });
  assert.deepEqual(found, []);
});

test("at 320 px nothing is wider than the page, with the text spacing of WCAG 1.4.12 too", async () => {
  const narrow = { ...PHONE, viewport: { width: 320, height: 640 } };
  const found = await each(site.pages, narrow, async (tab, page) => {
    await tab.goto(site.url(page.path));
    const plain = await tab.evaluate(tooWide);
    // Set through the style sheet interface: the page's own policy refuses a style element.
    await tab.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
      document.adoptedStyleSheets = [sheet];
    });
    const spaced = await tab.evaluate(tooWide);
    return [...plain, ...spaced.map((text) => `with text spacing: ${text}`)];
  });
  assert.deepEqual(found, []);
});

/** In the page: what reaches beyond the window's edge and does not scroll by itself. */
function tooWide() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (element) => element && element !== document.body && (["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 0.5 && !scrolls(e.parentElement));
  return [`${document.documentElement.scrollWidth} px wide: ${wide.slice(-1).map((e) => e.outerHTML.slice(0, 90))}`];
}

for (const [name, options] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing: ${name}, ${colorScheme}`, async () => {
      // The script of the test is brought in past the page's policy, which refuses scripts that are not the site's.
      const found = await each(sample(site.pages), { ...options, colorScheme, bypassCSP: true }, async (tab, page) => {
        await tab.goto(site.url(page.path));
        await tab.evaluate(axe.source);
        const { violations } = await tab.evaluate(() => window.axe.run({
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }));
        return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${v.help}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`));
      });
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
  const found = await each(sample(site.pages, 1), PHONE, async (tab, page) => {
    await tab.goto(site.url(page.path));
    await bare.goto(site.url(page.path));
    const [full, plain] = [await words(tab), await bare.locator("main").innerText()];
    return plain.replace(/\s+/g, " ").length >= full.length * 0.95 ? [] : ["less is said without scripts"];
  });
  await without.close();
  assert.deepEqual(found, []);
});

test("budgets of bytes and nodes hold", async () => {
  const weigh = (file) => gzipSync(readFileSync(file), { level: 6 }).length;
  const css = weigh(`${site.output}/assets/tokens.css`) + weigh(`${site.output}/assets/patuh.css`);
  assert.ok(css <= 12_000, `the style sheet has ${css} bytes`);
  const found = await each(site.pages, DESKTOP, async (tab, page) => {
    await tab.goto(site.url(page.path));
    const nodes = await tab.evaluate(() => document.querySelectorAll("*").length);
    const bytes = weigh(page.file) + css;
    const budget = budgetOf(page.path);
    const faults = [];
    if (bytes > budget.bytes) faults.push(`${bytes} bytes of ${budget.bytes}`);
    if (nodes > budget.nodes) faults.push(`${nodes} nodes of ${budget.nodes}`);
    return faults;
  });
  assert.deepEqual(found, []);
});

/** Front page, lists of many bodies, and all others. */
function budgetOf(path) {
  const [section, ...rest] = path.replace(/^en\//, "").split("/").filter(Boolean);
  if (section === undefined) return { bytes: 60_000, nodes: 2_500 };
  const lists = ["tahun", "years", "layanan", "services", "bandingkan", "compare"];
  const isList = lists.includes(section) || (["daerah", "regencies"].includes(section) && rest.length === 0);
  return isList ? { bytes: 120_000, nodes: 6_000 } : { bytes: 40_000, nodes: 1_500 };
}

test("a body's page prints on at most three sheets", async () => {
  const bodies = site.pages.filter((page) => /^(daerah|en\/regencies)\/[^/]+\/$/.test(page.path));
  assert.ok(bodies.length > 2, "there are pages of bodies");
  const found = await each(bodies, DESKTOP, async (tab, page) => {
    await tab.goto(site.url(page.path));
    const pdf = (await tab.pdf({ format: "A4" })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g).length;
    return sheets <= 3 ? [] : [`${sheets} sheets`];
  });
  assert.deepEqual(found, []);
});

test("the keyboard reaches the text and every link, and shows where it is", async () => {
  const found = await each(sample(site.pages, 1), DESKTOP, async (tab, page) => {
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
        if (first && !e.matches(".skip")) return "the first stop is not the way to the text";
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
