"""Random edits of CSDL metadata."""

import copy
from xml.etree import ElementTree

BASES = [
    "tests/cases/observatory/schema.csdl.xml",
    "tests/cases/path-capabilities/schema.csdl.xml",
    "tests/cases/casts/schema.csdl.xml",
    "tests/cases/bound-restrictions/schema.csdl.xml",
    "tests/cases/narrowing/schema.csdl.xml",
]
EDM = "http://docs.oasis-open.org/odata/ns/edm"
EDMX = "http://docs.oasis-open.org/odata/ns/edmx"
TYPES = ["Edm.String", "Edm.Int32", "Edm.Int64", "Edm.Boolean", "Edm.Date", "Edm.Decimal", "Edm.Guid"]
CORE, CAPABILITIES = "Org.OData.Core.V1", "Org.OData.Capabilities.V1"
ElementTree.register_namespace("", EDM)
ElementTree.register_namespace("edmx", EDMX)


def tag(name):
    return f"{{{EDM}}}{name}"


class Description:
    """The documents of a service, in memory."""

    def __init__(self, path):
        paths = [path, *sorted((path.parent / "parts").glob("*.xml"))]
        self.files = {p.relative_to(path.parent): ElementTree.fromstring(p.read_text()) for p in paths}
        self.main = path.name

    def copy(self):
        return copy.deepcopy(self)

    def write(self, folder):
        """Writes it, and returns the path of its main file."""
        for path, root in self.files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(ElementTree.tostring(root))
        return folder / self.main

    def edit(self, pick):
        """Changes it in one place. Returns the kind of the edit and what was done, or `None` if the edit has no place."""
        name, function = pick.choice(EDITS)
        done = function(self, pick)
        return done and (name, done)

    def all(self, *names):
        """The elements with one of these names, each with its parent."""
        wanted = [tag(name) for name in names]
        parents = (parent for root in self.files.values() for parent in root.iter())
        return [(parent, child) for parent in parents for child in parent if child.tag in wanted]

    def any(self, pick, *names):
        found = self.all(*names)
        return pick.choice(found) if found else (None, None)

    def namespace(self, element):
        """The namespace of the schema that contains an element."""
        schemas = [schema for _, schema in self.all("Schema") if element in schema.iter()]
        return schemas[0].get("Namespace")

    def types(self, *names):
        return [f"{self.namespace(element)}.{element.get('Name')}" for _, element in self.all(*names)]


EDITS = []


def edit(name, *of):
    """Registers an edit. With names of elements, or a function that picks one, it gets an element and its parent, and is
    left out where there is none."""

    def add(function):
        def with_element(api, pick):
            parent, element = of[0](api, pick) if callable(of[0]) else api.any(pick, *of)
            return None if element is None else function(api, pick, parent, element)

        EDITS.append((name, with_element if of else function))
        return function

    return add


def add(parent, name, **attributes):
    return ElementTree.SubElement(parent, tag(name), attributes)


def place(parent, element):
    return f"{parent.get('Name', '')}/{element.get('Name', '')}"


def annotate(element, term, **value):
    """Adds an annotation in place of one with the same term."""
    for old in [a for a in element if a.tag == tag("Annotation") and a.get("Term", "").split(".")[-1] == term.split(".")[-1]]:
        element.remove(old)
    return add(element, "Annotation", Term=term, **value)


def turned(element, attribute, default):
    value = element.get(attribute, default) == "false"
    element.set(attribute, str(value).lower())
    return f"{attribute} is {element.get(attribute)}"


def is_key(owner, element):
    return any(ref.get("Name") == element.get("Name") for ref in owner.iter(tag("PropertyRef")))


def other_type(pick, element):
    of = element.get("Type")
    ty = pick.choice([t for t in TYPES if t not in of])
    element.set("Type", f"Collection({ty})" if of.startswith("Collection(") else ty)
    return f"is {element.get('Type')}"


def other_number(element):
    of = element.get("Type")
    element.set("Type", of[11:-1] if of.startswith("Collection(") else f"Collection({of})")
    return f"is {element.get('Type')}"


@edit("remove a property", "Property")
def _(api, pick, owner, chosen):
    if is_key(owner, chosen):
        return None
    owner.remove(chosen)
    return place(owner, chosen)


@edit("add a property", "EntityType", "ComplexType")
def _(api, pick, _, owner):
    types = [*TYPES, *api.types("EnumType", "ComplexType")]
    new = add(owner, "Property", Name="extra", Type=pick.choice(types), Nullable=pick.choice(["true", "false"]))
    return f"{place(owner, new)} is {new.get('Type')}"


@edit("type of a property", "Property")
def _(api, pick, owner, chosen):
    return f"{place(owner, chosen)} {other_type(pick, chosen)}"


@edit("null of a property", "Property")
def _(api, pick, owner, chosen):
    return f"{place(owner, chosen)} {turned(chosen, 'Nullable', 'true')}"


