// Starts a headless Chromium: the one named in CHROMIUM, the system's, or the one that comes with the npm packages
// and needs no root.
import { accessSync, constants } from "node:fs";
import { chromium } from "playwright-core";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// A test looks at its own pages only; whatever Chromium would fetch for itself stays off.
const QUIET = [
  "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export async function start() {
  const { path, args } = await find();
  return chromium.launch({ executablePath: path, headless: true, args: [...args, ...QUIET] });
}

async function find() {
  const path = [process.env.CHROMIUM, ...SYSTEM].find(isProgram);
  if (path) return { path, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] };
  const { default: packed } = await import("@sparticuz/chromium");
  packed.setGraphicsMode = false;
  return { path: await packed.executablePath(), args: packed.args };
}

function isProgram(path) {
  if (!path) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
