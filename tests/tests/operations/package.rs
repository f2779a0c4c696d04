//! A package made by hand: operations with parameters in every place, bodies, results, security and servers.

use clientwright::model::{
    Body, Call, CallBuilder, Client, Content, Docs, File, Group, Item, Location, Markdown, Module,
    Operation, Outcome, Outcomes, Output, Package, Parameter, PathPart, Presence, Protocol,
    Request, Runtime, Scheme, SchemeKind, Server, ServerVariable, Service, Status, Step, Style,
    StyleKind, Subgroup, Target, Ty, TypePath, markdown,
};

pub(crate) fn package() -> Package {
    let pets = vec![pets(), list_call(), upload_call(), start_output()];
    let files = vec![
        File::new("shop".to_owned(), vec![client()]),
        File::new("pets".to_owned(), pets),
    ];
    let root = Module {
        files,
        builders: "builders".to_owned(),
        builders_docs: docs(markdown!("Groups of calls.")),
        ..Module::default()
    };
    Package {
        runtime: Runtime::OpenApi,
        modules: [(Vec::new(), root)].into(),
        ..Package::default()
    }
}

fn client() -> Item {
    let region = ServerVariable {
        name: "region".to_owned(),
        default: "eu".to_owned(),
        values: vec!["eu".to_owned(), "us-east".to_owned()],
    };
    let servers = vec![
        Server {
            url: "https://{region}.example.test:8443/api/{base}/v1".to_owned(),
            variables: vec![
                region,
                ServerVariable {
                    name: "base".to_owned(),
                    default: "x".to_owned(),
                    values: Vec::new(),
                },
            ],
        },
        Server {
            url: "/relative".to_owned(),
            variables: Vec::new(),
        },
    ];
    let scheme = |name: &str, kind| Scheme {
        name: name.to_owned(),
        kind,
    };
    let schemes = vec![
        scheme("key", SchemeKind::KeyHeader("X-Key".to_owned())),
        scheme("option", SchemeKind::KeyQuery("k".to_owned())),
        scheme("cookie", SchemeKind::KeyCookie("sid".to_owned())),
        scheme("user", SchemeKind::Basic),
        scheme("token", SchemeKind::Bearer),
        scheme("digest", SchemeKind::Authorization),
        scheme("certificate", SchemeKind::MutualTls),
    ];
    let secured = |method: &str, security: Option<&[&[usize]]>| {
        let security = security.map(|all| all.iter().map(|one| one.to_vec()).collect());
        let operation = Operation {
            security,
            ..operation("GET", &[text("/secured")])
        };
        call(method, operation, Vec::new(), Output::Empty)
    };
    let status = Operation {
        server: Some(Server {
            url: "https://status.example.test".to_owned(),
            variables: Vec::new(),
        }),
        security: Some(vec![vec![4]]),
        ..operation("GET", &[text("/status")])
    };
    let open_status = Operation {
        security: Some(Vec::new()),
        ..status.clone()
    };
    Item::Client(Client {
        name: "ShopClient".to_owned(),
        gated: false,
        docs: docs(markdown!("Client for the shop.")),
        steps: vec![Step {
            method: "pets".to_owned(),
            docs: docs(markdown!("Pets.")),
            target: Target::Group(Subgroup {
                group: builder("Pets"),
                path: None,
            }),
        }],
        calls: vec![
            secured("unstated", None),
            secured("open", Some(&[])),
            secured("by_key", Some(&[&[0]])),
            secured("by_option", Some(&[&[1]])),
            secured("by_cookie", Some(&[&[2]])),
            secured("by_user", Some(&[&[3]])),
            secured("by_token", Some(&[&[4]])),
            secured("by_digest", Some(&[&[5]])),
            secured("by_certificate", Some(&[&[6]])),
            secured("by_both", Some(&[&[0, 2]])),
            secured("by_either", Some(&[&[4], &[0]])),
            secured("by_key_or_open", Some(&[&[0], &[]])),
            call("status", status, Vec::new(), Output::Empty),
            call("open_status", open_status, Vec::new(), Output::Empty),
        ],
        base_url: None,
        protocol: Protocol::OpenApi(Service { servers, schemes }),
    })
}