@edit("one value or many of a property", "Property")
def _(api, pick, owner, chosen):
    return None if is_key(owner, chosen) else f"{place(owner, chosen)} {other_number(chosen)}"


@edit("rename a property", "Property")
def _(api, pick, owner, chosen):
    if is_key(owner, chosen):
        return None
    old = place(owner, chosen)
    chosen.set("Name", chosen.get("Name") + "Now")
    return old


@edit("access of a property", "Property")
def _(api, pick, owner, chosen):
    term = pick.choice(["Computed", "Immutable"])
    annotate(chosen, f"{CORE}.{term}", Bool="true")
    return f"{place(owner, chosen)} is {term}"


@edit("docs of a declaration", "Property", "NavigationProperty", "EntityType", "Member", "Action", "Function")
def _(api, pick, owner, chosen):
    annotate(chosen, f"{CORE}.Description", String="Other words.")
    return place(owner, chosen)


@edit("add a key property", "Key")
def _(api, pick, owner, key):
    add(owner, "Property", Name="extraKey", Type=pick.choice(["Edm.String", "Edm.Int32"]), Nullable="false")
    add(key, "PropertyRef", Name="extraKey")
    return place(owner, key)


@edit("remove a navigation property", "NavigationProperty")
def _(api, pick, owner, chosen):
    owner.remove(chosen)
    return place(owner, chosen)


@edit("add a navigation property", "EntityType")
def _(api, pick, _, owner):
    of = pick.choice(api.types("EntityType"))
    new = add(owner, "NavigationProperty", Name="extraLink", Type=pick.choice([of, f"Collection({of})"]))
    return f"{place(owner, new)} is {new.get('Type')}"


@edit("containment of a navigation property", "NavigationProperty")
def _(api, pick, owner, chosen):
    return f"{place(owner, chosen)} {turned(chosen, 'ContainsTarget', 'false')}"


@edit("target of a navigation property", "NavigationProperty")
def _(api, pick, owner, chosen):
    of = pick.choice(api.types("EntityType"))
    chosen.set("Type", f"Collection({of})" if chosen.get("Type").startswith("Collection(") else of)
    return f"{place(owner, chosen)} is {chosen.get('Type')}"


@edit("one entity or many of a navigation property", "NavigationProperty")
def _(api, pick, owner, chosen):
    return f"{place(owner, chosen)} {other_number(chosen)}"


@edit("null of a navigation property", "NavigationProperty")
def _(api, pick, owner, chosen):
    if chosen.get("Type").startswith("Collection("):
        return None
    return f"{place(owner, chosen)} {turned(chosen, 'Nullable', 'true')}"


@edit("remove a member of an enumeration", "Member")
def _(api, pick, owner, chosen):
    owner.remove(chosen)
    return place(owner, chosen)


@edit("add a member of an enumeration", "EnumType")
def _(api, pick, _, owner):
    value = {} if "Value" not in owner[0].attrib else {"Value": "64"}
    return place(owner, add(owner, "Member", Name="Extra", **value))


@edit("flags, or not", "EnumType")
def _(api, pick, _, owner):
    return f"{owner.get('Name')} {turned(owner, 'IsFlags', 'false')}"


@edit("remove a root of the service", "EntitySet", "Singleton", "FunctionImport", "ActionImport")
def _(api, pick, owner, chosen):
    owner.remove(chosen)
    return place(owner, chosen)


@edit("add a root of the service", "EntityContainer")
def _(api, pick, _, owner):
    of = pick.choice(api.types("EntityType"))
    if pick.random() < 0.5:
        return f"{place(owner, add(owner, 'EntitySet', Name='Extras', EntityType=of))} of {of}"
    return f"{place(owner, add(owner, 'Singleton', Name='Extra', Type=of))} of {of}"


@edit("rename a root of the service", "EntitySet", "Singleton")
def _(api, pick, owner, chosen):
    old = place(owner, chosen)
    chosen.set("Name", chosen.get("Name") + "Now")
    return old


@edit("remove an operation", "Action", "Function")
def _(api, pick, owner, chosen):
    owner.remove(chosen)
    return place(owner, chosen)


@edit("add an operation", "Schema")
def _(api, pick, _, owner):
    of = pick.choice(api.types("EntityType"))
    new = ElementTree.Element(tag("Action"), {"Name": "Extra", "IsBound": "true"})
    owner.insert(0, new)
    add(new, "Parameter", Name="on", Type=pick.choice([of, f"Collection({of})"]))
    return f"{place(owner, new)} of {new[0].get('Type')}"


@edit("add a parameter", "Action", "Function")
def _(api, pick, owner, chosen):
    at = sum(child.tag == tag("Parameter") for child in chosen)
    new = ElementTree.Element(tag("Parameter"), {"Name": "extra", "Type": pick.choice(TYPES)})
    chosen.insert(at, new)
    is_optional = pick.random() < 0.5
    if is_optional:
        annotate(new, f"{CORE}.OptionalParameter")
    return f"{place(chosen, new)}, optional: {is_optional}"


