"""Random edits of OpenAPI descriptions."""

import copy
import json

import yaml

BASES = ["schemas/pet-clinic.openapi.yaml"]
KINDS = [
    {"type": "string"},
    {"type": "integer", "format": "int32"},
    {"type": "boolean"},
    {"type": "string", "format": "date"},
]


class Description:
    """A description, in memory."""

    def __init__(self, path):
        self.api = yaml.safe_load(path.read_text())

    def copy(self):
        return copy.deepcopy(self)

    def write(self, folder):
        """Writes it, and returns the path of its main file."""
        path = folder / "openapi.json"
        path.write_text(json.dumps(self.api))
        return path

    def edit(self, pick):
        """Changes it in one place. Returns the kind of the edit and what was done, or `None` if the edit has no place."""
        name, function = pick.choice(EDITS)
        done = function(self.api, pick)
        return done and (name, done)


EDITS = []


def edit(name):
    def add(function):
        EDITS.append((name, function))
        return function

    return add


def schema_of(api, pick):
    schemas = api["components"]["schemas"]
    name = pick.choice(list(schemas))
    return name, schemas[name]


def property_of(api, pick):
    name, schema = schema_of(api, pick)
    if not schema.get("properties"):
        return None
    return name, schema, pick.choice(list(schema["properties"]))


def operation_of(api, pick):
    path = pick.choice(list(api["paths"]))
    item = api["paths"][path]
    verb = pick.choice([verb for verb in item if verb != "parameters"])
    return f"{verb} {path}", item, verb


@edit("remove a property")
def _(api, pick):
    if not (found := property_of(api, pick)):
        return None
    name, schema, chosen = found
    del schema["properties"][chosen]
    schema["required"] = [r for r in schema.get("required", []) if r != chosen]
    return f"{name}/{chosen}"


@edit("add a property")
def _(api, pick):
    if not (found := property_of(api, pick)):
        return None
    name, schema, _ = found
    schema["properties"]["extra"] = pick.choice(KINDS)
    return f"{name}/extra"


@edit("type of a property")
def _(api, pick):
    if not (found := property_of(api, pick)):
        return None
    name, schema, chosen = found
    schema["properties"][chosen] = dict(pick.choice(KINDS))
    return f"{name}/{chosen} is {schema['properties'][chosen]}"


@edit("require a property, or not")
def _(api, pick):
    if not (found := property_of(api, pick)):
        return None
    name, schema, chosen = found
    required = schema.get("required", [])
    schema["required"] = [r for r in required if r != chosen] if chosen in required else [*required, chosen]
    return f"{name}/{chosen}"


@edit("docs of a property")
def _(api, pick):
    if not (found := property_of(api, pick)):
        return None
    name, schema, chosen = found
    schema["properties"][chosen]["description"] = "Other words."
    return f"{name}/{chosen}"


@edit("add a required property")
def _(api, pick):
    if not (found := property_of(api, pick)):
        return None
    name, schema, _ = found
    schema["properties"]["extra"] = {"type": "string"}
    schema["required"] = [*schema.get("required", []), "extra"]
    return f"{name}/extra"


@edit("null of a property")
def _(api, pick):
    if not (found := property_of(api, pick)) or "type" not in (value := found[1]["properties"][found[2]]):
        return None
    name, _, chosen = found
    value["type"] = value["type"][0] if isinstance(value["type"], list) else [value["type"], "null"]
    return f"{name}/{chosen}"


@edit("access of a property")
def _(api, pick):
    if not (found := property_of(api, pick)):
        return None
    name, schema, chosen = found
    word = pick.choice(["readOnly", "writeOnly"])
    value = schema["properties"][chosen]
    value[word] = not value.get(word, False)
    return f"{name}/{chosen} {word}"


@edit("rename a schema")
def _(api, pick):
    name, _ = schema_of(api, pick)
    text = json.dumps(api).replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/{name}Now"')
    changed = json.loads(text)
    changed["components"]["schemas"][f"{name}Now"] = changed["components"]["schemas"].pop(name)
    api.clear()
    api.update(changed)
    return name


@edit("remove a member of an enumeration")
def _(api, pick):
    name, schema = schema_of(api, pick)
    if "enum" not in schema:
        return None
    schema["enum"].remove(pick.choice(schema["enum"]))
    return name


@edit("add a member of an enumeration")
def _(api, pick):
    name, schema = schema_of(api, pick)
    if "enum" not in schema:
        return None
    schema["enum"].append("another")
    return name


@edit("undeclared properties")
def _(api, pick):
    if not (found := property_of(api, pick)):
        return None
    name, schema, _ = found
    schema["additionalProperties"] = pick.choice([False, {"type": "string"}])
    return f"{name}: {schema['additionalProperties']}"


@edit("remove a variant of a union")
def _(api, pick):
    name, schema = schema_of(api, pick)
    if "oneOf" not in schema:
        return None
    kind = schema["oneOf"].pop(pick.randrange(len(schema["oneOf"])))["$ref"]
    mapping = schema["discriminator"]["mapping"]
    schema["discriminator"]["mapping"] = {k: v for k, v in mapping.items() if v != kind}
    return f"{kind} of {name}"


