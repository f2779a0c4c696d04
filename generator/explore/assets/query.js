// Queries of OData: the options that a request takes, with constants of the type, as Rust and in its URL. Options that the description
// does not allow at the path are left out.

/** The properties of a type that have constants. */
function constantsOf(type) {
  return type.properties || (type.members || []).filter((member) => member.constant);
}

/** The query options that the path of a way does not allow, each with the properties, `*` for all. */
function deniedAt(route) {
  const steps = route.steps;
  let last = steps.length - 1;
  while (last >= 0 && steps[last].stays) {
    last -= 1;
  }
  let denied = {};
  let below = "";
  // What an earlier step states for the longer path is more specific.
  for (let at = last; at >= 0; at -= 1) {
    if (steps[at].stays) {
      continue;
    }
    const stated = at === last ? steps[at].denied : (steps[at].below || {})[below];
    denied = { ...denied, ...stated };
    below = template(steps[at].url || []).slice(1) + (below && "/" + below);
  }
  return denied;
}

/** The type inside of `Option`. */
function unwrapped(type) {
  const inner = type.match(/^Option<(.*)>$/);
  return inner ? unwrapped(inner[1]) : type;
}

/** How a value of a property is written in a URL: pieces around it. Undefined for types without literals, and for those whose literals are rare. */
function literalOf(member) {
  const type = unwrapped(member.type);
  if (type === "String") {
    return ["'", "'"];
  }
  if (/^(bool|[iu]\d+|f32|f64|rt::edm::(Decimal|Guid|Date|DateTimeOffset|TimeOfDay))$/.test(type)) {
    return ["", ""];
  }
  return isEnumeration(member) ? [(data.plain_enums ? "" : data.types[typeAt.get(type)].wire) + "'", "'"] : undefined;
}

function isEnumeration(member) {
  const at = typeAt.get(unwrapped(member.type));
  return at !== undefined && data.types[at].kind === "enumeration";
}

/** The options of a request: setters in Rust, options of the URL as pieces, and the options that are denied. Undefined if there is no option. */
function queryOf(route, call) {
  const { entity } = data.builders[route.place.builder];
  if (!call.query || entity === undefined) {
    return undefined;
  }
  const type = data.types[entity];
  const denied = deniedAt(route);
  const isDenied = (option, name) => (denied[option] || []).includes(name);
  const takes = (option) => call.query.includes(option) && !isDenied(option, "*");
  const named = constantsOf(type).filter((member) => member.deprecated === undefined);
  const usable = (option) => (takes(option) ? named.filter((member) => !isDenied(option, member.wire)) : []);
  const constant = (member) => type.rust + "::" + member.constant;
  const isKey = (member) => member.access === "key";
  const setters = [];
  const url = [];
  const add = (option, code, pieces, ...given) => {
    setters.push({ code, arguments: given });
    url.push(["$" + option + "=", ...pieces]);
  };
  const values = usable("filter").filter(literalOf);
  const filtered = values.find(isEnumeration) || values.find((member) => !isKey(member)) || values[0];
  if (filtered) {
    const [begin, end] = literalOf(filtered);
    add("filter", [".filter(" + constant(filtered) + ".eq(", { v: "value" }, "))"], [filtered.wire + " eq " + begin, { v: filtered.wire }, end],
      { name: "value", type: unwrapped(filtered.type) });
  }
  const orders = usable("orderby").filter((member) => literalOf(member) && !isEnumeration(member) && unwrapped(member.type) !== "bool");
  const ordered = orders.find((member) => !isKey(member)) || orders[0];
  if (ordered) {
    add("orderby", [".order_by(" + constant(ordered) + ".asc())"], [ordered.wire]);
  }
  const key = named.filter((member) => isKey(member));
  const texts = named.filter((member) => literalOf(member) && !isKey(member)).slice(0, 2);
  const selected = [...new Set([...key, filtered, ordered, ...texts].filter(Boolean))].slice(0, key.length + 2);
  if (takes("select") && selected.length) {
    const list = selected.map(constant).join(", ");
    add("select", [".select(" + (selected.length > 1 ? "(" + list + ")" : list) + ")"], [selected.map((member) => member.wire).join(",")]);
  }
  const related = usable("expand").find((member) => /^rt::(One|Many)</.test(unwrapped(member.type)));
  if (related) {
    add("expand", [".expand(" + constant(related) + ")"], [related.wire]);
  }
  if (takes("top")) {
    add("top", [".top(10)"], ["10"]);
  }
  return { setters, url, denied: call.query.filter((option) => isDenied(option, "*")) };
}
