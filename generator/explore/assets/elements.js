// Elements of the page. Texts of the description become text nodes only, never markup.

/** Makes an element with attributes and children. Children are elements, texts, or nothing. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== null && value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children.flat().filter((child) => child || child === 0));
  return made;
}

/** A link to another part of the page. Its address starts with `#/`. */
function link(address, ...children) {
  return element("a", { href: address }, ...children);
}

function code(text) {
  return element("code", {}, text);
}

function tag(text) {
  return text ? element("span", { class: "tag" }, text) : undefined;
}

/** A list of terms, each with its content; those without content are left out. */
function facts(...pairs) {
  const rows = pairs.filter(([, content]) => content !== undefined && content !== "" && content !== null);
  return element("dl", { class: "facts" }, ...rows.flatMap(([term, content]) =>
    [element("dt", {}, term), element("dd", {}, content)]));
}

/** Code with a button that copies it. */
function snippet(caption, text) {
  const button = element("button", { type: "button" }, "Copy");
  const shown = element("pre", { tabindex: "0" }, code(text));
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(shown);
    // Browsers without a clipboard for files still have the selection.
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      say(caption + " copied");
    }
  });
  return element("figure", {}, element("figcaption", {}, caption, button), shown);
}

/** Tells users of screen readers what happened. */
function say(text) {
  document.getElementById("status").textContent = text;
}
