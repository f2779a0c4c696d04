// The tree of paths. Its nodes are made when they are opened, because ways of OData can be followed without end.

/** The tree below a way of OData. */
function pathTree(route) {
  const nodes = linksOf(route.place).map((step) => {
    const next = extend(route, step);
    const label = [link(addressOf(next), element("span", { class: "code" }, template(step.url || []))), " ",
      element("span", { class: "soft code" }, "." + step.method + "()")];
    const isEnd = linksOf(next.place).length === 0;
    return element("li", {}, isEnd ? element("span", { class: "leaf" }, ...label) : lazyDetails({}, label, () => pathTree(next)));
  });
  return element("ul", {}, ...nodes);
}

/** The paths of calls of OpenAPI, segment by segment. */
function callPaths() {
  const root = { below: new Map(), calls: [] };
  data.places.forEach((place, at) => {
    for (const call of callsOf(place)) {
      let node = root;
      for (const segment of template(call.url).split("/").filter(Boolean)) {
        if (!node.below.has(segment)) {
          node.below.set(segment, { below: new Map(), calls: [] });
        }
        node = node.below.get(segment);
      }
      node.calls.push({ at, call });
    }
  });
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
  for (let [segment, below] of node.below) {
    while (below.calls.length === 0 && below.below.size === 1) {
      const [[name, only]] = below.below;
      segment += "/" + name;
      below = only;
    }
    list.append(element("li", {}, lazyDetails({}, [element("span", { class: "code" }, "/" + segment)], () => callTree(below))));
  }
  return list;
}
