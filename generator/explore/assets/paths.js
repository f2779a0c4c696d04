// The tree of paths. Its nodes are made when they are opened, because ways of OData can be followed without end. What is not selected is
// grey, with the reason; what is below it is not shown.

/** The tree below a way of OData. */
function pathTree(route) {
  const nodes = linksOf(route.place).map((step) => {
    const next = extend(route, step);
    const label = [link(addressOf(next), element("span", { class: "code" }, template(step.url || []))), " ",
      element("span", { class: "soft code" }, "." + step.method + "()")];
    const isEnd = linksOf(next.place).length === 0;
    return element("li", {}, isEnd ? element("span", { class: "leaf" }, ...label) : lazyDetails({}, label, () => pathTree(next)));
  });
  // Operations are calls, which the view of the place has.
  const unselected = unselectedAt(route.place).filter((segment) => segment.target);
  return element("ul", {}, ...nodes, ...unselected.map((segment) => element("li", {}, unselectedSegment(segment))));
}

/** A segment of OData that is not selected. */
function unselectedSegment(segment) {
  const name = "/" + segment.name;
  const isRoot = segment.of === undefined && entryAt.has(name);
  return element("span", { class: "leaf is-off" }, element("span", { class: "code" }, isRoot ? link("#/why/" + encodeURIComponent(name), name) : name), " ",
    segment.target && element("span", { class: "code" }, segment.target + " "), tag(segment.what), " ", whyNot(segment));
}

/** The paths of calls of OpenAPI, segment by segment. */
function callPaths() {
  const made = () => ({ below: new Map(), calls: [], unselected: [], isSelected: false });
  const root = made();
  const follow = (path, isSelected) => {
    let node = root;
    for (const segment of path.split("/").filter(Boolean)) {
      if (!node.below.has(segment)) {
        node.below.set(segment, made());
      }
      node = node.below.get(segment);
      node.isSelected = node.isSelected || isSelected;
    }
    return node;
  };
  data.places.forEach((place, at) => {
    for (const call of callsOf(place)) {
      follow(template(call.url), true).calls.push({ at, call });
    }
  });
  for (const entry of data.entries.slice(0, data.paths)) {
    const space = entry.name.indexOf(" ");
    if (!entry.selected && entry.what === "operation") {
      follow(entry.name.slice(space + 1), false).unselected.push({ verb: entry.name.slice(0, space), entry });
    }
  }
  return root;
}

/** The tree below a segment. Segments without a call and with one below are shown as one. */
function callTree(node) {
  const list = element("ul", {});
  for (const { at, call } of node.calls) {
    const address = addressOf(routeTo(at), call);
    list.append(element("li", {}, element("span", { class: "leaf" }, link(address, element("span", { class: "verb" }, call.verb), " ", call.method), " ",
      element("span", { class: "soft" }, ...brief(call.docs)))));
  }
  for (const { verb, entry } of node.unselected) {
    list.append(element("li", {}, element("span", { class: "leaf is-off" }, link("#/why/" + encodeURIComponent(entry.name), element("span", { class: "verb" }, verb)), " ",
      entry.id || "", " ", whyNot(entry))));
  }
  // Of equal parents, what is selected comes first.
  const children = [...node.below].sort(([, one], [, other]) => Number(other.isSelected) - Number(one.isSelected));
  for (let [segment, below] of children) {
    while (below.calls.length + below.unselected.length === 0 && below.below.size === 1) {
      const [[name, only]] = below.below;
      segment += "/" + name;
      below = only;
    }
    list.append(element("li", {}, lazyDetails({}, [element("span", { class: below.isSelected ? "code" : "code is-off" }, "/" + segment)], () => callTree(below))));
  }
  return list;
}
