// The views: what an address shows.

function overview() {
  const kept = data.entries.filter((entry) => entry.selected).length;
  return [
    element("h1", {}, data.title),
    facts(
      ["Protocol", data.protocol],
      ["Client", data.places.length ? typeText(data.builders[0].rust) : undefined],
      ["Address", data.base ? code(data.base) : undefined],
      ["Types", String(data.types.length)],
      ["Selected", kept + " of " + data.entries.length + " declarations"],
    ),
    element("p", { class: "soft" }, "Press / to search."),
    ...pathsView(),
  ];
}

function pathsView() {
  if (!START.place) {
    return [element("h1", {}, "Paths"), element("p", {}, "The client has no paths.")];
  }
  if (data.protocol !== "OData") {
    return [element("h1", {}, "Paths"), element("div", { class: "tree" }, callTree(callPaths()))];
  }
  const calls = callsOf(START.place).map((call) => callView(START, call, false));
  const operations = unselectedAt(START.place).filter((segment) => !segment.target);
  return [element("h1", {}, "Paths"), element("div", { class: "tree" }, pathTree(START)), ...calls, ...unselectedView(operations)];
}

function typesView() {
  const all = data.types.map((type, at) => at);
  const row = (at) => {
    const type = data.types[at];
    return element("div", {},
      element("div", { class: "line" }, link(addressOfType(at), element("span", { class: "code" }, typeName(type))), tag(type.kind),
        type.wire && element("span", { class: "soft code" }, type.wire)),
      element("div", { class: "soft" }, ...brief(type.docs)));
  };
  return [element("h1", {}, "Types"), lazyList(all, row, "types")];
}

function selectionView() {
  const paths = data.entries.slice(0, data.paths).map((entry, at) => at);
  const others = data.entries.slice(data.paths).map((entry, at) => at + data.paths);
  return [element("h1", {}, "Selection"),
    element("p", { class: "soft" }, "+ selected, − not selected"),
    element("h2", {}, "Paths"), lazyList(paths, entryRow, "paths"),
    element("h2", {}, "Types and operations"), lazyList(others, entryRow, "declarations")];
}

function mark(entry) {
  return entry.selected ? element("span", { class: "is-on" }, "+ ") : element("span", { class: "is-off" }, "− ");
}

function entryRow(at) {
  const entry = data.entries[at];
  const steps = "· ".repeat(Math.min(entry.depth || 0, 20));
  return element("div", { class: "line" },
    element("span", {}, steps, mark(entry), at >= data.paths || entry.reason ? link(addressOfEntry(at), entry.name) : entry.name),
    tag(entry.what), entry.id && element("span", { class: "soft code" }, entry.id),
    entry.target && element("span", { class: "soft code" }, entry.target),
    entry.excluded && element("span", { class: "soft" }, entry.excluded),
    entry.as_below && element("span", { class: "soft" }, "… as below " + entry.as_below));
}

function notSelected(entry) {
  return "not selected: " + (entry.excluded || "no pattern matches it, and nothing that is selected needs it");
}

/** Segments that are not selected, as a part of a view. */
function unselectedView(segments) {
  return segments.length ? [element("h2", {}, "Not selected"), lazyList(segments, unselectedSegment, "segments")] : [];
}

/** Why something is selected: the chain from it to a pattern. */
function whyView(name) {
  let at = entryAt.get(name);
  if (at === undefined) {
    return undefined;
  }
  const seen = new Set();
  const rows = [];
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const entry = data.entries[at];
    const address = entry.type === undefined ? addressOfOperation(entry.name) : addressOfType(entry.type);
    const where = address ? link(address, entry.name) : entry.name;
    rows.push(element("li", {}, element("div", { class: "line" }, element("span", {}, mark(entry), where), tag(entry.what)),
      element("div", { class: "soft" }, entry.reason || (entry.selected ? "selected as a part of a path" : notSelected(entry)))));
    at = entry.next === undefined ? undefined : entryAt.get(entry.next);
  }
  return [element("h1", {}, name), element("h2", {}, "Why it is selected, or not"), element("ul", { class: "rows" }, ...rows)];
}

