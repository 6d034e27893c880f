// What the tests of one file share: a site that is served and a browser, both closed at the end.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after } from "node:test";
import { start } from "./browser.mjs";
import { PHONE } from "./looks.mjs";
import { open } from "./site.mjs";

/** The real site, or the one in a folder that was written for these tests and goes with them. */
export async function stage(root) {
  const [site, browser] = [await open(root), await start()];
  after(async () => {
    await browser.close();
    site.close();
    if (root) rmSync(root, { recursive: true });
  });
  return { site, browser };
}

/** Opens a page on a phone, in a context of its own, for `look`; nothing may go wrong in the console meanwhile. */
export async function seen({ site, browser }, path, options, look) {
  const context = await browser.newContext({ ...PHONE, ...options });
  const tab = await context.newPage();
  const faults = [];
  tab.on("pageerror", (error) => faults.push(error.message));
  tab.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await tab.goto(site.url(path));
  await look(tab);
  await context.close();
  assert.deepEqual(faults, []);
}
