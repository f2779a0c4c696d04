// Converts folders of @typespec/http-specs to OpenAPI, each to DIR/descriptions/FOLDER/openapi.json (the latest version), and writes
// the names of its scenarios next to it.
//
//   node convert.mjs DIR [folder …]       without folders: all
//
// The compiler runs on a copy in DIR/specs, because three folders need a correction first: see `corrections`.
import { NodeHost, compile, logDiagnostics } from "@typespec/compiler";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** Replacements in copies; each must match, so that a new version of the package does not pass unnoticed. */
const corrections = {
  // OpenAPI emitter: a property named `constructor` of a JavaScript object exists before it is declared.
  "special-words/main.tsp": [[/^.*@paramNameScenario\("constructor"\).*\n/m, ""]],
  // OpenAPI has only the ranges 1XX to 5XX.
  "response/status-code-range/main.tsp": [[/@minValue\(494\)/, "@minValue(400)"]],
  "routes/main.tsp": [
    // OpenAPI has no paths with a query: the literal one becomes a parameter with one value.
    [/\?fixed=true\{&param(\*?)\}"\)(\s*op [^(]*)\(/g, '{?param$1}")$2(@query fixed: "true", '],
    // The style with a slash before values: a slash in the path is the same, unless each item has one.
    [/"(primitive|array|record)\{\/param\}"/g, '"$1/{param}"'],
    [/"primitive\{\/param\*\}"/g, '"primitive/{param*}"'],
  ],
};

const out = resolve(process.argv[2]);
const source = join(here, "node_modules/@typespec/http-specs/specs");
const copy = join(out, "specs");
rmSync(copy, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(source, copy, { recursive: true });
const modules = join(out, "node_modules");
if (!existsSync(modules)) symlinkSync(join(here, "node_modules"), modules);
for (const [file, changes] of Object.entries(corrections)) {
  const path = join(copy, file);
  let text = readFileSync(path, "utf8");
  for (const [pattern, replacement] of changes) {
    if (!pattern.test(text)) throw new Error(`${file}: ${pattern} matches nothing`);
    text = text.replace(pattern, replacement);
  }
  writeFileSync(path, text);
}

const all = readdirSync(copy, { recursive: true, withFileTypes: true })
  .filter((it) => it.isFile() && it.name === "mockapi.ts")
  .map((it) => relative(copy, it.parentPath))
  .sort();
const folders = process.argv.length > 3 ? process.argv.slice(3) : all;
// Folders of which each version is converted, to VERSION.json: their scenarios use several.
const versioned = ["versioning/removed"];
let failed = 0;
async function convert(folder, file) {
  const to = join(out, "descriptions", folder);
  const options = {
    emit: ["@typespec/openapi3"],
    options: {
      "@typespec/openapi3": {
        "emitter-output-dir": to,
        "file-type": "json",
        "output-file": file,
        "openapi-versions": ["3.2.0"],
      },
    },
  };
  const program = await compile(NodeHost, join(copy, folder, "main.tsp"), options);
  if (program.hasError()) {
    console.error(`error: ${folder} cannot be converted`);
    logDiagnostics(program.diagnostics.filter((it) => it.severity === "error"), NodeHost.logSink);
    failed += 1;
  }
}
for (const folder of folders) {
  const to = join(out, "descriptions", folder);
  rmSync(to, { force: true, recursive: true });
  await convert(folder, "openapi.json");
  if (versioned.includes(folder)) await convert(folder, "{version}.json");
  const mock = await import(pathToFileURL(join(here, "node_modules/@typespec/http-specs/dist/specs", folder, "mockapi.js")));
  writeFileSync(join(to, "scenarios.txt"), Object.keys(mock.Scenarios).join("\n") + "\n");
}
process.exitCode = failed ? 1 : 0;
