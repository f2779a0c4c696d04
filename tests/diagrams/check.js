// Parses files with Mermaid and Graphviz, by their extensions: check.js FILE…
import { readFileSync } from "node:fs";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { JSDOM } from "jsdom";

// Mermaid cleans texts with the document of the page.
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
const graphviz = await Graphviz.load();

let failed = 0;
for (const name of process.argv.slice(2)) {
  let text = readFileSync(name, "utf8");
  // A snapshot starts with facts about itself.
  if (text.startsWith("---\n")) text = text.slice(text.indexOf("\n---\n", 4) + 5);
  const isMermaid = name.includes("mermaid") || name.endsWith(".mmd");
  try {
    if (isMermaid) {
      const { diagramType } = await mermaid.parse(text);
      if (!diagramType.startsWith("class")) throw new Error(`a diagram of the type ${diagramType}`);
    } else {
      const picture = graphviz.layout(text, "svg", "dot");
      if (picture.includes("<script")) throw new Error("the picture has a script");
    }
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${error.message ?? error}`);
  }
}
console.log(`${process.argv.length - 2} diagrams, ${failed} not understood`);
process.exit(failed === 0 ? 0 : 1);
