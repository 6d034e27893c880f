// The Nu HTML checker on every page, and on the style sheet. It needs Java; without it the test says that it did not run.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { checker, hasJava } from "./html.mjs";
import { open } from "./site.mjs";

let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

test("the Nu checker finds no error in any page", { skip: hasJava ? false : "Java is not installed" }, () => {
  const { stdout, status } = spawnSync("java", checker(site.output), { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.deepEqual(stdout.split("\n").filter(Boolean).slice(0, 30), []);
  assert.equal(status, 0);
});
