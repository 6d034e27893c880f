// What an editor shows: a YAML language server with the settings and schemas that `init` writes, over real content.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const SERVER = fileURLToPath(new URL("node_modules/yaml-language-server/bin/yaml-language-server", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "patuh-editor-"));
cpSync(join(PROJECT, "content"), join(root, "content"), { recursive: true });
cpSync(join(PROJECT, "skeleton/schemas"), join(root, "schemas"), { recursive: true });
const settings = JSON.parse(readFileSync(join(PROJECT, "skeleton/.vscode/settings.json"), "utf8"));

const client = await connect();
after(() => {
  client.close();
  rmSync(root, { recursive: true });
});

test("real content has no marks", async () => {
  const files = readdirSync(join(root, "content"), { recursive: true }).filter((name) => name.endsWith(".yaml"));
  assert.ok(files.length > 10);
  for (const name of files) {
    const marks = await client.open(`content/${name}`, readFileSync(join(root, "content", name), "utf8"));
    assert.deepEqual(marks.map((mark) => `${name}:${mark.range.start.line + 1}: ${mark.message}`), []);
  }
});

test("what is wrong is marked in its place, in the editor's language", async () => {
  const text = [
    "year: 2024", "methodology: kepatuhan-2022", "status: selesai", "released: 29-06-2020", "results:",
    "  sarolangun:", "    skor: 80.13", "    source: berita",
  ].join("\n");
  const marks = await client.open("content/assessments/2031.yaml", text);
  const at = (line) => marks.filter((mark) => mark.range.start.line === line).map((mark) => mark.message).join(" ");
  assert.match(at(2), /provisional.*final.*under-review/);
  assert.match(at(3), /Tanggal: 2019-12-11/);
  assert.match(at(6), /skor/);
  const bodies = "- id: Kota Jambi\n  name: Kota Jambi\n";
  const others = (await client.open("content/regencies.yaml", bodies)).map((mark) => mark.message).join(" ");
  assert.match(others, /Huruf kecil, angka, dan tanda hubung tunggal/);
  assert.match(others, /kind/);
});

test("keys and words are offered and explained", async () => {
  const text = "year: 2024\nmethodology: m\nresults:\n  sarolangun:\n    source: berita\n    score: 80.13\n    \n    award: \n";
  await client.open("content/assessments/2032.yaml", text);
  const keys = await client.offered("content/assessments/2032.yaml", 6, 4);
  for (const key of ["zone", "claims", "absent", "measured"]) assert.ok(keys.includes(key), `${key} in ${keys}`);
  assert.ok(!keys.includes("score"), "what is there already is not offered");
  assert.deepEqual((await client.offered("content/assessments/2032.yaml", 7, 11)).sort(), ["given", "withheld"]);
  assert.match(await client.shown("content/assessments/2032.yaml", 5, 6), /not-found bila daerah dinilai/);
});

/** Speaks with the server: JSON-RPC over its standard streams. */
async function connect() {
  const server = spawn(process.execPath, [SERVER, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map();
  const marks = new Map();
  let buffer = Buffer.alloc(0);
  let last = 0;
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const ask = (method, params) => new Promise((ready) => {
    waiting.set(++last, ready);
    send({ id: last, method, params });
  });
  const tell = (method, params) => send({ method, params });
  const take = (message) => {
    if (message.method === "workspace/configuration") {
      const of = (item) => item.section === "yaml" ? { schemas: settings["yaml.schemas"], schemaStore: { enable: false }, validate: true, completion: true, hover: true } : {};
      send({ id: message.id, result: message.params.items.map(of) });
    } else if (message.method === "textDocument/publishDiagnostics") {
      marks.get(message.params.uri)?.(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
      send({ id: message.id, result: null });
    } else if (waiting.has(message.id)) {
      waiting.get(message.id)(message.result);
      waiting.delete(message.id);
    }
  };
  server.stdout.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(buffer.subarray(0, end).toString())[1]);
      if (buffer.length < end + 4 + length) return;
      take(JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString()));
      buffer = buffer.subarray(end + 4 + length);
    }
  });
  const uri = (path) => pathToFileURL(join(root, path)).href;
  const folder = { uri: pathToFileURL(root).href, name: "site" };
  await ask("initialize", {
    processId: process.pid, rootUri: folder.uri, workspaceFolders: [folder],
    capabilities: { workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } }, textDocument: { completion: { completionItem: { snippetSupport: true } }, hover: { contentFormat: ["markdown"] } } },
  });
  tell("initialized", {});
  tell("workspace/didChangeConfiguration", { settings: {} });
  await new Promise((ready) => setTimeout(ready, 500));
  let version = 0;
  return {
    /** Opens a file with a text; what is marked in it. */
    open: (path, text) => new Promise((ready) => {
      marks.set(uri(path), ready);
      tell("textDocument/didOpen", { textDocument: { uri: uri(path), languageId: "yaml", version: ++version, text } });
    }),
    async offered(path, line, character) {
      const found = await ask("textDocument/completion", { textDocument: { uri: uri(path) }, position: { line, character } });
      return (found.items ?? found).map((item) => item.label);
    },
    async shown(path, line, character) {
      const found = await ask("textDocument/hover", { textDocument: { uri: uri(path) }, position: { line, character } });
      return found.contents.value ?? String(found.contents);
    },
    close: () => server.kill(),
  };
}