def parameter(api, pick):
    """A parameter that is not the one that an operation is bound to."""
    owner, chosen = api.any(pick, "Parameter")
    if owner is None or (owner.get("IsBound") == "true" and owner.find(tag("Parameter")) is chosen):
        return None, None
    return owner, chosen


@edit("remove a parameter", parameter)
def _(api, pick, owner, chosen):
    owner.remove(chosen)
    return place(owner, chosen)


@edit("type of a parameter", parameter)
def _(api, pick, owner, chosen):
    return f"{place(owner, chosen)} {other_type(pick, chosen)}"


@edit("null of a parameter", parameter)
def _(api, pick, owner, chosen):
    return f"{place(owner, chosen)} {turned(chosen, 'Nullable', 'true')}"


@edit("return type of an operation", "ReturnType")
def _(api, pick, owner, chosen):
    if pick.random() < 0.5:
        return f"{owner.get('Name')} {other_number(chosen)}"
    chosen.set("Type", pick.choice([*TYPES, *api.types("EntityType")]))
    return f"{owner.get('Name')} is {chosen.get('Type')}"


@edit("composable, or not", "Function")
def _(api, pick, _, chosen):
    return f"{chosen.get('Name')} {turned(chosen, 'IsComposable', 'false')}"


@edit("restrict a path", "EntitySet", "NavigationProperty")
def _(api, pick, owner, chosen):
    term, member = pick.choice(
        [("Insert", "Insertable"), ("Update", "Updatable"), ("Delete", "Deletable"), ("Read", "Readable"), ("Update", "Upsertable")]
    )
    record = add(annotate(chosen, f"{CAPABILITIES}.{term}Restrictions"), "Record")
    add(record, "PropertyValue", Property=member, Bool=str(member == "Upsertable").lower())
    return f"{place(owner, chosen)} {member}"


@edit("other restrictions of a path", "EntitySet", "NavigationProperty")
def _(api, pick, owner, chosen):
    if pick.random() < 0.5:
        annotate(chosen, f"{CAPABILITIES}.IndexableByKey", Bool="false")
        return f"{place(owner, chosen)} by key"
    record = add(annotate(chosen, f"{CAPABILITIES}.ReadRestrictions"), "Record")
    add(record, "PropertyValue", Property="TypecastSegmentSupported", Bool="false")
    return f"{place(owner, chosen)} casts"


@edit("derived types of a path", "EntitySet", "NavigationProperty")
def _(api, pick, owner, chosen):
    derived = [element for _, element in api.all("EntityType") if element.get("BaseType")]
    if not derived:
        return None
    one = pick.choice(derived)
    names = add(annotate(chosen, "Org.OData.Validation.V1.DerivedTypeConstraint"), "Collection")
    add(names, "String").text = f"{api.namespace(one)}.{one.get('Name')}"
    return f"{place(owner, chosen)} has {one.get('Name')}"


@edit("remove an annotation", "Annotation")
def _(api, pick, owner, chosen):
    owner.remove(chosen)
    return f"{owner.get('Name') or owner.get('Target')} {chosen.get('Term')}"


@edit("abstract, or not", "EntityType", "ComplexType")
def _(api, pick, _, chosen):
    return f"{chosen.get('Name')} {turned(chosen, 'Abstract', 'false')}"


@edit("open, or not", "EntityType", "ComplexType")
def _(api, pick, _, chosen):
    return f"{chosen.get('Name')} {turned(chosen, 'OpenType', 'false')}"


@edit("media, or not", "EntityType")
def _(api, pick, _, chosen):
    return f"{chosen.get('Name')} {turned(chosen, 'HasStream', 'false')}"


@edit("add a derived type", "EntityType", "ComplexType")
def _(api, pick, owner, base):
    name = base.tag.rsplit("}")[-1]
    new = ElementTree.Element(tag(name), {"Name": "Extra", "BaseType": f"{api.namespace(base)}.{base.get('Name')}"})
    owner.insert(len([child for child in owner if child.tag == base.tag]), new)
    add(new, "Property", Name="more", Type="Edm.String")
    return f"of {base.get('Name')}"


@edit("remove a type", "EntityType", "ComplexType", "EnumType")
def _(api, pick, owner, chosen):
    owner.remove(chosen)
    return place(owner, chosen)


@edit("base type")
def _(api, pick):
    derived = [element for _, element in api.all("EntityType", "ComplexType") if element.get("BaseType")]
    if not derived:
        return None
    chosen = pick.choice(derived)
    del chosen.attrib["BaseType"]
    return f"{chosen.get('Name')} has none"


@edit("underlying type of a type definition", "TypeDefinition")
def _(api, pick, _, chosen):
    chosen.set("UnderlyingType", pick.choice(["Edm.String", "Edm.Int32", "Edm.Decimal"]))
    return f"{chosen.get('Name')} is {chosen.get('UnderlyingType')}"
