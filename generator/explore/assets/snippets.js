// A call as Rust and as curl.

/** A function that calls, with what it sends as arguments, and with setters of a query. It compiles where the generated module has its name. */
function rustSnippet(route, call, withOptional, query) {
  const given = [["client", "&" + data.builders[0].rust]];
  const names = new Set(["client", "result"]);
  const line = (item) => {
    const renamed = new Map();
    for (const argument of item.arguments || []) {
      let name = argument.name;
      for (let number = 2; names.has(name); number += 1) {
        name = argument.name + "_" + number;
      }
      names.add(name);
      renamed.set(argument.name, name);
      given.push([name, argument.type === "String" ? "&str" : argument.type]);
    }
    return item.code.map((piece) => (typeof piece === "string" ? rustType(piece) : renamed.get(piece.v))).join("");
  };
  const setters = (withOptional ? call.optional || [] : []).map((argument) =>
    ({ code: ["." + argument.name + "(", { v: argument.name }, ")"], arguments: [argument] }));
  const chain = [...route.steps, call, ...setters, ...(query ? query.setters : [])].map((item) => "\n        " + line(item)).join("");
  const parameters = given.map(([name, type]) => name + ": " + rustType(type));
  const name = call.method.replace(/\W+/g, "_");
  const end = ") -> Result<(), " + data.runtime + "::Error> {\n";
  const short = "async fn " + name + "(" + parameters.join(", ") + end;
  const begin = short.length <= 100
    ? short
    : "async fn " + name + "(" + parameters.map((text) => "\n    " + text + ",").join("") + "\n" + end;
  const result = call.result === "()" ? "" : "let result = ";
  return begin + "    " + result + "client" + chain + "\n        .await?;\n    Ok(())\n}\n";
}

/** A type as users write it: below the generated module, and below the runtime's crate. */
function rustType(text) {
  return text.replace(/\b(crate|rt)::/g, (_, root) => (root === "crate" ? data.module : data.runtime) + "::");
}

/** The request of a call as a command. Values are variables of the shell. */
function curlSnippet(route, call, withOptional, asked) {
  const own = withOptional && call.url_with ? call.url_with : call.url;
  const pieces = call.whole ? own : [...route.steps.flatMap((step) => step.url || []), ...own];
  const parameters = [...(call.arguments || []), ...(withOptional ? call.optional || [] : [])];
  const at = (place) => parameters.filter((argument) => argument.place === place);
  const joined = (list) => list.map((piece) => (typeof piece === "string" ? urlText(piece) : variable(piece.v))).join("");
  let url = address() + joined(pieces);
  const query = at("query").map((argument) => urlText(argument.wire) + "=" + variable(argument.wire));
  const options = [];
  const header = (text) => options.push("--header \"" + text + "\"");
  for (const scheme of credentials(call)) {
    const name = quoted(scheme.name || "");
    switch (scheme.kind) {
      case "header": header(name + ": $API_KEY"); break;
      case "query": query.push(urlText(scheme.name) + "=$API_KEY"); break;
      case "cookie": options.push("--cookie \"" + name + "=$API_KEY\""); break;
      case "basic": options.push("--user \"$USER_NAME:$PASSWORD\""); break;
      case "certificate": options.push("--cert client.pem"); break;
      case "authorization": header("Authorization: $AUTHORIZATION"); break;
      default: header("Authorization: Bearer $TOKEN");
    }
  }
  at("header").forEach((argument) => header(quoted(argument.wire) + ": " + variable(argument.wire)));
  at("cookie").forEach((argument) =>
    options.push("--cookie \"" + quoted(argument.wire) + "=" + variable(argument.wire) + "\""));
  if (call.accept) {
    header("Accept: " + quoted(call.accept));
  }
  options.push(...bodyOptions(call.body && call.body.optional && !withOptional ? undefined : call.body, at("body")));
  query.push(...(asked ? asked.url.map(joined) : []));
  if (query.length) {
    url += (url.includes("?") ? "&" : "?") + query.join("&");
  }
  const verb = call.verb === "GET" ? "" : "--request " + word(call.verb) + " ";
  const glob = /[[\]{}]/.test(url.replace(/\$\{\w+\}/g, "")) ? "--globoff " : "";
  return ["curl " + verb + glob + "\"" + url + "\"", ...options].join(" \\\n  ") + "\n";
}

function address() {
  if (!data.base) {
    return "$BASE_URL";
  }
  const base = data.base.replace(/\/$/, "").split(/\{([^{}]*)\}/);
  return base.map((part, at) => (at % 2 ? variable(part) : urlText(part))).join("");
}

/** The credentials of a call: of OData the first that the metadata states, else a bearer token, which `isAssumed`. */
function credentials(call) {
  if (call.security) {
    return call.security.map((at) => data.schemes[at]);
  }
  return [data.schemes[0] || { kind: "bearer", isAssumed: true }];
}

