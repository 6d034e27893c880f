// A site as large as the country, with invented bodies: of every kind of page the largest and one in the middle hold
// what the pages of the real site hold, and every link of every page leads somewhere.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { checker, hasJava } from "./html.mjs";
import { accessible, budget, DESKTOP, each, NARROW, PHONE, visit, width } from "./looks.mjs";
import { broken, extremes, invent } from "./site.mjs";
import { stage } from "./stage.mjs";

const SIZE = ["--bodies", "514", "--years", "10", "--units", "10", "--articles", "300", "--units-as", "yaml"];

const { site, browser } = await stage(invent(...SIZE));
const pages = extremes(site.pages);

test("the sample has every kind of page", () => {
  assert.ok(site.pages.length > 2500, `${site.pages.length} pages`);
  const paths = pages.map((page) => page.path);
  const kinds = [
    /^$/, /^daerah\/$/, /^daerah\/[^/]+\/$/, /^daerah\/[^/]+\/layanan\/$/, /^layanan\/[^/]+\/$/, /^tahun\/\d+\/$/, /^metodologi\/$/,
    /^koreksi\/$/, /^koreksi\/\d+\/$/, /^berita\/$/, /^berita\/[^/]+\/$/, /^berita\/topik\/[^/]+\/$/, /^tentang\/$/, /^404\.html$/,
  ];
  for (const kind of kinds) assert.ok(paths.some((path) => kind.test(path)), `${kind} in ${paths.join(" ")}`);
});

test("every link leads somewhere", () => {
  assert.deepEqual(broken(site.output, site.pages).slice(0, 20), []);
});

test("no error in the console, no request to anywhere else, at most six requests, no shift of layout", async () => {
  assert.deepEqual(await each(browser, pages, PHONE, visit(site)), []);
});

test("at 320 px nothing is wider than the page, with the text spacing of WCAG 1.4.12 too", async () => {
  assert.deepEqual(await each(browser, pages, NARROW, width(site)), []);
});

test("budgets of bytes and nodes hold", async () => {
  assert.deepEqual(await each(browser, pages, DESKTOP, budget(site)), []);
});

// The largest in one language are enough here: the markup is the same, and the real site has both.
const own = () => extremes(site.pages, 1).filter((page) => !page.path.startsWith("en/"));
describe("axe finds nothing", { concurrency: 2 }, () => {
  for (const [name, options] of [["phone", PHONE], ["desktop", DESKTOP]]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${name}, ${colorScheme}`, async () => {
        assert.deepEqual(await each(browser, own(), { ...options, colorScheme, bypassCSP: true }, accessible(site)), []);
      });
    }
  }
});

test("the Nu checker finds no error", { skip: hasJava ? false : "Java is not installed" }, () => {
  const { stdout, status } = spawnSync("java", checker(...pages.map((page) => page.file)), { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.deepEqual(stdout.split("\n").filter(Boolean).slice(0, 30), []);
  assert.equal(status, 0);
});
