// The Nu HTML checker on every page, and on the style sheet. It needs Java; without it the test says that it did not run.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { open } from "./site.mjs";

const CHECKER = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));
const hasJava = spawnSync("java", ["-version"]).status === 0;

let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

test("the Nu checker finds no error in any page", { skip: hasJava ? false : "Java is not installed" }, () => {
  const args = ["-jar", CHECKER, "--errors-only", "--skip-non-html", "--stdout", "--format", "gnu", site.output];
  const { stdout, status } = spawnSync("java", args, { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.deepEqual(stdout.split("\n").filter(Boolean).slice(0, 30), []);
  assert.equal(status, 0);
});
