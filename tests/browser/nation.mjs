// The content of a site of a whole country: 38 provinces with 418 regencies and 58 cities, in two years.
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CONTENT = fileURLToPath(new URL("../../content/", import.meta.url));

/** Writes it into a new folder, which is returned. */
export function write() {
  const root = mkdtempSync(join(tmpdir(), "patuh-nation-"));
  mkdirSync(join(root, "content/assessments"), { recursive: true });
  for (const name of ["site.yaml", "methodologies.yaml"]) cpSync(join(CONTENT, name), join(root, "content", name));
  const bodies = [...provinces(), ...members()];
  put("regencies.yaml", bodies.map(({ id, name, kind, parent }) => `- {id: ${id}, name: ${name}, kind: ${kind}${parent ? `, parent: ${parent}` : ""}}`));
  put("assessments/2023.yaml", year(2023, bodies, (n) => score(n * 7)));
  // The first has no change to tell of, the second no score, the third was not assessed.
  put("assessments/2024.yaml", year(2024, bodies, (n) => score(n * 13)));
  return root;

  function put(name, lines) {
    writeFileSync(join(root, "content", name), `${lines.join("\n")}\n`);
  }
}

function provinces() {
  return Array.from({ length: 38 }, (_, n) => ({ id: `provinsi-${n + 1}`, name: `Provinsi ${n + 1}`, kind: "provinsi" }));
}

function members() {
  return Array.from({ length: 476 }, (_, n) => {
    const kind = n < 418 ? "kabupaten" : "kota";
    return { id: `${kind}-${n + 1}`, name: `${kind === "kota" ? "Kota" : "Kabupaten"} Nomor ${n + 1}`, kind, parent: `provinsi-${(n % 38) + 1}` };
  });
}

function score(n) {
  return (40 + (n * 37) % 6000 / 100).toFixed(2);
}

function year(number, bodies, scoreOf) {
  const head = [`year: ${number}`, "methodology: kepatuhan-2022", `released: ${number}-12-01`, "source: {title: Laporan, publisher: Ombudsman RI}", "results:"];
  const row = ({ id }, n) => {
    if (id === "kabupaten-3") return number === 2024 ? `  ${id}: {absent: not-assessed}` : `  ${id}: {score: 70.00}`;
    if (id === "kabupaten-2" && number === 2024) return `  ${id}: {score: not-found, zone: kuning}`;
    if (id === "kabupaten-1" && number === 2023) return `  ${id}: {absent: not-assessed}`;
    return `  ${id}: {score: ${scoreOf(n)}}`;
  };
  return [...head, ...bodies.map(row)];
}
