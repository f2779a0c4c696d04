//! A package built by code, with groups of calls, which no metadata of OData lowers to.

use clientwright::model::{
    Appended, Call, CallBuilder, Client, Docs, File, Group, Item, Location, Markdown, Module,
    Output, Package, Paging, Parameter, Presence, Protocol, Request, Segment, Step, Subgroup,
    Target, Ty, TypePath, markdown, odata,
};

pub(crate) fn package() -> Package {
    let files = [client(), orders(), archive(), search()];
    let files = files.map(|item| {
        let name = item.name().to_lowercase();
        File::new(name, vec![item])
    });
    let root = Module {
        files: files.into(),
        builders: "builders".to_owned(),
        builders_docs: docs(markdown!("Groups of calls.")),
        ..Module::default()
    };
    Package {
        modules: [(Vec::new(), root)].into(),
        ..Package::default()
    }
}

fn client() -> Item {
    Item::Client(Client {
        name: "ShopClient".to_owned(),
        gated: false,
        docs: docs(markdown!("Client for the shop.")),
        steps: vec![Step {
            method: "orders".to_owned(),
            docs: docs(markdown!("Orders.")),
            target: Target::Group(Subgroup {
                group: builder("Orders"),
                path: appended(&["orders"]),
            }),
        }],
        calls: vec![call("ping", Request::Function, Vec::new(), Output::Empty)],
        base_url: None,
        protocol: Protocol::OData(odata::Defaults::default()),
    })
}

fn orders() -> Item {
    let at = |ty, presence, name| parameter(name, Location::Arguments, ty, presence);
    let names = vec![
        at(Ty::String, Presence::Required, "name"),
        at(Ty::Builtin("i32"), Presence::RequiredNullable, "limit"),
    ];
    let note = parameter("note", Location::Body, Ty::String, Presence::Required);
    Item::Group(Group {
        name: "Orders".to_owned(),
        has_path: true,
        docs: docs(markdown!("Calls about ", Markdown::code("orders"), ".")),
        groups: vec![
            subgroup("archive", "Archive", &["archive", "a/b"]),
            // A group whose path is that of the one above it.
            subgroup("same", "Archive", &[]),
        ],
        calls: vec![
            call("find", Request::Function, names, pages(Ty::String)),
            call("submit", Request::Action, vec![note], Output::Bytes),
            Call {
                docs: Docs::new(
                    &[markdown!("Searches.")],
                    Some(markdown!("since 2025, use `find`")),
                ),
                builder: Some(builder("SearchCall")),
                ..searched()
            },
        ],
    })
}

fn archive() -> Item {
    let total = Output::Json {
        ty: Ty::Builtin("i64").option(),
        resource: None,
    };
    Item::Group(Group {
        name: "Archive".to_owned(),
        has_path: true,
        docs: docs(markdown!("Calls about what is archived.")),
        groups: Vec::new(),
        calls: vec![call("total", Request::Function, Vec::new(), total)],
    })
}

fn search() -> Item {
    Item::CallBuilder(CallBuilder {
        accepts: Vec::new(),
        name: "SearchCall".to_owned(),
        docs: docs(markdown!("A search.")),
        call: searched(),
    })
}

fn searched() -> Call {
    let number = || Ty::Builtin("i32");
    let sent = vec![
        parameter("text", Location::Body, Ty::String, Presence::Required),
        parameter("page", Location::Body, number(), Presence::Optional),
        parameter("size", Location::Body, number(), Presence::OptionalNullable),
        parameter("sort", Location::Body, Ty::String, Presence::ThreeValued),
    ];
    call("search", Request::Action, sent, pages(Ty::String))
}

fn pages(item: Ty) -> Output {
    Output::Pages {
        item,
        paging: Paging::NextLink,
        resource: None,
    }
}

fn subgroup(method: &str, group: &str, segments: &[&str]) -> Step<Subgroup> {
    Step {
        method: method.to_owned(),
        docs: docs(markdown!("A group below.")),
        target: Subgroup {
            group: builder(group),
            path: appended(segments),
        },
    }
}

fn appended(segments: &[&str]) -> Option<Appended> {
    let segments = segments.iter().map(|s| (*s).to_owned()).collect();
    Some(Appended {
        segments,
        ..Appended::default()
    })
}

fn call(
    method: &str,
    request: fn(Segment) -> Request,
    parameters: Vec<Parameter>,
    output: Output,
) -> Call {
    Call {
        method: method.to_owned(),
        docs: docs(markdown!("Calls ", Markdown::code(method), ".")),
        request: request(Segment::Fixed(method.to_owned())),
        parameters,
        builder: None,
        output,
    }
}

fn parameter(name: &str, location: Location, ty: Ty, presence: Presence) -> Parameter {
    Parameter {
        name: name.to_owned(),
        wire_name: name.to_owned(),
        docs: docs(markdown!("The parameter ", Markdown::code(name), ".")),
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