function typeView(name, member) {
  const at = typeAt.get("crate::" + name);
  if (at === undefined) {
    return undefined;
  }
  const type = data.types[at];
  const entry = data.entries.findIndex((entry) => entry.type === at);
  const places = [...data.places.keys()].filter((place) => data.builders[data.places[place].builder].entity === at);
  const parts = [
    element("h1", {}, element("span", { class: "code" }, shortName(type.rust)), " ", tag(type.kind)),
    docs(type.docs),
    facts(
      ["Rust", code(data.module + "::" + name)],
      ["Description", type.wire && code(type.wire)],
      ["Same as", type.same && typeText(type.same)],
      ["Deprecated", type.deprecated && element("span", {}, ...inline(type.deprecated))],
      ["Selected", entry >= 0 ? link(addressOfEntry(entry), data.entries[entry].reason || "why") : undefined],
    ),
  ];
  if (type.members) {
    parts.push(element("h2", {}, type.kind === "struct" ? "Properties" : type.kind === "form" ? "Parts" : "Members"));
    parts.push(lazyList(ordered(type.members, member), (item) => memberRow(type, item, item.rust === member), "members"));
  }
  if (type.properties) {
    parts.push(element("h2", {}, "Properties for queries"), lazyList(type.properties, (item) => memberRow(type, item, false), "properties"));
  }
  if (places.length) {
    parts.push(element("h2", {}, "Where it is"), ...waysView(places));
  }
  const used = usesOf(at);
  if (used.length) {
    const row = (use) => element("div", { class: "line" }, link(use.address, element("span", { class: "code" }, use.label)), tag(use.kind));
    parts.push(element("h2", {}, "Used by"), lazyList(used, row, "uses"));
  }
  return parts;
}

/** The most ways to a type that are shown at once. */
const WAYS = 20;

/** The ways to places: the shortest ones, and how many others there are. */
function waysView(places) {
  const ways = new Map(places.flatMap(waysTo).map((route) => [addressOf(route), route]));
  const sorted = [...ways].sort(([, one], [, other]) => one.steps.length - other.steps.length);
  const row = ([address, route]) => link(address, element("span", { class: "code" }, urlOf(route) || "/"));
  const rest = sorted.slice(WAYS);
  const more = rest.length ? [lazyDetails({}, [rest.length + (rest.length === 1 ? " longer path" : " longer paths")], () => lazyList(rest, row, "paths"))] : [];
  return [lazyList(sorted.slice(0, WAYS), row, "paths"), ...more];
}

/** The members, with the one that an address names first if it would not be made at once. */
function ordered(members, name) {
  const at = members.findIndex((member) => member.rust === name);
  return at < ROWS ? members : [members[at], ...members.slice(0, at), ...members.slice(at + 1)];
}

function memberRow(type, member, isMeant) {
  return element("div", { "data-meant": isMeant },
    element("div", { class: "line" },
      element("strong", { class: "code" }, member.rust), member.type && typeText(member.type),
      member.wire && member.wire !== member.rust && element("span", { class: "soft code" }, member.wire),
      member.constant && element("span", { class: "soft code" }, shortName(type.rust) + "::" + member.constant),
      tag(member.presence), tag(member.access), member.deprecated !== undefined && tag("deprecated")),
    docs(member.docs));
}

/** What the names of capabilities mean. */
const CAPABILITIES = {
  List: "list", Get: "read", Insert: "create", Update: "update", Replace: "replace", Upsert: "upsert", UpsertByPut: "upsert",
  Delete: "delete", Reference: "change links", Key: "address by key",
};

