// Docs: the Markdown that the generator writes, as elements. Links are shown as text, because the page leads to no other page.

/** The paragraphs and lists of docs. */
function docs(text) {
  const shown = element("div", { class: "docs" });
  for (const block of (text || "").split("\n\n")) {
    const lines = block.split("\n");
    if (block.trim() === "") {
      continue;
    }
    if (lines.every((line) => /^(- |  )/.test(line))) {
      const items = block.replace(/\n  +/g, " ").split("\n");
      shown.append(element("ul", {}, ...items.map((item) => element("li", {}, ...inline(item.slice(2))))));
    } else {
      shown.append(element("p", {}, ...inline(lines.join(" "))));
    }
  }
  return shown;
}

/** An escaped character, a code span, a URL, or a link. */
const MARKUP = /\\([!-/:-@[-`{-~])|(`+)([^]*?[^`])\2(?!`)|<(https?:[^<>\s]+)>|\[((?:\\.|[^\]\\])*)\]\([^()]*\)/g;

/** The nodes of a paragraph. */
function inline(text) {
  const nodes = [];
  let end = 0;
  let plain = "";
  const flush = () => {
    if (plain) {
      nodes.push(plain);
    }
    plain = "";
  };
  for (const found of text.matchAll(MARKUP)) {
    plain += text.slice(end, found.index);
    end = found.index + found[0].length;
    const [, escaped, , span, url, linked] = found;
    if (escaped !== undefined) {
      plain += escaped;
    } else if (url !== undefined) {
      plain += url;
    } else if (span !== undefined) {
      flush();
      nodes.push(code(span.trim()));
    } else {
      flush();
      nodes.push(...inline(linked));
    }
  }
  plain += text.slice(end);
  flush();
  return nodes;
}

/** The first sentence of docs, as nodes. */
function brief(text) {
  const first = (text || "").split("\n\n")[0].replace(/\n/g, " ");
  const sentence = first.match(/^[^]*?[.!?](?= |$)/);
  return inline(sentence ? sentence[0] : first);
}
