// What is looked at in a page, the same for the real site and for a large one.
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { gzipSync } from "node:zlib";
import axe from "axe-core";

export const PHONE = { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const NARROW = { ...PHONE, viewport: { width: 320, height: 640 } };
export const DESKTOP = { viewport: { width: 1280, height: 800 } };

/** Runs `look` on each page in one tab; returns all that was found, so that one run tells all. */
export async function each(browser, pages, options, look) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  const found = [];
  for (const page of pages) {
    found.push(...(await look(tab, page)).map((text) => `/${page.path}: ${text}`));
  }
  await context.close();
  return found;
}

/** Faults in the console, requests to elsewhere or too many of them, a layout that shifts. */
export const visit = (site) => async (tab, page) => {
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
};

/** What is wider than the page, with the text spacing of WCAG 1.4.12 too. */
export const width = (site) => async (tab, page) => {
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
};

/** In the page: what reaches beyond the window's edge and does not scroll by itself. */
function tooWide() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (element) => element && element !== document.body && (["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 0.5 && !scrolls(e.parentElement));
  return [`${document.documentElement.scrollWidth} px wide: ${wide.slice(-1).map((e) => e.outerHTML.slice(0, 90))}`];
}

/** What axe finds. */
export const accessible = (site) => async (tab, page) => {
  await tab.goto(site.url(page.path));
  return violations(tab);
};

/** What axe finds in a page as it is now. Its script is brought in past the page's policy (`bypassCSP`), which refuses all but the site's. */
export async function violations(tab) {
  await tab.evaluate(axe.source);
  const found = await tab.evaluate(() => window.axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }));
  return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${v.help}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`));
}

/** What is over its budget: elements, and bytes of all that the page loads, compressed as a server does. */
export const budget = (site) => async (tab, page) => {
  await tab.goto(site.url(page.path), { waitUntil: "load" });
  const nodes = await tab.evaluate(() => document.querySelectorAll("*").length);
  const loaded = await tab.evaluate(() => [location.href, ...performance.getEntriesByType("resource").map((entry) => entry.name)]);
  const bytes = { all: 0, css: 0, js: 0 };
  for (const address of new Set(loaded.filter((address) => address.startsWith(site.origin)))) {
    const file = site.file(address);
    const body = readFileSync(file);
    const size = /\.(png|jpe?g|webp)$/.test(file) ? body.length : gzipSync(body, { level: 6 }).length;
    bytes.all += size;
    const kind = extname(file).slice(1);
    if (kind in bytes) bytes[kind] += size;
  }
  const most = budgetOf(page.path);
  const faults = [];
  if (bytes.all > most.bytes) faults.push(`${bytes.all} bytes of ${most.bytes}`);
  if (bytes.css > 12_000) faults.push(`${bytes.css} bytes of style sheets of 12000`);
  if (bytes.js > 10_000) faults.push(`${bytes.js} bytes of scripts of 10000`);
  if (nodes > most.nodes) faults.push(`${nodes} nodes of ${most.nodes}`);
  return faults;
};

/** Front page, lists of many bodies, and all others. */
function budgetOf(path) {
  const [section, ...rest] = path.replace(/^en\//, "").split("/").filter(Boolean);
  if (section === undefined) return { bytes: 60_000, nodes: 2_500 };
  const lists = ["tahun", "years", "layanan", "services", "bandingkan", "compare", "cari", "search"];
  const isList = lists.includes(section) || (["daerah", "regencies"].includes(section) && rest.length === 0);
  return isList ? { bytes: 120_000, nodes: 6_000 } : { bytes: 40_000, nodes: 1_500 };
}
