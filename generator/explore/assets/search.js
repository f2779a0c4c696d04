// Search: names of both sides, in one list of entries that is made when it is first needed.

/** The most results that are shown. */
const RESULTS = 200;

let entries;

/** What can be found: a label, what it is, where it is, and its names in lower case. */
function searchable() {
  const found = [];
  // The first name after the label is the one on the wire.
  const add = (kind, address, label, wire, ...names) => {
    const entry = {
      kind, address, label, wire,
      isMember: kind.startsWith("member of "),
      names: [label, wire, ...names].filter(Boolean).map((name) => name.toLowerCase()),
    };
    found.push(entry);
    return entry;
  };
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
    for (const call of callsOf(place).filter((call) => call.query)) {
      const query = queryOf(route, call);
      const allowed = call.query.filter((option) => !query.denied.includes(option));
      add(call.verb + " " + call.method, addressOf(route, call), urlOf(route) + template(call.url)).words = ["query", ...allowed.flatMap((option) => QUERY_WORDS[option])];
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

/** Words for query options. */
const QUERY_WORDS = {
  filter: ["filter", "$filter"], orderby: ["order_by", "orderby", "$orderby", "sort"], select: ["select", "$select"],
  expand: ["expand", "$expand"], top: ["top", "$top"],
};

/** The part of a name of OData after its namespace. */
function shortWire(name) {
  return name && name.slice(name.lastIndexOf(".") + 1);
}

/** Whether a text has all words, one after the other. */
function hasInOrder(text, words) {
  let end = 0;
  return words.every((word) => {
    const at = text.indexOf(word, end);
    end = at + word.length;
    return at >= 0;
  });
}

/** Paths of OData whose steps have all words in this order, shortest first: of each place only the first ones, because ways have no end. */
function searchPaths(words) {
  const found = [];
  const seen = new Set();
  const states = START.place ? [{ route: START, done: 0 }] : [];
  for (const { route, done } of states) {
    for (const step of linksOf(route.place)) {
      const matched = (text) => {
        let count = 0;
        while (done + count < words.length && hasInOrder(text, words.slice(done, done + count + 1))) {
          count += 1;
        }
        return count;
      };
      const now = done + Math.max(matched(template(step.url || []).toLowerCase()), matched(step.method.toLowerCase()));
      const next = extend(route, step);
      const key = placeKey(next.place) + "/" + now;
      if (now === words.length) {
        found.push({ kind: "path", address: addressOf(next), label: urlOf(next) });
      } else if (!seen.has(key)) {
        seen.add(key);
        states.push({ route: next, done: now });
      }
      if (found.length === RESULTS) {
        return found;
      }
    }
  }
  return found;
}

/** The best matches: whole names first, then starts of names, then paths and names with the words in order, then other ones. Of several words,
 * each has to match. */
function search(query) {
  entries = entries || searchable();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const whole = words.join(" ");
  const segments = query.toLowerCase().split(/[\s/]+/).filter(Boolean);
  const known = new Set();
  const ranks = [[], [], [], []];
  for (const entry of entries) {
    const isOption = (word) => entry.words && entry.words.includes(word);
    const matches = (word) => isOption(word) || entry.names.some((name) => name.includes(word));
    // Requests are found by the names of options, so that their paths are not found several times.
    if (words.length === 0 || !words.every(matches) || (entry.words && !words.some(isOption))) {
      continue;
    }
    const isInOrder = () => entry.names.some((name) => hasInOrder(name, words));
    const rank = entry.names.includes(whole) ? 0 : entry.names.some((name) => name.startsWith(whole)) ? 1 : isInOrder() ? 2 : 3;
    ranks[rank].push(entry);
    known.add(entry.address);
  }
  if (data.protocol === "OData" && segments.length > 1) {
    ranks[2].unshift(...searchPaths(segments).filter((path) => !known.has(path.address)));
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
