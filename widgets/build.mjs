// Bundles every widget of src/ into the Python package: `node build.mjs [folder]`.
import { build } from "esbuild";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "../rustybt/widgets/static"));
const stems = readdirSync(join(here, "src")).filter((stem) => existsSync(join(here, "src", stem, "index.ts")));

await build({
  absWorkingDir: here,
  entryPoints: stems.map((stem) => ({ in: `src/${stem}/index.ts`, out: stem })),
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "ascii",
  legalComments: "none",
  loader: { ".css": "text" },
  banner: { js: "/* Built from widgets/ by `make widgets`. Holds uPlot 1.6, (c) Leon Sorokin, MIT licence. */" },
  logLevel: "warning",
});
