// The editor in the browser: what `patuh cms` writes, with the script of the npm package beside it, on a repository that is
// a folder. An article that is written there passes the check, and no request leaves the site.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { stage } from "./stage.mjs";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const SCRIPT = fileURLToPath(new URL("node_modules/@sveltia/cms/dist/sveltia-cms.js", import.meta.url));
const OLD = "2020-06-29-sarolangun-minta-pendampingan.md";
const root = mkdtempSync(join(tmpdir(), "patuh-cms-"));
cpSync(join(PROJECT, "content"), join(root, "content"), { recursive: true });
patuh("cms", "dinas/kepatuhan", "--lang", "id");
cpSync(SCRIPT, join(root, "content/static/admin/sveltia-cms.js"));
const set = await stage(root);

test("without the script the page says what it needs", async () => {
  const context = await set.browser.newContext();
  const tab = await context.newPage();
  await tab.route("**/sveltia-cms.js", (route) => route.abort());
  await tab.goto(set.site.url("admin/"));
  assert.match(await tab.innerText("body"), /sveltia-cms\.js/);
  await context.close();
});

test("an article is written, checked and built; nothing is asked of other servers", async () => {
  const { tab, strangers, close } = await editor({ [OLD]: readFileSync(join(root, "content/news", OLD), "utf8") });
  await tab.getByRole("button", { name: "New" }).first().click();
  const field = (key) => tab.locator(`[data-key-path="${key}"]`);
  const labels = await tab.locator("[data-key-path] > header, [data-key-path] header").allInnerTexts();
  for (const label of ["Judul", "Tanggal", "Daerah", "Isi"]) {
    assert.ok(labels.some((text) => text.startsWith(label)), `${label} in ${labels}`);
  }
  await field("title").getByRole("textbox").fill("Loket baru di Sarolangun");
  await field("date").getByRole("textbox").fill("besok");
  await field("summary").getByRole("textbox").fill("Loket kependudukan pindah ke kantor baru.");
  await field("regencies").getByRole("combobox").click();
  await tab.getByRole("option", { name: "Kabupaten Sarolangun" }).click();
  const words = "Loket pindah.\n\n[[tren sarolangun]]\n\n> [!PENTING]\n> Bawa KTP.";
  await field("body").getByRole("textbox").last().fill(words);
  await field("image").getByRole("checkbox").click();
  const picture = await picturesque();
  await field("image.file").locator("input[type=file]").first().setInputFiles({ name: "Foto Loket (2).png", mimeType: "image/png", buffer: picture });
  await field("image.alt").getByRole("textbox").fill("Warga menunggu di depan loket baru.");
  await tab.getByRole("button", { name: "Save" }).click();
  await field("date").getByText("Hari atau saat: 2019-12-11").waitFor();
  await field("date").getByRole("textbox").fill("2026-01-29 10:00");
  await field("date").getByText("Hari atau saat: 2019-12-11").waitFor({ state: "hidden" });
  await tab.getByRole("button", { name: "Save" }).click();

  const files = await until(tab, (files) => Object.keys(files).some((name) => name.endsWith("loket-baru-di-sarolangun.md")));
  const [name] = Object.keys(files).filter((path) => path.includes("loket-baru"));
  assert.equal(name, "content/news/2026-01-29-loket-baru-di-sarolangun.md", "a time in the date is not in the address");
  const text = Buffer.from(files[name], "base64").toString();
  assert.ok(text.includes(words), text);
  assert.match(text, /^date: 2026-01-29 10:00$/m);
  for (const [path, bytes] of Object.entries(files).filter(([path]) => !path.endsWith(OLD))) {
    writeFileSync(at(path), Buffer.from(bytes, "base64"));
  }
  patuh("check", "--strict", "--clock", "2026-11-01T00:00:00Z");
  await close();
  assert.ok(strangers.length > 0, "the program does ask for fonts elsewhere");
  assert.deepEqual(strangers.filter((one) => !one.endsWith(" csp")), [], "each such request is stopped by the page's policy");
});

