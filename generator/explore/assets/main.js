// Addresses and keys: shows the view of the address, and the results while there is a query.

const main = document.getElementById("main");
const query = document.getElementById("query");

/** The parts of an address after `#/`, and the name after a semicolon. */
function addressParts() {
  const [path, name] = location.hash.replace(/^#\/?/, "").split(";");
  const decode = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  return { parts: path.split("/").filter(Boolean).map(decode), name: name && decode(name) };
}

/** The view of an address; undefined if there is none. */
function viewOf({ parts, name }) {
  const [kind, ...rest] = parts;
  switch (kind) {
    case undefined: return overview();
    case "paths": return pathsView();
    case "types": return typesView();
    case "selection": return selectionView();
    case "type": return typeView(rest[0] || "", name);
    case "why": return whyView(rest[0] || "");
    case "path": {
      const route = routeAt(rest);
      const isCall = () => callsOf(route.place).some((call) => call.method === name);
      return route && (!name || isCall()) ? placeView(route, name) : undefined;
    }
    default: return undefined;
  }
}

function show() {
  const address = addressParts();
  const view = viewOf(address);
  main.replaceChildren(...(view || [element("h1", {}, "Not found"), element("p", {}, "The description has no such part. ", link("#/", "Overview"))]).filter(Boolean));
  main.dataset.found = view ? "yes" : "no";
  for (const one of document.querySelectorAll("nav a")) {
    if (one.getAttribute("href") === location.hash) {
      one.setAttribute("aria-current", "page");
    } else {
      one.removeAttribute("aria-current");
    }
  }
  const heading = main.querySelector("h1");
  document.title = (heading ? heading.textContent + " – " : "") + data.title;
  const meant = main.querySelector("[data-meant]");
  if (meant) {
    meant.scrollIntoView({ block: "start" });
  } else {
    scrollTo(0, 0);
  }
}

/** Shows the results of the query, or the view of the address if it is empty. */
function showResults() {
  const text = query.value.trim();
  if (text === "") {
    show();
  } else {
    main.replaceChildren(...resultsView(text));
    scrollTo(0, 0);
  }
}

document.getElementById("title").textContent = data.title;
query.addEventListener("input", showResults);
query.addEventListener("keydown", (event) => {
  const first = main.querySelector(".rows a");
  if (event.key === "Enter" && first && query.value.trim()) {
    location.hash = first.getAttribute("href");
  } else if (event.key === "ArrowDown" && first) {
    event.preventDefault();
    first.focus();
  } else if (event.key === "Escape") {
    query.value = "";
    show();
  }
});
document.addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    query.focus();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && document.activeElement.matches(".rows a")) {
    const links = [...main.querySelectorAll(".rows a")];
    const next = links[links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    (next || query).focus();
  }
});
main.addEventListener("click", (event) => {
  // A link to the address that is shown already causes no event, so that the view is shown from here.
  if (event.target.closest("a") && query.value) {
    query.value = "";
    if (event.target.closest("a").getAttribute("href") === location.hash) {
      show();
    }
  }
});
addEventListener("hashchange", () => {
  query.value = "";
  show();
  main.focus({ preventScroll: true });
});
show();
