// Bundles tests/*.test.ts and runs them under node's own runner, in a document of happy-dom's.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = mkdtempSync(join(here, "node_modules", ".tests-"));
const MOST_MS = 300_000;
const tests = readdirSync(join(here, "tests")).filter((name) => name.endsWith(".test.ts"));
try {
  await build({
    absWorkingDir: here,
    entryPoints: tests.map((name) => `tests/${name}`),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["happy-dom"],
    loader: { ".css": "text" },
    logLevel: "warning",
  });
  const files = tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
  process.exitCode = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...files], { stdio: "inherit", timeout: MOST_MS }).status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
