"""Code that uses everything that a generated client has, so that it compiles with another client only if nothing is missing there.

It uses a client as the guide of `diff` supposes: it makes values with `..Default::default()` or `new`, and does not write the types of
builders. Arguments of the type `impl Into<T>` are values of its own types that become a `T`, as a caller's may be.
"""

import re

# The capabilities of markers of the runtime, in the order of the parameters of `Allow`.
ALLOW = ["List", "Get", "Insert", "Update", "Delete", "Reference"]
HELPERS = """
    use super::*;
    use ::core::future::IntoFuture;
    fn make<T>() -> T { loop {} }
    fn same<A: IntoFuture, B: IntoFuture<Output = A::Output>>(_: &A, _: &B) {}
    struct Any;
"""
KINDS = ["Collection", "Item"]
CAPABILITIES = "".join(
    f"    fn {kind}_{name}<T, M: rt::capability::{name}>(_: &rt::{kind}<T, M>) {{}}\n"
    for kind in KINDS
    for name in [*ALLOW, "Write", "Key", "Replace", "Upsert"]
) + "".join(f"    fn {kind}_Cast<D, T, M: rt::capability::Cast<D>>(_: &rt::{kind}<T, M>) {{}}\n" for kind in KINDS)


def split(text):
    """Splits at commas outside of brackets."""
    parts, depth, start = [], 0, 0
    for at, c in enumerate(text):
        depth += (c in "<([") - (c in ">)]" and text[at - 1 : at] != "-")
        if c == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def runtime_markers(capabilities):
    """The markers with a name, by that name, as lists of capabilities."""
    found = re.findall(r"pub type (\w+) = Allow<([^>]*)>;", capabilities)
    return {name: allowed(flags) for name, flags in found}


def allowed(flags):
    names = [name for name, flag in zip(ALLOW, flags.split(",")) if flag.strip() == "true"]
    return [*names, *(["Write"] if "Update" in names else []), "Key", "Narrow", "Cast<Any>"]