/** The options for a body, and the parameters that are its members. */
function bodyOptions(body, members) {
  if (!body) {
    return [];
  }
  const media = body.media ? ["--header \"Content-Type: " + quoted(body.media) + "\""] : ["--header \"Content-Type: $CONTENT_TYPE\""];
  const json = (value) => [...media, "--data " + single(visibleJson(value))];
  switch (body.kind) {
    case "json": return json(sample(body.type));
    case "members": return json(Object.fromEntries(members.map((argument) => [argument.wire, sample(argument.type)])));
    case "reference": return json({ "@odata.id": "…" });
    case "form": {
      const names = Object.keys(sample(body.type) || {});
      return names.map((name) => "--data-urlencode \"" + quoted(name) + "=" + variable(name) + "\"");
    }
    case "multipart": return body.parts ? body.parts.map(part) : ["--form \"name=$VALUE\""];
    case "text": return [...media, "--data-binary \"$TEXT\""];
    default: return [...media, "--data-binary @file"];
  }
}

function part(item) {
  const name = quoted(item.wire);
  return "--form \"" + name + "=" + (item.file ? "@file" : variable(item.wire)) + "\"";
}

/** Characters that a terminal takes for keys, so that a pasted one could end the line and start another command; and those that hide text. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text inside of double quotes of the shell. Names of headers and forms have no invisible characters. */
function quoted(text) {
  return text.replaceAll("\n", " ").replace(INVISIBLE, "\ufffd").replace(/[\\"$`]/g, "\\$&");
}

/** A text in single quotes of the shell. */
function single(text) {
  return "'" + text.replaceAll("'", "'\\''") + "'";
}

/** A value as JSON without invisible characters but line feeds between its parts. */
function visibleJson(value) {
  const unit = (character) => "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0");
  return JSON.stringify(value, null, 2).replace(INVISIBLE, (text) => text.split("").map(unit).join(""));
}

/** A text as one word of the shell. */
function word(text) {
  return /^[\w.-]+$/.test(text) ? text : single(text);
}

/** A text in a URL, inside of double quotes. */
function urlText(text) {
  const encoded = text.replace(/[^\x21\x22-\x7e]+/gu, encodeURIComponent).replaceAll("!", "%21").replaceAll("\"", "%22");
  return quoted(encoded);
}

/** Variables that the shell itself uses. */
const RESERVED = ["PATH", "HOME", "USER", "PWD", "SHELL", "IFS", "UID", "LANG", "TERM", "RANDOM", "SECONDS"];

/** The variable of the shell for a value. */
function variable(name) {
  const text = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
  const valid = /^[A-Z]/.test(text) ? text : "V_" + text;
  return "${" + (RESERVED.includes(valid) ? valid + "_VALUE" : valid) + "}";
}

/** Values of well-known types in JSON. */
const SAMPLES = {
  String: "text", bool: true, f32: 0.5, f64: 0.5, Decimal: 0.5, Date: "2026-01-31", TimeOfDay: "12:00:00", Time: "12:00:00",
  DateTimeOffset: "2026-01-31T12:00:00Z", DateTime: "2026-01-31T12:00:00Z", Duration: "PT1H",
  Guid: "00000000-0000-0000-0000-000000000000", Uuid: "00000000-0000-0000-0000-000000000000", AnyJson: {}, PropertyBag: {},
};

/** The most objects of a made-up value: required properties of required properties multiply. */
const MOST_OBJECTS = 200;

/** A made-up value of a type, as JSON: with what is required, else with the first members that can be set. */
function sample(type) {
  return valueOf(type, [], { objects: MOST_OBJECTS });
}

/** The value of a type inside of others, by their indices; `left` is what the whole value may still have. */
function valueOf(type, inside, left) {
  const [, name, inner] = type.match(/^&?([\w:]+)(?:<(.*)>)?$/) || [];
  if (inner !== undefined) {
    const of = shortName(name);
    if (of === "BTreeMap") {
      return {};
    }
    return ["Vec", "Many"].includes(of) ? [valueOf(inner, inside, left)] : valueOf(inner, inside, left);
  }
  const at = typeAt.get(name);
  if (at === undefined) {
    const of = shortName(name || "");
    return /^[iu]\d+$/.test(of) ? 0 : Object.hasOwn(SAMPLES, of) ? SAMPLES[of] : "…";
  }
  if (inside.length > 4 || inside.includes(at) || left.objects === 0) {
    return {};
  }
  left.objects -= 1;
  return valueOfType(data.types[at], [...inside, at], left);
}

function valueOfType(type, inside, left) {
  const members = type.members || [];
  if (type.same) {
    return valueOf(type.same, inside, left);
  }
  if (type.kind === "enumeration" || type.kind === "flags") {
    return members.length ? members[0].wire : "…";
  }
  if (type.kind === "union") {
    const [first] = members;
    const value = first && first.type ? valueOf(first.type, inside, left) : {};
    const tagged = type.tag && first && first.wire && value && typeof value === "object" && !Array.isArray(value);
    return tagged ? { [type.tag]: first.wire.split(", ")[0], ...value } : value;
  }
  const settable = members.filter((member) => member.wire && member.type && member.access !== "read-only");
  const required = settable.filter((member) => member.presence && member.presence.startsWith("required"));
  const related = (member) => /\b(One|Many)</.test(member.type) || member.access === "key";
  const shown = required.length ? required : settable.filter((member) => !related(member)).slice(0, 3);
  return Object.fromEntries(shown.map((member) => [member.wire, valueOf(member.type, inside, left)]));
}
