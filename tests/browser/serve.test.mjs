// `patuh serve` as who writes sees it: an edit loads the page again, a fault lies over the last sound page until it is mended.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { start } from "./browser.mjs";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const ARTICLE = "content/news/2025-01-12-nord-devant.md";
const PAGE = "actualites/nord-devant/";

const browser = await start();
after(() => browser.close());

/** Serves a copy of the small site; `edit` changes a file of it. */
async function served(prepare = () => {}) {
  const root = mkdtempSync(join(tmpdir(), "patuh-serve-"));
  for (const part of ["content", "themes"]) cpSync(join(PROJECT, "tests/site-other", part), join(root, part), { recursive: true });
  const edit = (file, from, to) => {
    const text = readFileSync(join(root, file), "utf8");
    assert.ok(text.includes(from), `${file} has ${from}`);
    writeFileSync(join(root, file), text.replace(from, to));
  };
  prepare(edit);
  const program = process.env.PATUH ?? join(PROJECT, "target/release/patuh");
  const child = spawn(program, ["serve", "--port", "0", "--root", root, "--clock", "2026-11-01T00:00:00Z"]);
  child.stderr.resume();
  const origin = await new Promise((found, failed) => {
    child.on("exit", (code) => failed(new Error(`serve ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = line.match(/http:\/\/[^ ]+/);
      if (address) found(address[0]);
    });
  });
  after(() => {
    child.kill();
    rmSync(root, { recursive: true });
  });
  return { edit, url: (path = "") => new URL(path, origin).href };
}

/** A tab in which nothing may go wrong; `faults` has what did. */
async function opened(address) {
  const tab = await browser.newPage();
  const faults = [];
  tab.on("pageerror", (error) => faults.push(error.message));
  tab.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await tab.goto(address);
  return { tab, faults };
}

const overlay = (tab) => tab.frameLocator("iframe[src='/.patuh/faults']");

test("an edit loads the page again, where it was", async () => {
  const site = await served();
  const { tab, faults } = await opened(site.url(PAGE));
  await tab.evaluate(() => scrollTo({ top: 150, behavior: "instant" }));
  site.edit(ARTICLE, "attend moins longtemps", "attend bien moins longtemps");
  await tab.getByText("attend bien moins longtemps").waitFor();
  await tab.waitForFunction(() => scrollY === 150);
  assert.deepEqual(faults, []);
});

test("a fault lies over the last sound page, as text, and goes away when it is mended", async () => {
  const site = await served();
  const { tab, faults } = await opened(site.url(PAGE));
  const bad = 'regencies: ["<img src=x onerror=alert(1)>"]';
  site.edit(ARTICLE, "regencies: [nord]", bad);
  const frame = overlay(tab);
  await frame.getByText(`${ARTICLE}:4:13`).waitFor();
  assert.match(await frame.locator(".message").first().innerText(), /<img src=x onerror=alert\(1\)>/);
  assert.equal(await frame.locator("img").count(), 0);
  assert.notEqual(await frame.locator(".help").first().innerText(), "");
  assert.ok(await tab.getByText("attend moins longtemps").isVisible(), "the page is below");
  await tab.screenshot({ path: process.env.SHOT && `${process.env.SHOT}-over.png` });
  await frame.getByRole("button").click();
  await tab.locator("iframe").waitFor({ state: "detached" });
  site.edit(ARTICLE, "date: 2025-01-12", "date: yesterday");
  await frame.getByText(`${ARTICLE}:3:7`).waitFor();
  site.edit(ARTICLE, bad, "regencies: [nord]");
  site.edit(ARTICLE, "date: yesterday", "date: 2025-01-12");
  await tab.locator("iframe").waitFor({ state: "detached" });
  assert.deepEqual(faults, []);
});

test("a site that was never sound is a page of its faults until it is mended", async () => {
  const site = await served((edit) => edit("content/site.yaml", "languages: [fr]", 'languages: ["<b>"]'));
  const { tab } = await opened(site.url());
  await tab.getByText("content/site.yaml:4:13").waitFor();
  assert.equal(await tab.getByRole("button").count(), 0);
  await tab.screenshot({ path: process.env.SHOT && `${process.env.SHOT}-alone.png` });
  site.edit("content/site.yaml", "title:", "titel:");
  await tab.getByText("titel").first().waitFor();
  site.edit("content/site.yaml", "titel:", "title:");
  site.edit("content/site.yaml", 'languages: ["<b>"]', "languages: [fr]");
  await tab.getByRole("link", { name: "Qualité des services" }).first().waitFor();
});

/** Makes a page believe that it is shown, or not: without a window a browser shows all of them. */
const turn = (tab, state) => tab.evaluate((state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}, state);

test("pages that nobody sees give up their connection, of which a browser has six, and follow when they are seen again", async () => {
  const site = await served();
  const context = await browser.newContext();
  const tabs = [];
  for (let n = 0; n < 9; n += 1) {
    const tab = await context.newPage();
    await tab.goto(site.url(PAGE), { timeout: 20_000 });
    await turn(tab, "hidden");
    tabs.push(tab);
  }
  site.edit(ARTICLE, "attend moins longtemps", "attend bien moins longtemps");
  await turn(tabs[0], "visible");
  await tabs[0].getByText("attend bien moins longtemps").waitFor();
  await context.close();
});