fn pets() -> Item {
    let id = || {
        parameter(
            "id",
            "petId",
            path(),
            Ty::Builtin("i64"),
            Presence::Required,
        )
    };
    let one = || vec![text("/pets/"), PathPart::Parameter(0)];
    let get = Operation {
        success: vec![Status::Exactly(200)],
        ..operation("GET", &one())
    };
    let find = Operation {
        success: vec![Status::Exactly(200), Status::Exactly(204)],
        ..operation("GET", &[text("/pets/first")])
    };
    let create = Operation {
        body: Some(body(
            "pet",
            "application/json",
            Content::Json(Ty::Well("Value")),
            true,
        )),
        success: vec![Status::Range(2)],
        ..operation("POST", &[text("/pets")])
    };
    let note = Operation {
        body: Some(body("note", "text/plain", Content::Text, true)),
        accept: "text/plain".to_owned(),
        ..operation(
            "PUT",
            &[text("/pets/"), PathPart::Parameter(0), text("/note")],
        )
    };
    let photo = Operation {
        accept: "image/png".to_owned(),
        ..operation(
            "GET",
            &[text("/pets/"), PathPart::Parameter(0), text(".png")],
        )
    };
    let form = Operation {
        body: Some(body(
            "body",
            "application/x-www-form-urlencoded",
            Content::Form {
                ty: Ty::Well("AnyJson"),
                styles: vec![
                    ("csv".to_owned(), style(StyleKind::Form, false)),
                    ("filter".to_owned(), style(StyleKind::DeepObject, true)),
                ],
            },
            true,
        )),
        ..operation("POST", &[text("/find")])
    };
    let attach = Operation {
        body: Some(body(
            "body",
            "multipart/form-data",
            Content::Multipart(None),
            true,
        )),
        ..operation("POST", &[text("/files")])
    };
    let json = |ty| Output::Json { ty, resource: None };
    let value = || Ty::Well("Value");
    Item::Group(Group {
        name: "Pets".to_owned(),
        docs: docs(markdown!("Calls about ", Markdown::code("pets"), ".")),
        groups: Vec::new(),
        has_path: false,
        calls: vec![
            Call {
                docs: Docs::new(
                    &[markdown!("Lists pets.")],
                    Some(markdown!("since 2025, use `find`")),
                ),
                builder: Some(builder("ListCall")),
                ..list()
            },
            call("get", get, vec![id()], json(value())),
            call("first", find, Vec::new(), json(value().option())),
            call("create", create, Vec::new(), json(value())),
            call(
                "drop",
                operation("DELETE", &one()),
                vec![id()],
                Output::Empty,
            ),
            call("note", note, vec![id()], Output::Text(Ty::String)),
            call("photo", photo, vec![id()], Output::Bytes),
            Call {
                builder: Some(builder("UploadCall")),
                ..upload()
            },
            call("find", form, Vec::new(), Output::Empty),
            call("attach", attach, Vec::new(), Output::Empty),
            call(
                "start",
                operation("POST", &[text("/jobs")]),
                Vec::new(),
                Output::ByStatus(builder("StartOutput")),
            ),
            call(
                "copy",
                operation("COPY", &[text("/pets")]),
                Vec::new(),
                Output::Empty,
            ),
        ],
    })
}

fn start_output() -> Item {
    let outcome = |name: &str, status, output| Outcome {
        name: name.to_owned(),
        docs: docs(markdown!("A result.")),
        status,
        output,
    };
    let json = |ty| Output::Json { ty, resource: None };
    Item::Outcomes(Outcomes {
        name: "StartOutput".to_owned(),
        docs: docs(markdown!(
            "What a call gives, by the status of the response."
        )),
        variants: vec![
            outcome("Status200", Status::Exactly(200), json(Ty::Builtin("i32"))),
            outcome("Status201", Status::Exactly(201), Output::Text(Ty::String)),
            outcome("Status202", Status::Exactly(202), Output::Empty),
            outcome("Status2xx", Status::Range(2), Output::Bytes),
        ],
        fallback: "Other".to_owned(),
        fallback_docs: docs(markdown!("Another status.")),
    })
}