@edit("remove an operation")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    del item[verb]
    return what


@edit("add an operation")
def _(api, pick):
    responses = {"204": {"description": "Done."}}
    api["paths"]["/more"] = {"get": {"operationId": "listMore", "tags": ["pets"], "responses": responses}}
    return "listMore"


@edit("rename an operation")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    item[verb]["operationId"] += "Now"
    return what


@edit("tag of an operation")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    item[verb]["tags"] = [pick.choice(["pets", "visits", "others"])]
    return f"{what} is {item[verb]['tags'][0]}"


@edit("path of an operation")
def _(api, pick):
    path = pick.choice(list(api["paths"]))
    api["paths"][path + "/now"] = api["paths"].pop(path)
    return path


@edit("add a parameter")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    is_required = pick.random() < 0.5
    parameter = {"name": "extra", "in": pick.choice(["query", "header"]), "required": is_required, "schema": pick.choice(KINDS)}
    item[verb].setdefault("parameters", []).append(parameter)
    return f"{what}, required: {is_required}"


@edit("remove a parameter")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    parameters = item[verb].get("parameters", [])
    if not parameters:
        return None
    parameters.remove(pick.choice(parameters))
    return what


@edit("type of a parameter")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    parameters = [p for p in item[verb].get("parameters", []) + item.get("parameters", []) if "schema" in p]
    if not parameters:
        return None
    parameter = pick.choice(parameters)
    parameter["schema"] = dict(pick.choice(KINDS))
    return f"{parameter['name']} of {what} is {parameter['schema']}"


@edit("require a parameter, or not")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    parameters = [p for p in item[verb].get("parameters", []) if p.get("in") in ("query", "header")]
    if not parameters:
        return None
    parameter = pick.choice(parameters)
    parameter["required"] = not parameter.get("required", False)
    return f"{parameter['name']} of {what}"


@edit("schema of a response")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    name, _ = schema_of(api, pick)
    status = next(iter(item[verb]["responses"]))
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    item[verb]["responses"][status] = {"description": "Another.", "content": content}
    return f"{status} of {what} is {name}"


@edit("headers of a response")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    found = [(s, r) for s, r in item[verb]["responses"].items() if "headers" in r]
    if not found:
        status, response = pick.choice(list(item[verb]["responses"].items()))
        if "$ref" in response:
            return None
        response["headers"] = {"X-Extra": {"schema": {"type": "integer"}}}
        return f"{status} of {what} has X-Extra"
    status, response = pick.choice(found)
    del response["headers"]
    return f"{status} of {what} has none"


@edit("another error")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    name, _ = schema_of(api, pick)
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    item[verb]["responses"]["409"] = {"description": "A conflict.", "content": content}
    return f"409 of {what} is {name}"


@edit("another success")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    item[verb]["responses"]["202"] = {"description": "Later."}
    return f"202 of {what}"


@edit("require a body, or not")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    body = item[verb].get("requestBody")
    if not body or "$ref" in body:
        return None
    body["required"] = not body.get("required", False)
    return what


@edit("schema of a body")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    body = item[verb].get("requestBody")
    if not body or "$ref" in body:
        return None
    name, _ = schema_of(api, pick)
    for media in body["content"].values():
        media["schema"] = {"$ref": f"#/components/schemas/{name}"}
    return f"{what} has {name}"


@edit("security of an operation")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    item[verb]["security"] = pick.choice([[], [{}], [{}, {"token": []}]])
    return f"{what} needs {item[verb]['security']}"


@edit("kind of a security scheme")
def _(api, pick):
    schemes = api["components"]["securitySchemes"]
    name = pick.choice(list(schemes))
    schemes[name] = pick.choice([{"type": "http", "scheme": "basic"}, {"type": "apiKey", "in": "header", "name": "X-Key"}])
    return f"{name} is {schemes[name]}"


@edit("add a security scheme")
def _(api, pick):
    api["components"]["securitySchemes"]["key"] = {"type": "apiKey", "in": "query", "name": "key"}
    if pick.random() < 0.5:
        api["security"].append({"key": []})
    return f"needed: {api['security']}"


@edit("remove a security scheme")
def _(api, pick):
    name = pick.choice(list(api["components"]["securitySchemes"]))
    del api["components"]["securitySchemes"][name]
    api["security"] = [needed for needed in api["security"] if name not in needed]
    return name


@edit("addresses of the service")
def _(api, pick):
    other = {"url": "https://{place}.clinic.example/api/v1", "variables": {"place": {"default": "north"}}}
    api["servers"] = pick.choice([[], [other], [*api["servers"], other]])
    return str([server["url"] for server in api["servers"]])


@edit("address of an operation")
def _(api, pick):
    what, item, verb = operation_of(api, pick)
    item[verb]["servers"] = [{"url": "https://other.example"}]
    return what


@edit("pages of an operation")
def _(api, pick):
    paged = [item[verb] for item in api["paths"].values() for verb in item if "Link" in str(item[verb])]
    if not paged:
        return None
    operation = pick.choice(paged)
    for response in operation["responses"].values():
        response.get("headers", {}).pop("Link", None)
    return f"{operation['operationId']} has none"
