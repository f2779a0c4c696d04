// The data of the page, with look-ups: types by their paths in Rust, places by what they are, steps and calls of a place.

const data = JSON.parse(document.getElementById("data").textContent);

const typeAt = new Map(data.types.map((type, at) => [type.rust, at]));
const placeAt = new Map(data.places.map((place, at) => [placeKey(place), at]));
const entryAt = new Map();
data.entries.forEach((entry, at) => {
  if (!entryAt.has(entry.name) || at >= data.paths) {
    entryAt.set(entry.name, at);
  }
});

function placeKey(place) {
  return place.builder + "/" + (place.permit === undefined ? "" : place.permit);
}

/** The last part of a path of Rust. */
function shortName(path) {
  return path.split("::").pop();
}

/** The path of a type for people. */
function typeName(type) {
  return type.rust.replace(/^crate::/, "");
}

/** The permit of a place; places without one allow everything that they have. */
function permitOf(place) {
  return place.permit === undefined ? undefined : data.permits[place.permit];
}

/** Whether a place has capabilities. */
function allows(place, needs) {
  const permit = permitOf(place);
  return !permit || needs.every((need) =>
    permit.allows.includes(need) || (need.startsWith("Cast<") && permit.allows.includes("Cast<_>")));
}

/** The methods of a place: those of its builder, then those that depend on the path. */
function methodsOf(place, name) {
  const builder = data.builders[place.builder];
  const permit = permitOf(place);
  const marker = permit && permit.marker ? place.permit : undefined;
  const byPath = (builder.by || []).filter((by) => by.permit === marker);
  return [builder, ...byPath].flatMap((methods) => methods[name] || []);
}

const linksAt = new Map();

/** The steps from a place that it allows. */
function linksOf(place) {
  const key = placeKey(place);
  if (!linksAt.has(key)) {
    linksAt.set(key, methodsOf(place, "links").filter((step) => allows(place, step.needs || [])));
  }
  return linksAt.get(key);
}

/** Where a step from a place leads. */
function follow(place, step) {
  return { builder: step.to, permit: step.permit === undefined ? place.permit : step.permit };
}

/** The calls of a place: the runtime's for entities, then generated ones. */
function callsOf(place) {
  const builder = data.builders[place.builder];
  const entity = builder.entity === undefined ? undefined : data.types[builder.entity].rust;
  const isOf = (call) => call.of === builder.kind || (call.of === "media collection" && builder.media);
  const requests = data.requests.filter((call) => entity && isOf(call));
  const own = methodsOf(place, "calls");
  return [...requests, ...own]
    .filter((call) => !call.needs || allows(place, [call.needs]))
    .map((call) => (entity ? ofEntity(call, entity) : call));
}

/** A call with the type of entities in place of `$T`. */
function ofEntity(call, entity) {
  const put = (type) => type && type.replaceAll("$T", entity);
  return {
    ...call,
    result: put(call.result),
    arguments: (call.arguments || []).map((argument) => ({ ...argument, type: put(argument.type) })),
    body: call.body && { ...call.body, type: put(call.body.type) },
  };
}

/** A way from the client: steps, and the place at its end. */
const START = { steps: [], place: data.places.length ? data.places[0] : undefined };

function extend(route, step) {
  return { steps: [...route.steps, step], place: follow(route.place, step) };
}

/** A shortest way to a place, by its index. */
function routeTo(at) {
  const steps = [];
  for (let place = data.places[at]; place.via; place = data.places[place.via[0]]) {
    const [before, number] = place.via;
    steps.unshift(methodsOf(data.places[before], "links")[number]);
  }
  return { steps, place: data.places[at] };
}

let stepsTo;

/** The ways to a place, by its index: one for each step that leads to it. Before a key and a cast are all ways to their collection, before
 * other steps only a shortest one, because ways of OData have no end. */
function waysTo(at) {
  if (!stepsTo) {
    stepsTo = data.places.map(() => []);
    data.places.forEach((place, from) => linksOf(place).forEach((step) => {
      stepsTo[placeAt.get(placeKey(follow(place, step)))].push({ from, step });
    }));
  }
  return stepsTo[at].flatMap(({ from, step }) => {
    const before = step.stays ? waysTo(from) : [routeTo(from)];
    return before.map((route) => extend(route, step));
  });
}

/** The address of a place, or of one of its calls. */
function addressOf(route, call) {
  const path = route.steps.map((step) => "/" + encodeURIComponent(step.method)).join("");
  return "#/path" + path + (call ? ";" + encodeURIComponent(call.method) : "");
}

/** The way that an address names; undefined if there is none. */
function routeAt(methods) {
  let route = START;
  for (const method of methods) {
    const step = route.place && linksOf(route.place).find((step) => step.method === method);
    if (!step) {
      return undefined;
    }
    route = extend(route, step);
  }
  return route.place && route;
}

/** A part of a URL as text, with names of values in braces. */
function template(pieces) {
  return pieces.map((piece) => (typeof piece === "string" ? piece : "{" + piece.v + "}")).join("");
}

/** The path of a way on the wire. */
function urlOf(route) {
  return route.steps.map((step) => template(step.url || [])).join("");
}

function addressOfType(at) {
  return "#/type/" + encodeURIComponent(typeName(data.types[at])).replaceAll("%3A", ":");
}

function addressOfEntry(at) {
  return "#/why/" + encodeURIComponent(data.entries[at].name);
}

let operations;

/** The address of an operation of OpenAPI, by its verb and path. */
function addressOfOperation(name) {
  operations = operations || new Map(data.places.flatMap((place, at) => methodsOf(place, "calls")
    .filter((call) => call.whole)
    .map((call) => [call.verb + " " + template(call.url), addressOf(routeTo(at), call)])));
  return operations.get(name);
}

/** The segments that are not selected, by the type before them; those below the service have the key -1. */
const unselectedOf = new Map();
for (const segment of data.unselected || []) {
  const key = segment.of === undefined ? -1 : segment.of;
  if (!unselectedOf.has(key)) {
    unselectedOf.set(key, []);
  }
  unselectedOf.get(key).push(segment);
}

/** What a place of OData could have, and has not because it is not selected. */
function unselectedAt(place) {
  const builder = data.builders[place.builder];
  const isClient = builder.kind === "client";
  const own = unselectedOf.get(isClient ? -1 : builder.entity) || [];
  const selected = new Set(linksOf(place).map((step) => template(step.url || []).slice(1)));
  return own.filter((segment) => (isClient || Boolean(segment.many) === (builder.kind === "collection")) && !selected.has(segment.name));
}

/** Why patterns do not select something, in few words. */
function whyNot(item) {
  return item.excluded || "no pattern matches it";
}

/** A type as text, with links to generated types. */
function typeText(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(/(?:\w+::)+\w+/g)) {
    const at = typeAt.get(found[0]);
    const name = shortName(found[0]);
    nodes.push(text.slice(end, found.index), at === undefined ? name : link(addressOfType(at), name));
    end = found.index + found[0].length;
  }
  nodes.push(text.slice(end));
  return element("span", { class: "code" }, ...nodes);
}