fn list() -> Call {
    let query = |explode| Location::Query(style(StyleKind::Form, explode));
    let number = || Ty::Builtin("i32");
    let texts = || Ty::String.vec();
    let delimited = |kind| Location::Query(style(kind, false));
    let reserved = Location::Query(Style {
        reserved: true,
        ..style(StyleKind::Form, true)
    });
    let header = Location::Header(style(StyleKind::Simple, false));
    let cookie = Location::Cookie(style(StyleKind::Form, true));
    let map = || Ty::Map(Box::new(Ty::Builtin("i32")));
    let deep = Location::Query(style(StyleKind::DeepObject, true));
    let filter = Location::Query(style(StyleKind::Json, false));
    let optional = |name, location, ty| parameter(name, name, location, ty, Presence::Optional);
    let parameters = vec![
        parameter("page", "page", query(true), number(), Presence::Required),
        optional("limit", query(true), number()),
        optional("tags", query(true), texts()),
        optional("csv", query(false), texts()),
        optional("pipes", delimited(StyleKind::PipeDelimited), texts()),
        optional("spaces", delimited(StyleKind::SpaceDelimited), texts()),
        optional("tabs", delimited(StyleKind::TabDelimited), texts()),
        optional("range", deep, map()),
        optional("raw", reserved, Ty::String),
        optional("filter", filter, map()),
        parameter("trace", "X-Trace", header, texts(), Presence::Optional),
        optional("theme", cookie, Ty::String),
        optional("sid", cookie, Ty::String),
    ];
    let operation = operation("GET", &[text("/pets")]);
    let output = Output::Json {
        ty: Ty::Well("Value").vec(),
        resource: None,
    };
    call("list", operation, parameters, output)
}

fn list_call() -> Item {
    Item::CallBuilder(CallBuilder {
        accepts: Vec::new(),
        name: "ListCall".to_owned(),
        docs: docs(markdown!("A call of ", Markdown::code("listPets"), ".")),
        call: list(),
    })
}

fn upload() -> Call {
    let name = parameter("name", "name", matrix(), Ty::String, Presence::Required);
    let size = parameter(
        "size",
        "size",
        label(),
        Ty::Builtin("i32"),
        Presence::Required,
    );
    let operation = Operation {
        body: Some(body("photo", "image/png", Content::Bytes, false)),
        ..operation(
            "POST",
            &[
                text("/photos/"),
                PathPart::Parameter(0),
                PathPart::Parameter(1),
            ],
        )
    };
    call("upload", operation, vec![name, size], Output::Empty)
}

fn upload_call() -> Item {
    Item::CallBuilder(CallBuilder {
        accepts: Vec::new(),
        name: "UploadCall".to_owned(),
        docs: docs(markdown!("A call of ", Markdown::code("upload"), ".")),
        call: upload(),
    })
}

fn style(kind: StyleKind, explode: bool) -> Style {
    Style {
        kind,
        explode,
        reserved: false,
        items: None,
    }
}

fn path() -> Location {
    Location::Path(style(StyleKind::Simple, false))
}

fn matrix() -> Location {
    Location::Path(style(StyleKind::Matrix, false))
}

fn label() -> Location {
    Location::Path(style(StyleKind::Label, true))
}

fn text(text: &str) -> PathPart {
    PathPart::Text(text.to_owned())
}

fn operation(verb: &str, path: &[PathPart]) -> Operation {
    Operation {
        verb: verb.to_owned(),
        path: path.to_vec(),
        is_placed: false,
        body: None,
        accept: "application/json".to_owned(),
        xml: Vec::new(),
        errors: None,
        stream: None,
        paging: None,
        set: Vec::new(),
        success: Vec::new(),
        security: None,
        server: None,
    }
}

fn body(name: &str, media_type: &str, content: Content, is_required: bool) -> Body {
    Body {
        name: name.to_owned(),
        docs: docs(markdown!("The body.")),
        media_type: media_type.to_owned(),
        content,
        is_required,
    }
}

fn call(method: &str, operation: Operation, parameters: Vec<Parameter>, output: Output) -> Call {
    Call {
        method: method.to_owned(),
        docs: docs(markdown!("Calls ", Markdown::code(method), ".")),
        request: Request::Operation(Box::new(operation)),
        parameters,
        builder: None,
        output,
    }
}

fn parameter(
    name: &str,
    wire_name: &str,
    location: Location,
    ty: Ty,
    presence: Presence,
) -> Parameter {
    Parameter {
        name: name.to_owned(),
        wire_name: wire_name.to_owned(),
        docs: docs(markdown!("The parameter ", Markdown::code(wire_name), ".")),
        location,
        ty,
        presence,
    }
}

fn builder(name: &str) -> TypePath {
    TypePath {
        module: vec!["builders".to_owned()],
        name: name.to_owned(),
    }
}

fn docs(text: Markdown) -> Docs {
    Docs::new(&[text], None)
}
