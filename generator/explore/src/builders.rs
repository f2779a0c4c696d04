//! Builders: the steps between them, and their calls.

use std::collections::BTreeMap;

use clientwright::model::odata::{
    Builder as Target, Cast, Key, KeyValue, Navigation, Number, Permit as ModelPermit,
};
use clientwright::model::{
    Appended, Call as ModelCall, Item, Output, Package, Resource, Step, Subgroup,
    Target as StepTarget, Ty, TypePath,
};
use clientwright_csdl::schema::Schema;
use serde::Serialize;

use crate::calls::{self, Argument, Call, Context, entities};
use crate::permits::{Permit, Permits};
use crate::pieces::{self, Piece};
use crate::query::{self, Denied, Owner};
use crate::text::{Text, is_false};
use crate::types::{self, Index};

/// A type with methods that lead to others or send requests.
#[derive(Debug, Serialize)]
pub(crate) struct Builder {
    rust: String,
    /// `client`, `group`, `collection` or `item`.
    pub(crate) kind: &'static str,
    /// The type of its entities, by its index.
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<usize>,
    /// Whether new entities are made from their bytes.
    #[serde(skip_serializing_if = "is_false")]
    media: bool,
    #[serde(flatten)]
    pub(crate) own: Methods,
    /// Methods that depend on the path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) by: Vec<By>,
    #[serde(flatten)]
    text: Text,
}

/// The methods of a builder.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Methods {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) links: Vec<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    calls: Vec<Call>,
}

/// Methods for paths with a permit of their own, or for all others.
#[derive(Debug, Serialize)]
pub(crate) struct By {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) permit: Option<usize>,
    #[serde(flatten)]
    pub(crate) methods: Methods,
}

/// A method that leads to another builder.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Link {
    method: String,
    /// The code after the builder, with the names of arguments.
    code: Vec<Piece>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<Argument>,
    /// What it appends to the URL.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    url: Vec<Piece>,
    /// The builder, by its index.
    pub(crate) to: usize,
    /// What the path allows, by its index. `None`: as before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) permit: Option<usize>,
    /// Capabilities of the path that it needs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) needs: Vec<String>,
    /// Whether it is a key or a cast, which leads to entities of the same path.
    #[serde(skip_serializing_if = "is_false")]
    stays: bool,
    /// The query options that the path does not allow.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    denied: Denied,
    /// The same for longer paths, by the names of their further navigation properties.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    below: BTreeMap<String, Denied>,
    #[serde(flatten)]
    text: Text,
}

/// All builders and permits. The client is the first builder, if there is one.
pub(crate) fn all(
    package: &Package,
    index: &Index,
    schema: Option<&Schema>,
) -> (Vec<Builder>, Vec<Permit>) {
    let mut all = All {
        context: Context::new(package),
        index,
        schema,
        indices: BTreeMap::new(),
        permits: Permits::new(package),
        leaves: Vec::new(),
    };
    let mut found: Vec<(TypePath, &Item)> = Vec::new();
    for (path, item) in types::paths(package) {
        match item {
            Item::Client(_) => found.insert(0, (path, item)),
            Item::Resource(_) | Item::Group(_) => found.push((path, item)),
            _ => {}
        }
    }
    for (at, (path, _)) in found.iter().enumerate() {
        all.indices.insert(path.text(), at);
    }
    let builders = found.iter().map(|(path, item)| all.builder(path, item));
    let mut builders: Vec<Builder> = builders.collect();
    builders.append(&mut all.leaves);
    (builders, all.permits.list)
}

/// The builders and permits so far.
struct All<'p> {
    context: Context<'p>,
    index: &'p Index,
    /// The metadata of a service of OData.
    schema: Option<&'p Schema>,
    /// The indices of builders, by their paths.
    indices: BTreeMap<String, usize>,
    permits: Permits<'p>,
    /// Builders of the runtime itself, whose indices follow those of generated ones.
    leaves: Vec<Builder>,
}