function placeView(route, method) {
  const { place, steps } = route;
  const builder = data.builders[place.builder];
  const permit = permitOf(place);
  const trail = steps.map((step, at) => {
    const before = steps.slice(0, at + 1).reduce(extend, START);
    return [link(addressOf(before), element("span", { class: "code" }, data.protocol === "OData" ? template(step.url || []) : "." + step.method + "()"))];
  });
  const allowed = permit && Object.entries(CAPABILITIES).filter(([name]) => permit.allows.includes(name)).map(([, text]) => text);
  const calls = callsOf(place);
  const links = linksOf(place);
  const parts = [
    element("p", { class: "trail" }, link("#/paths", "client"), ...trail.flat()),
    element("h1", {}, element("span", { class: "code" }, urlOf(route) || shortName(builder.rust))),
    docs(builder.docs),
    facts(
      ["Rust", code("client" + steps.map((step) => template(step.code).replace(/[{}]/g, "")).join(""))],
      ["Entities", builder.entity === undefined ? undefined : link(addressOfType(builder.entity), typeName(data.types[builder.entity]))],
      ["Allowed", allowed && element("span", {}, ...(allowed.length ? allowed.map(tag).flatMap((one) => [one, " "]) : ["nothing but steps further"]))],
    ),
  ];
  if (calls.length) {
    parts.push(element("h2", {}, "Calls"), lazyList(ordered(calls.map((call) => ({ rust: call.method, call })), method),
      ({ call }) => callView(route, call, call.method === method), "calls"));
  }
  if (links.length) {
    const row = (step) => element("div", { class: "line" },
      link(addressOf(extend(route, step)), element("span", { class: "code" }, data.protocol === "OData" ? template(step.url || []) : step.method)),
      element("span", { class: "soft code" }, "." + step.method + "()"), element("span", { class: "soft" }, ...brief(step.docs)));
    parts.push(element("h2", {}, "Further"), lazyList(links, row, "steps"));
  }
  return data.protocol === "OData" ? [...parts, ...unselectedView(unselectedAt(place))] : parts;
}

/** A call: its parameters, and how to make it. */
function callView(route, call, isOpen) {
  const url = call.whole ? template(call.url) : urlOf(route) + template(call.url);
  const summary = [element("span", { class: "verb" }, call.verb), " ", element("span", { class: "code" }, call.method), " ",
    element("span", { class: "soft" }, ...brief(call.docs))];
  const content = () => element("div", {},
    docs(call.docs),
    facts(
      ["Request", code(call.verb + " " + (url || "/"))],
      ["Result", typeText(call.result)],
      ["Errors", call.errors && typeText(call.errors)],
      ["Needs", call.needs && (CAPABILITIES[call.needs] || call.needs)],
      ["Deprecated", call.deprecated && element("span", {}, ...inline(call.deprecated))],
      ["Link", link(addressOf(route, call), "to this call")],
    ),
    parametersView("Arguments", call.arguments),
    parametersView("Optional", call.optional),
    snippetsView(route, call));
  return lazyDetails({ class: "call", open: isOpen, "data-meant": isOpen }, summary, content);
}

/** The code of a call; with a box for optional parameters and one for a query, if there are any. */
function snippetsView(route, call) {
  const shown = element("div", {});
  const query = queryOf(route, call);
  const options = { parameters: false, query: false };
  const show = () => {
    const asked = options.query ? query : undefined;
    shown.replaceChildren(snippet("Rust", rustSnippet(route, call, options.parameters, asked)),
      snippet("curl", curlSnippet(route, call, options.parameters, asked)));
  };
  const box = (name, label) => {
    const input = element("input", { type: "checkbox" });
    input.addEventListener("change", () => {
      options[name] = input.checked;
      show();
    });
    return element("p", {}, element("label", {}, input, label));
  };
  show();
  const denied = query ? query.denied.map((option) => "$" + option) : [];
  return element("div", {},
    call.optional && box("parameters", " with optional parameters"),
    query && query.setters.length > 0 && box("query", " with a query"),
    denied.length > 0 && element("p", { class: "soft" }, "The description does not allow " + denied.join(", ") + " here."),
    shown,
    credentials(call).some((scheme) => scheme.isAssumed) &&
      element("p", { class: "soft" }, "The description states no credentials; the header Authorization is an assumption."));
}

function parametersView(title, parameters) {
  if (!parameters || parameters.length === 0) {
    return undefined;
  }
  const row = (item) => element("div", {},
    element("div", { class: "line" }, element("strong", { class: "code" }, item.name), typeText(item.type),
      item.wire && item.wire !== item.name && element("span", { class: "soft code" }, item.wire), tag(item.place)),
    docs(item.docs));
  return element("div", {}, element("h3", {}, title), lazyList(parameters, row, "parameters"));
}