class Client:
    """A generated client, as the text of its files."""

    def __init__(self, folder, markers):
        self.folder = folder
        self.markers = dict(markers)
        self.texts = {path: path.read_text() for path in sorted(folder.rglob("*.rs"))}
        self.calls, self.casts = {}, {}
        for path, text in self.texts.items():
            module = path.parent.relative_to(folder).parts
            for name, names, casts in re.findall(r"pub (\w+): ([\w ]*); (.*)\n\}", text):
                casts = ["Any"] if casts == ".." else split(casts)
                names = ["Upsert" if name == "UpsertByPut" else name for name in names.split()]
                self.markers[name] = names + [f"Cast<{cast}>" for cast in casts]
            plain = re.sub(r"^ *///.*\n", "", text, flags=re.M)
            for name, request in re.findall(r"rt::call! ?\{\s*pub (\w+): \w+ -> (.*) = \w+\(\)", plain):
                self.calls[module, name] = request
            for name, output in re.findall(r"rt::__call! ?\{\s*(\w+) -> (.*?)\s*\}", plain):
                self.calls[module, name] = f"rt::Call<{output}>"
            for name, body in re.findall(r"^impl<C> (\w+)<C> \{\n(.*?)^\}", plain, re.S | re.M):
                casts = re.findall(r"pub fn (\w+)\(&self\)([^{]*)\{[^}]*\.cast\(", body)
                self.casts[name] = [(cast, re.findall(r"rt::capability::(Narrow|Cast<[^,]*>)", bounds)) for cast, bounds in casts]

    def uses(self):
        """The code for each folder of the client, by its path."""
        found = {}
        for path, text in self.texts.items():
            folder = path.parent.relative_to(self.folder)
            statements = self.statements(text, folder.parts)
            if not statements:
                continue
            builders = "\n    use super::builders::*;" if "pub mod builders" in (path.parent / "mod.rs").read_text() else ""
            runtime = re.search(r"use (::\w+) as rt;", text)[1]
            body = "\n".join(f"        {{ {line} }}" for line in statements)
            helpers = HELPERS + (CAPABILITIES if "odata" in runtime else "")
            code = f"{builders}\n    use {runtime} as rt;{helpers}    fn uses() {{\n{body}\n    }}"
            code = f"#[allow(warnings)]\nmod uses_of_{path.stem} {{{code}\n}}\n"
            found[folder] = found.get(folder, "\n") + code
        return found

    def statements(self, text, module):
        code = []
        for derives, name in re.findall(r"#\[derive\(([^)]*)\)\]\npub struct (\w+) \{", text):
            if "Default" in derives:
                code.append(f"let _: {name} = ::core::default::Default::default();")
        open_enums = set(re.findall(r"#\[non_exhaustive\]\npub enum (\w+)", text))
        text = re.sub(r"^ *(///|#!?\[).*\n", "", text, flags=re.M)
        for name, ty in re.findall(r"^pub type (\w+) = (.*?);", text, re.S | re.M):
            code.append(f"fn same(v: {ty}) -> {name} {{ v }}")
        for name, ty in re.findall(r"^pub const (\w+): (.*?) =", text, re.S | re.M):
            code.append(f"let _: {ty} = {name};")
        for name, body in re.findall(r"^pub struct (\w+) \{\n(.*?)^\}", text, re.S | re.M):
            for field, ty in re.findall(r"pub (\w+|r#\w+): (.*?),\n", body, re.S):
                code.append(f"let v = make::<{name}>(); let _: &{ty} = &v.{field};")
        for name, body in re.findall(r"^ *pub enum (\w+) \{\n(.*?)^ *\}", text, re.S | re.M):
            variants = re.findall(r"^ *(\w+)(?:\((.*?)\))?(: \w+\[.*\])?,$", body, re.M)
            for variant, ty, read in variants:
                ty = f"rt::failure::Failure<{ty}>" if read else ty
                made = f"fn({ty}) -> {name} = {name}::{variant}" if ty else f"{name} = {name}::{variant}"
                code.append(f"let _: {made};")
            if name not in open_enums:
                arms = [f"{name}::{variant}{'(..)' if ty else ''} => {{}}" for variant, ty, _ in variants]
                # The macro adds a variant for other errors.
                arms += [f"{name}::Other(..) => {{}}"] if variants[0][2] else []
                code.append(f"match make::<{name}>() {{ {', '.join(arms)} }}")
        for base, derived in re.findall(r"^rt::derived!\((.*?) ?: (.*?)\);", text, re.M):
            code.append(f"let _: {derived} = ::core::convert::Into::into(make::<{base}>());")
        for name in re.findall(r"^impl rt::request::MediaEntity for (.*?) \{", text, re.M):
            code.append(f"fn is<T: rt::request::MediaEntity>() {{}} is::<{name}>();")
        for name, item in re.findall(r"rt::__paged! ?\{\s*(\w+) -> (.*?)\s*\}", text):
            code.append(f"let _: rt::paging::Items<{item}> = make::<{name}>().stream();")
        # The methods of paths without a marker of their own: the default marker is one of them.
        text = re.sub(r"^impl<\s+const [^{]*?>\s+(\w+)<[^{]*>\s*\{", r"impl \1 {", text, flags=re.M)
        for name, of, body in re.findall(r"^impl(?:<C>)? (\w+)(<[^{]*>)? \{\n(.*?)^\}", text, re.S | re.M):
            owner = name if of in ("", "<C>") else name + of
            for constant, ty in re.findall(r"pub const (\w+): (.*?) =", body, re.S):
                code.append(f"let _: {ty.replace('Self', name)} = {name}::{constant};")
            for signature in re.findall(r"(pub fn .*?) \{\n", body, re.S):
                code.append(self.method(owner, signature, module))
        return code

    def method(self, owner, signature, module):
        """Code that calls a method with its arguments, and takes its result."""
        name, rest = re.match(r"pub fn (\w+)(?:<[^>]*>)?\((.*)$", signature, re.S).groups()
        depth, end = 1, 0
        while depth:
            depth += (rest[end] == "(") - (rest[end] == ")")
            end += 1
        parameters = split(re.sub(r"\s+", " ", rest[: end - 1]))
        returned = re.sub(r"\s+", " ", rest[end:].split("where")[0].strip().removeprefix("->").strip())
        returned = re.sub(r"< | (?=>)|, (?=>)", lambda found: found[0].strip(" ,"), returned)
        returned = returned.replace(",>", ">").replace("<C>", "")
        is_method = bool(parameters) and parameters[0] in ("&self", "self")
        types = [p.split(":", 1)[1].strip() for p in parameters[is_method:]]
        before = []
        arguments = ", ".join(argument(ty, number, before) for number, ty in enumerate(types))
        receiver = f"make::<{owner}>()." if is_method else f"{owner}::"
        call = f"{receiver}{name}({arguments})"
        before = " ".join(before)
        short = owner.split("<")[0]
        request = self.calls.get(resolved(module, returned))
        if request is None and re.match(r"rt::(request::)?(Call|List)<", returned):
            request = returned
        if request:
            return f"{before} same(&make::<{request}>(), &{call});"
        step = re.match(r"((?:\w+::)*builders::\w+(?:Collection|Item))(?:<(.*)>)?$", returned)
        if step:
            return f"{before} let b = {call}; {self.step(*step.groups())}"
        if returned == "Self" or not is_method:
            return f"{before} let _: {short} = {call};" if returned in ("Self", short) else f"{before} let _ = {call};"
        return f"{before} let _: {returned} = {call};"

    def step(self, builder, marker):
        """Code that uses what the path of a builder allows."""
        marker = (marker or "rt::capability::Full").removesuffix(",")
        listed = re.match(r"rt::capability::Allow<([^>]*)>$", marker)
        names = allowed(listed[1]) if listed else self.markers[marker.rsplit("::", 1)[-1]]
        kind = "Collection" if builder.endswith("Collection") else "Item"
        code = [f"fn is<M>(_: &{builder}<M>) {{}} is(&b);"]
        # Casts need no capability that no path forbids.
        for cast, bounds in self.casts.get(builder.rsplit("::", 1)[-1], []):
            if "Cast<Any>" in names or all(bound in names for bound in bounds if bound != "Narrow"):
                if "Narrow" in names or "Narrow" not in bounds:
                    code.append(f"b.{cast}();")
        for name in [name for name in names if name != "Narrow"]:
            derived = re.match(r"Cast<(.*)>", name)
            code.append(f"{kind}_Cast::<{derived[1]}, _, _>(&b);" if derived else f"{kind}_{name}(&b);")
        return " ".join(code)


def resolved(module, path):
    """The module and the name of a builder, by its path in a file of a module."""
    *names, name = path.split("::")
    module = [*module, "file"]
    for part in names:
        module = module[:-1] if part == "super" else module if part == "builders" else [*module, part]
    return tuple(module), name


def argument(ty, number, before):
    """A value of the type of a parameter. What it needs is added to `before`."""
    into = re.match(r"impl (?:::core::convert::)?Into<(.*)>$", ty)
    nullable = re.match(r"impl rt::operation::IntoNullable<(.*), K>$", ty)
    wanted = (into and into[1]) or (nullable and nullable[1])
    if wanted:
        before.append(f"struct Own{number}; impl From<Own{number}> for {wanted} {{ fn from(_: Own{number}) -> Self {{ loop {{}} }} }}")
        return f"make::<Own{number}>()"
    if "AsRef<str>" in ty:
        return '""'
    if ty.startswith("&"):
        return f"&make::<{ty[1:]}>()"
    return f"make::<{ty}>()"