impl All<'_> {
    fn builder(&mut self, path: &TypePath, item: &Item) -> Builder {
        let mut builder = Builder {
            rust: path.text(),
            kind: "client",
            entity: None,
            media: false,
            own: Methods::default(),
            by: Vec::new(),
            text: Text::default(),
        };
        match item {
            Item::Client(item) => {
                builder.text = (&item.docs).into();
                builder.own = self.methods(Some(Owner::Service), &item.steps, &item.calls);
            }
            Item::Group(item) => {
                builder.kind = "group";
                builder.text = (&item.docs).into();
                builder.own.links = item
                    .groups
                    .iter()
                    .map(|s| self.subgroup(s, &s.target))
                    .collect();
                self.add_calls(&mut builder.own, &item.calls);
            }
            Item::Resource(item) => self.resource(&mut builder, item),
            _ => {}
        }
        builder
    }

    fn resource(&mut self, builder: &mut Builder, item: &Resource) {
        let entities = &item.entities;
        builder.kind = kind(entities.number);
        builder.entity = self.index.path(&entities.entity);
        builder.media = entities.is_media;
        builder.text = (&item.docs).into();
        let keys: Vec<Link> = entities.keys.iter().map(|key| self.key(key)).collect();
        let owner = self.owner(&entities.entity);
        let mut own = self.methods(owner, &item.steps, &item.calls);
        let casts = entities.casts.iter().map(|cast| self.cast(cast));
        own.links = keys.into_iter().chain(own.links).chain(casts).collect();
        for stream in &entities.streams {
            let calls = entities::streams(&stream.method, stream.property.as_deref());
            own.calls.extend(calls);
        }
        builder.own = own;
        for of in &entities.by_path {
            let permit = of.marker.as_ref();
            builder.by.push(By {
                permit: permit.map(|marker| self.permits.index(&ModelPermit::Path(marker.clone()))),
                methods: self.methods(owner, &of.steps, &of.calls),
            });
        }
    }

    /// The type in the metadata that has the annotations of the steps from entities.
    fn owner(&self, entity: &TypePath) -> Option<Owner> {
        let name = self.index.wire(&entity.text())?;
        self.schema?.find_structured(name).map(Owner::Type)
    }

    fn methods(&mut self, owner: Option<Owner>, steps: &[Step], calls: &[ModelCall]) -> Methods {
        let links = steps.iter().map(|step| match &step.target {
            StepTarget::Group(target) => self.subgroup(step, target),
            StepTarget::Entities(navigation) => self.navigation(owner, step, navigation),
        });
        let mut methods = Methods {
            links: links.collect(),
            calls: Vec::new(),
        };
        self.add_calls(&mut methods, calls);
        methods
    }

    /// Adds calls, and a link for each whose result has a builder.
    fn add_calls(&mut self, methods: &mut Methods, calls: &[ModelCall]) {
        for item in calls {
            let call = calls::call(&self.context, item);
            if let (
                None,
                Output::Json {
                    resource: Some(resource),
                    ..
                }
                | Output::Pages {
                    resource: Some(resource),
                    ..
                },
            ) = (&item.builder, &item.output)
                && let Some(to) = self.indices.get(&resource.text())
            {
                let to = *to;
                let permit = Some(self.permits.index(&ModelPermit::Full));
                methods.links.push(Link {
                    method: call.method.clone(),
                    code: call.code.clone(),
                    arguments: call.arguments.clone(),
                    url: call.url.clone(),
                    to,
                    permit,
                    text: (&item.docs).into(),
                    ..Link::default()
                });
            }
            methods.calls.push(call);
        }
    }

    fn navigation(&mut self, owner: Option<Owner>, step: &Step, of: &Navigation) -> Link {
        let restrictions = match (self.schema, owner) {
            (Some(schema), Some(owner)) => query::restrictions(schema, owner, &of.wire_name),
            _ => query::Restrictions::default(),
        };
        let to = match &of.builder {
            Target::Resource(path) => self.at(path),
            Target::Leaf(entity) => self.leaf(entity, of.number),
        };
        Link {
            method: step.method.clone(),
            code: pieces::method(&step.method, []),
            url: vec![Piece::text(format!("/{}", of.wire_name))],
            to,
            permit: Some(self.permits.index(&of.permit)),
            denied: restrictions.own,
            below: restrictions.below,
            text: (&step.docs).into(),
            ..Link::default()
        }
    }

    /// The index of a builder. Every builder that a step names is an item of the package, so that the client, 0, never stands for it.
    fn at(&self, path: &TypePath) -> usize {
        self.indices.get(&path.text()).copied().unwrap_or_default()
    }

    /// The runtime's own builder for a type.
    fn leaf(&mut self, entity: &TypePath, number: Number) -> usize {
        let name = match number {
            Number::One => "Item",
            Number::Many => "Collection",
        };
        let rust = format!("rt::{name}<{}>", entity.text());
        let next = self.indices.len();
        let at = *self.indices.entry(rust.clone()).or_insert(next);
        if at == next {
            self.leaves.push(Builder {
                rust,
                kind: kind(number),
                entity: self.index.path(entity),
                media: false,
                own: Methods::default(),
                by: Vec::new(),
                text: Text::default(),
            });
        }
        at
    }

    fn subgroup<T>(&mut self, step: &Step<T>, target: &Subgroup) -> Link {
        let none = Appended::default();
        let path = target.path.as_ref().unwrap_or(&none);
        let arguments = path.values.iter().map(|value| Argument {
            name: value.name.clone(),
            ty: value.ty.text(self.context.runtime),
            wire: value.name.clone(),
            place: "path",
            ..Argument::default()
        });
        let names = path.values.iter().map(|value| value.name.as_str());
        let fixed = path.segments.iter().map(|s| Piece::text(format!("/{s}")));
        let mut url: Vec<Piece> = fixed.collect();
        for value in &path.values {
            url.extend([Piece::text("/"), Piece::value(&value.name)]);
        }
        Link {
            method: step.method.clone(),
            code: pieces::method(&step.method, names),
            arguments: arguments.collect(),
            url,
            to: self.at(&target.group),
            text: (&step.docs).into(),
            ..Link::default()
        }
    }

    fn key(&mut self, key: &Key) -> Link {
        let arguments = key.parts.iter().map(|part| Argument {
            name: part.name.clone(),
            ty: match &part.value {
                KeyValue::Text => "&str".to_owned(),
                KeyValue::Into(ty) => ty.text(self.context.runtime),
            },
            wire: part.wire_name.clone(),
            place: "url",
            ..Argument::default()
        });
        Link {
            method: key.method.clone(),
            code: pieces::method(&key.method, key.parts.iter().map(|p| p.name.as_str())),
            arguments: arguments.collect(),
            url: self.key_url(key),
            to: self.at(&key.item),
            needs: vec!["Key".to_owned()],
            stays: true,
            text: (&key.docs).into(),
            ..Link::default()
        }
    }

    /// `/1`, `(1)` or `(a=1,b=2)` (OData URL Conventions 4.01, 4.3).
    fn key_url(&self, key: &Key) -> Vec<Piece> {
        if let ([part], false, true) = (
            key.parts.as_slice(),
            key.is_alternate,
            self.context.key_as_segment(),
        ) {
            return vec![Piece::text("/"), Piece::value(&part.wire_name)];
        }
        let has_names = key.is_alternate || key.parts.len() > 1;
        let mut url = vec![Piece::text("(")];
        for (at, part) in key.parts.iter().enumerate() {
            if at > 0 {
                url.push(Piece::text(","));
            }
            if has_names {
                url.push(Piece::text(format!("{}=", part.wire_name)));
            }
            let is_text = matches!(&part.value, KeyValue::Text | KeyValue::Into(Ty::String));
            calls::literal(&mut url, is_text, &part.wire_name);
        }
        url.push(Piece::text(")"));
        url
    }

    fn cast(&mut self, cast: &Cast) -> Link {
        let derived = cast.condition.iter();
        let derived = derived.map(|derived| format!("Cast<{}>", derived.text()));
        let narrow = cast.narrows.then(|| "Narrow".to_owned());
        Link {
            method: cast.method.clone(),
            code: pieces::method(&cast.method, []),
            url: vec![Piece::text(format!("/{}", cast.wire_name))],
            to: self.at(&cast.target),
            needs: derived.chain(narrow).collect(),
            stays: true,
            text: (&cast.docs).into(),
            ..Link::default()
        }
    }
}

fn kind(number: Number) -> &'static str {
    match number {
        Number::One => "item",
        Number::Many => "collection",
    }
}