test("a text that is saved anew keeps its time, its words and its keys", async () => {
  const before = "---\ntitle: Berita lama\ndate: 2026-02-03 10:00\nregencies: [sarolangun]\ntags: [pendampingan]\n---\nIsi.\n\n[[tren sarolangun]]\n";
  const { tab, close } = await editor({ "2026-02-03-berita-lama.md": before });
  await tab.getByText("Berita lama").first().click();
  await tab.locator('[data-key-path="place"]').getByRole("textbox").fill("Sarolangun");
  await tab.getByRole("button", { name: "Save" }).click();
  const path = "content/news/2026-02-03-berita-lama.md";
  const files = await until(tab, (files) => Buffer.from(files[path] ?? "", "base64").toString().includes("place:"));
  const text = Buffer.from(files[path] ?? "", "base64").toString();
  for (const part of [/^title: Berita lama$/m, /^date: 2026-02-03 10:00$/m, /- sarolangun/, /- pendampingan/, /\[\[tren sarolangun\]\]/]) {
    assert.match(text, part);
  }
  writeFileSync(at(path), text);
  patuh("check", "--clock", "2026-11-01T00:00:00Z");
  rmSync(at(path));
  await close();
});

/** The editor on a repository with these articles. */
async function editor(articles) {
  const context = await set.browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: "id-ID" });
  const tab = await context.newPage();
  const strangers = [];
  const isStranger = (url) => url.startsWith("http") && !url.startsWith(set.site.origin);
  tab.on("requestfailed", (request) => isStranger(request.url()) && strangers.push(`${request.url()} ${request.failure().errorText}`));
  tab.on("requestfinished", (request) => isStranger(request.url()) && strangers.push(request.url()));
  await tab.addInitScript((articles) => {
    window.showDirectoryPicker = async () => {
      const root = await navigator.storage.getDirectory();
      const folder = async (path) => {
        let at = root;
        for (const part of path.split("/")) at = await at.getDirectoryHandle(part, { create: true });
        return at;
      };
      for (const path of [".git", "content/pages", "content/images", "content/files"]) await folder(path);
      for (const [name, text] of Object.entries(articles)) {
        const file = await (await folder("content/news")).getFileHandle(name, { create: true });
        const writer = await file.createWritable();
        await writer.write(text);
        await writer.close();
      }
      return root;
    };
  }, articles);
  await tab.goto(set.site.url("admin/"));
  await tab.getByRole("button", { name: "Work with Local Repository" }).click();
  await tab.getByText("Berita").first().waitFor();
  return { tab, strangers, close: () => context.close() };
}

/** The files of the repository, as base64, once they are as is wanted. On a busy machine the editor may still be looking at
 * what was typed when it is asked to save, and does nothing: who sees that asks again. */
async function until(tab, isThere) {
  for (let turn = 1; turn < 150; turn += 1) {
    if (turn % 20 === 0) {
      await tab.getByRole("button", { name: "Save" }).click({ timeout: 500 }).catch(() => {});
    }
    const files = await tab.evaluate(async () => {
      const found = {};
      const walk = async (folder, at) => {
        for await (const [name, entry] of folder.entries()) {
          if (entry.kind === "directory") {
            await walk(entry, `${at}${name}/`);
          } else {
            const bytes = new Uint8Array(await (await entry.getFile()).arrayBuffer());
            found[at + name] = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
          }
        }
      };
      await walk(await navigator.storage.getDirectory(), "");
      return found;
    }).catch(() => ({})); // a file went while it was read: it is being written
    if (isThere(files)) return files;
    await new Promise((ready) => setTimeout(ready, 200));
  }
  throw new Error("the editor wrote nothing");
}

/** A picture of 800 by 600 pixels. */
async function picturesque() {
  const context = await set.browser.newContext({ viewport: { width: 800, height: 600 } });
  const tab = await context.newPage();
  const bytes = await tab.screenshot();
  await context.close();
  return bytes;
}

/** Where a file of the repository is in the site, with its folder. */
function at(path) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  return join(root, path);
}

function patuh(...args) {
  const program = process.env.PATUH ?? join(PROJECT, "target/release/patuh");
  execFileSync(program, [...args, "--root", root], { stdio: ["ignore", "ignore", "inherit"] });
}
