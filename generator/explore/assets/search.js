// Search: names of both sides, in one list of entries that is made when it is first needed.

/** The most results that are shown. */
const RESULTS = 200;

let entries;

/** What can be found: a label, what it is, where it is, and its names in lower case. */
function searchable() {
  const found = [];
  // The first name after the label is the one on the wire.
  const add = (kind, address, label, wire, ...names) => found.push({
    kind, address, label, wire,
    isMember: kind.startsWith("member of "),
    names: [label, wire, ...names].filter(Boolean).map((name) => name.toLowerCase()),
  });
  data.types.forEach((type, at) => {
    const address = addressOfType(at);
    const name = shortName(type.rust);
    add(type.kind, address, typeName(type), type.wire, name, shortWire(type.wire));
    for (const member of type.members || []) {
      add("member of " + name, address + ";" + encodeURIComponent(member.rust), name + "::" + member.rust, member.wire,
        member.rust, member.wire && type.wire + "/" + member.wire);
    }
  });
  data.places.forEach((place, at) => {
    const route = routeTo(at);
    const last = route.steps[route.steps.length - 1];
    if (last && data.protocol === "OData") {
      add("path", addressOf(route), urlOf(route), undefined, last.method, template(last.url || []));
    }
    for (const call of methodsOf(place, "calls")) {
      const url = call.whole ? template(call.url) : urlOf(route) + template(call.url);
      const id = operationIds.get(call.verb + " " + url);
      add(call.verb, addressOf(route, call), url, id, call.method, call.wire, call.verb + " " + url);
    }
  });
  data.entries.forEach((entry, at) => {
    if (at >= data.paths ? entry.type === undefined : !entry.selected) {
      add(entry.what + (entry.selected ? "" : ", not selected"), addressOfEntry(at), entry.name, entry.id);
    }
  });
  return found;
}

/** The ids of operations, by verb and path. */
const operationIds = new Map(data.entries.slice(0, data.paths).filter((entry) => entry.id).map((entry) => [entry.name, entry.id]));

/** The part of a name of OData after its namespace. */
function shortWire(name) {
  return name && name.slice(name.lastIndexOf(".") + 1);
}

/** The best matches: whole names first, then starts of names, then parts. Of several words, each has to match. */
function search(query) {
  entries = entries || searchable();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const whole = words.join(" ");
  const ranks = [[], [], []];
  for (const entry of entries) {
    const matches = (word) => entry.names.some((name) => name.includes(word));
    if (words.length === 0 || !words.every(matches)) {
      continue;
    }
    const rank = entry.names.includes(whole) ? 0 : entry.names.some((name) => name.startsWith(whole)) ? 1 : 2;
    ranks[rank].push(entry);
  }
  // Of equal matches, members come after what has members.
  const all = ranks.flatMap((rank) => [...rank.filter((entry) => !entry.isMember), ...rank.filter((entry) => entry.isMember)]);
  return { count: all.length, shown: all.slice(0, RESULTS) };
}

/** The results of a search. */
function resultsView(query) {
  const { count, shown } = search(query);
  const text = count === 0 ? "Nothing has this name." : count > shown.length ? count + " results, of which " + shown.length + " are shown." : count + (count === 1 ? " result" : " results");
  say(text);
  const row = (entry) => element("div", { class: "line" }, link(entry.address, element("span", { class: "code" }, entry.label)), tag(entry.kind),
    entry.wire && entry.wire !== entry.label && element("span", { class: "soft code" }, entry.wire));
  return [element("h1", {}, "Results"), element("p", { class: "soft" }, text), lazyList(shown, row, "results")];
}
