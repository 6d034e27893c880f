// The Nu HTML checker. It needs Java.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const CHECKER = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

export const hasJava = spawnSync("java", ["-version"]).status === 0;

/** Arguments of `java` that check files or folders. */
export function checker(...paths) {
  return ["-jar", CHECKER, "--errors-only", "--skip-non-html", "--stdout", "--format", "gnu", ...paths];
}
