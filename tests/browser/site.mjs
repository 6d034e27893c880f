// The real site, or another one, built by the program into a folder of its own and served below the path of its base address.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const BASE = "/kepatuhan";
const CLOCK = "2026-11-01T00:00:00Z";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".xml": "application/xml",
  ".atom": "application/atom+xml", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
};

/** Builds the site of a folder and serves it; `close` stops the server and takes its output away. */
export async function open(root = PROJECT) {
  const folder = mkdtempSync(join(tmpdir(), "patuh-browser-"));
  const output = join(folder, "site");
  const program = process.env.PATUH ?? join(PROJECT, "target/release/patuh");
  execFileSync(program, ["build", "--quiet", "--root", root, "--output", output, "--clock", CLOCK], { stdio: "inherit" });
  const server = createServer((request, response) => answer(output, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    output,
    origin,
    pages: pages(output),
    file: (address) => fileOf(output, address),
    url: (path) => `${origin}${BASE}/${path}`,
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Writes a site of invented bodies into a folder of its own. */
export function invent(...size) {
  const root = mkdtempSync(join(tmpdir(), "patuh-world-"));
  const program = process.env.WORLD ?? join(PROJECT, "target/release/examples/world");
  execFileSync(program, [root, ...size], { stdio: "inherit" });
  return root;
}

function answer(output, request, response) {
  const file = fileOf(output, request.url);
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
  response.end(readFileSync(file));
}

/** The file that answers an address of the site. */
function fileOf(output, address) {
  const path = decodeURIComponent(new URL(address, "http://x").pathname);
  return path.startsWith(`${BASE}/`) ? find(join(output, path.slice(BASE.length))) : undefined;
}

function find(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry?.isDirectory()) return find(join(path, "index.html"));
  return entry?.isFile() ? path : undefined;
}

/** Every page to read with its path below the root, in order; not those that lead on from an old address. */
function pages(output) {
  const leadsOn = (name) => readFileSync(join(output, name), "utf8").includes('http-equiv="refresh"');
  const files = readdirSync(output, { recursive: true }).filter((name) => name.endsWith(".html") && !leadsOn(name)).sort();
  return files.map((file) => ({ file: join(output, file), path: file.replace(/index\.html$/, "") }));
}

/** One or two pages of each kind, told by their address, with the name of a body or a year left out. */
export function sample(pages, most = 2) {
  const kinds = new Map();
  for (const page of pages) {
    const kind = page.path.replace(/^en\//, "en:").split("/").map((part, n, all) => (n === 0 || n >= 2 ? part : all.length > 2 ? "*" : part)).join("/");
    const list = kinds.get(kind) ?? [];
    kinds.set(kind, list);
    if (list.length < most) list.push(page);
  }
  return [...kinds.values()].flat();
}

const COUNTED = /^(\d+|kabar-\d+|story-\d+)$/;

/** Of every kind of page, in each language, the one with the most bytes and, unless only those are wanted, the one in the middle. */
export function extremes(pages, most = 2) {
  const kinds = new Map();
  for (const page of pages) {
    const [first = "", second, third, ...rest] = page.path.replace(/^en\//, "en:").split("/").filter(Boolean);
    // The second part names one of many, the fourth the number of a part.
    const kind = [first, second && (COUNTED.test(second) ? "N" : "*"), third, rest.length].join("/");
    const kindOfTopic = second === "topik" ? [first, "topik", rest.length].join("/") : kind;
    kinds.set(kindOfTopic, [...(kinds.get(kindOfTopic) ?? []), { ...page, bytes: statSync(page.file).size }]);
  }
  return [...kinds.values()].flatMap((list) => {
    list.sort((a, b) => b.bytes - a.bytes);
    const middle = Math.floor(list.length / 2);
    return most === 1 || middle === 0 ? [list[0]] : [list[0], list[middle]];
  });
}

/** Links of pages that lead to no file of the site, or to no place in it. */
export function broken(output, pages) {
  const places = new Map();
  const read = (file) => {
    const html = readFileSync(file, "utf8");
    return { ids: new Set([...html.matchAll(/ id="([^"]+)"/g)].map((m) => m[1])), links: [...new Set([...html.matchAll(/ (?:href|src)="([^"]+)"/g)].map((m) => m[1]))] };
  };
  const known = (file) => {
    if (!places.has(file)) places.set(file, file.endsWith(".html") ? read(file) : { ids: new Set(), links: [] });
    return places.get(file);
  };
  const found = [];
  for (const page of pages) {
    for (const link of known(page.file).links) {
      const at = new URL(link.replaceAll("&amp;", "&"), `https://example.org${BASE}/${page.path}`);
      if (at.origin !== "https://example.org" || !at.pathname.startsWith(`${BASE}/`)) continue;
      const target = fileOf(output, at);
      const place = decodeURIComponent(at.hash.slice(1));
      if (!target || (place && !known(target).ids.has(place))) found.push(`/${page.path}: ${link}`);
    }
  }
  return found;
}
