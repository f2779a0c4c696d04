// Where types are used: the calls that send or return them, and the types that have members of them.

let uses;

/** The uses of a type, by its index: addresses with labels, each once. */
function usesOf(at) {
  uses = uses || allUses();
  return uses[at];
}

function allUses() {
  const found = data.types.map(() => new Map());
  const note = (text, address, label, kind) => {
    for (const [path] of (text || "").matchAll(/(?:\w+::)+\w+/g)) {
      const at = typeAt.get(path);
      if (at !== undefined) {
        found[at].set(address, { address, label, kind });
      }
    }
  };
  data.places.forEach((place, at) => {
    const calls = methodsOf(place, "calls");
    const route = calls.length ? routeTo(at) : START;
    for (const call of calls) {
      const label = call.verb + " " + (call.whole ? "" : urlOf(route)) + template(call.url);
      const sent = [...(call.arguments || []), ...(call.optional || [])].map((argument) => argument.type);
      for (const text of [call.result, call.errors, ...sent]) {
        note(text, addressOf(route, call), label, "call");
      }
    }
  });
  data.types.forEach((type, at) => {
    for (const member of type.members || []) {
      note(member.type, addressOfType(at) + ";" + encodeURIComponent(member.rust), shortName(type.rust) + "::" + member.rust, type.kind);
    }
    note(type.same, addressOfType(at), typeName(type), type.kind);
  });
  return found.map((of) => [...of.values()]);
}
