//! Operations of OpenAPI: a constant table for the runtime, and the method that uses it.

use clientwright_model::{
    Accept, Body, Call, CallBuilder, Content, Location, Operation, Outcomes, Output, Parameter,
    PathPart, Scheme, SchemeKind, Server, Service, Status, Style, StyleKind,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Place, docs, ident, index, paging, streams, xml};

/// The method of an operation.
pub(super) fn call(place: Place<'_>, item: &Call, operation: &Operation) -> TokenStream {
    let docs = docs(&item.docs);
    let method = ident(&item.method);
    let parameters = item.parameters.iter().enumerate();
    let required = parameters.filter(|(_, p)| {
        let is_placed = operation.is_placed && matches!(p.location, Location::Path(_));
        p.presence.is_required() && !is_placed
    });
    let body = operation.body.as_ref().filter(|body| body.is_required);
    let arguments = required.clone().map(|(_, p)| argument(place, p));
    let arguments = arguments.chain(body.map(|body| body_argument(place, body)));
    let chain = required
        .map(|(at, p)| set(place, at, p))
        .chain(body.map(|body| set_body(place, body)));
    let table = table(place, item, operation);
    let begin = match operation.is_placed {
        true => quote!(at),
        false => quote!(new),
    };
    let begun = quote!(rt::Call::#begin(&self.0, &CALL) #(#chain)*);
    let (ty, value) = match &item.builder {
        Some(builder) => {
            let builder = place.path(builder);
            (quote!(#builder), quote!(#builder::new(#begun)))
        }
        None => {
            let output = output(place, &item.output);
            (quote!(rt::Call<#output>), begun)
        }
    };
    quote! {
        #docs
        pub fn #method(&self, #(#arguments),*) -> #ty {
            const CALL: rt::operation::Operation = #table;
            #value
        }
    }
}

/// An operation with a method for each optional parameter.
pub(super) fn builder(
    place: Place<'_>,
    item: &CallBuilder,
    operation: &Operation,
) -> Vec<TokenStream> {
    let builder_docs = docs(&item.docs);
    let name = ident(&item.name);
    let output = output(place, &item.call.output);
    let parameters = item.call.parameters.iter().enumerate();
    let optional = parameters.filter(|(_, p)| !p.presence.is_required());
    let setters =
        optional.map(|(at, p)| setter(&p.name, &p.docs, &argument(place, p), &set(place, at, p)));
    let body = operation.body.as_ref().filter(|body| !body.is_required);
    let body = body.map(|b| {
        setter(
            &b.name,
            &b.docs,
            &body_argument(place, b),
            &set_body(place, b),
        )
    });
    let accepts = item.accepts.iter().map(|it| accept(place, it));
    let paged = operation.paging.as_ref();
    let paged = paged.map(|paged| paging::methods(place, &item.name, paged));
    [
        quote! {
            #builder_docs
            #[derive(Debug)]
            #[must_use = "a call does nothing until it is awaited"]
            pub struct #name(rt::Call<#output>);
        },
        quote! {
            impl #name {
                #[doc = " Wraps a call of the runtime, for calls without generated code."]
                pub fn new(call: rt::Call<#output>) -> Self {
                    Self(call)
                }
                #(#setters)*
                #body
                #(#accepts)*
            }
        },
        quote!(rt::__call! { #name -> #output }),
    ]
    .into_iter()
    .chain(paged)
    .collect()
}

fn setter(
    name: &str,
    text: &clientwright_model::Docs,
    argument: &TokenStream,
    set: &TokenStream,
) -> TokenStream {
    let docs = docs(text);
    let name = ident(name);
    quote! {
        #docs
        pub fn #name(self, #argument) -> Self {
            Self(self.0 #set)
        }
    }
}

/// The method that asks for another media type.
fn accept(place: Place<'_>, item: &Accept) -> TokenStream {
    let docs = docs(&item.docs);
    let (method, media) = (ident(&item.method), &item.media);
    let (output, is_text) = (
        output(place, &item.output),
        matches!(item.output, Output::Text(_)),
    );
    quote! {
        #docs
        pub fn #method(self) -> rt::Call<#output> {
            self.0.accept(#media, #is_text)
        }
    }
}

/// The enum of the results of a call, by status.
pub(super) fn outcomes(place: Place<'_>, item: &Outcomes) -> Vec<TokenStream> {
    let enum_docs = docs(&item.docs);
    let name = ident(&item.name);
    let (fallback, fallback_docs) = (ident(&item.fallback), docs(&item.fallback_docs));
    let variants = item.variants.iter().map(|variant| {
        let (docs, name) = (docs(&variant.docs), ident(&variant.name));
        match &variant.output {
            Output::Empty => quote!(#docs #name),
            content => {
                let ty = output(place, content);
                quote!(#docs #name(#ty))
            }
        }
    });
    let arms = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let statuses = match variant.status {
            Status::Exactly(code) => {
                let code = index(usize::from(code));
                quote!(#code)
            }
            Status::Range(digit) => {
                let first = index(usize::from(digit) * 100);
                let last = index(usize::from(digit) * 100 + 99);
                quote!(#first..=#last)
            }
            Status::Default => quote!(_),
        };
        let read = match variant.output {
            Output::Empty => quote!(empty),
            Output::Text(_) => quote!(text),
            Output::Bytes => quote!(bytes),
            _ => quote!(json),
        };
        quote!(#statuses => received.#read(Self::#name))
    });
    let result = quote!(::core::result::Result);
    let is_complete = item.variants.iter().any(|v| v.status == Status::Default);
    let rest = (!is_complete).then(|| quote!(_ => received.bytes(Self::#fallback)));
    vec![
        quote! {
            #enum_docs
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name {
                #(#variants,)*
                #fallback_docs
                #fallback(rt::Bytes),
            }
        },
        quote! {
            impl rt::CallOutput for #name {
                fn read(received: rt::Received) -> #result<rt::Response<Self>, rt::Error> {
                    match received.status() {
                        #(#arms,)*
                        #rest
                    }
                }
            }
        },
    ]
}

/// The type of the result.
fn output(place: Place<'_>, output: &Output) -> TokenStream {
    match output {
        Output::Empty => quote!(()),
        Output::Bytes => quote!(rt::Bytes),
        Output::Text(ty) | Output::Json { ty, .. } => place.ty(ty),
        Output::ByStatus(outcomes) => place.path(outcomes),
        Output::Items(ty) => {
            let ty = place.ty(ty);
            quote!(rt::stream::Items<#ty>)
        }
        Output::Events { ty, .. } => {
            let ty = place.ty(ty);
            quote!(rt::stream::Events<#ty>)
        }
        Output::Pages { item, .. } => {
            let (list, item) = (place.std("Vec"), place.ty(item));
            quote!(#list<#item>)
        }
    }
}

fn argument(place: Place<'_>, item: &Parameter) -> TokenStream {
    let name = ident(&item.name);
    let (into, ty) = (place.std("Into"), place.ty(&item.ty));
    quote!(#name: impl #into<#ty>)
}

fn set(place: Place<'_>, at: usize, item: &Parameter) -> TokenStream {
    let name = ident(&item.name);
    let (at, ty) = (index(at), place.ty(&item.ty));
    quote!(.argument::<#ty>(#at, &#name.into()))
}

fn body_argument(place: Place<'_>, item: &Body) -> TokenStream {
    let name = ident(&item.name);
    let into = place.std("Into");
    match &item.content {
        Content::Json(ty) | Content::Form { ty, .. } | Content::Xml(ty, _) => {
            let ty = place.ty(ty);
            quote!(#name: &#ty)
        }
        Content::Text => {
            let string = place.std("String");
            quote!(#name: impl #into<#string>)
        }
        Content::Items(ty) => {
            let ty = place.ty(ty);
            quote!(#name: impl #into<rt::stream::SendItems<#ty>>)
        }
        Content::Bytes => quote!(#name: impl #into<rt::Body>),
        Content::BytesOf(media_type) => {
            let (media_type, as_ref) = (ident(media_type), place.std("AsRef"));
            quote!(#media_type: impl #as_ref<str>, #name: impl #into<rt::Body>)
        }
        Content::Multipart(None) => quote!(#name: impl #into<rt::multipart::Form>),
        Content::Multipart(Some(form)) => {
            let form = place.path(form);
            quote!(#name: impl #into<#form>)
        }
    }
}

fn set_body(place: Place<'_>, item: &Body) -> TokenStream {
    let name = ident(&item.name);
    match &item.content {
        Content::Json(_) => quote!(.json(#name)),
        Content::Form { .. } => quote!(.form(#name)),
        Content::Xml(..) => quote!(.xml(#name)),
        Content::Items(_) => quote!(.items(#name)),
        Content::Text => quote!(.text(#name)),
        Content::Multipart(None) => quote!(.multipart(#name)),
        Content::Multipart(Some(form)) => {
            let (form, into) = (place.path(form), place.std("Into"));
            quote!(.multipart(#into::<#form>::into(#name)))
        }
        Content::Bytes => quote!(.body(#name)),
        Content::BytesOf(media_type) => {
            let media_type = ident(media_type);
            quote!(.content(#media_type, #name))
        }
    }
}

/// The constant table of an operation. What has the default value is left out.
fn table(place: Place<'_>, item: &Call, operation: &Operation) -> TokenStream {
    let mut fields = Vec::new();
    if operation.verb != "GET" {
        let verb = &operation.verb;
        fields.push(quote!(method: #verb));
    }
    let path = operation.path.iter().map(part);
    fields.push(quote!(path: &[#(#path),*]));
    if !item.parameters.is_empty() {
        let parameters = item.parameters.iter().map(parameter);
        fields.push(quote!(parameters: &[#(#parameters),*]));
    }
    let media_type = operation.body.iter().map(|body| &body.media_type);
    for media_type in media_type.filter(|media_type| *media_type != "application/json") {
        fields.push(quote!(content_type: #media_type));
    }
    if let Some(Content::Form { styles, .. }) = operation.body.as_ref().map(|body| &body.content)
        && !styles.is_empty()
    {
        let styles = styles.iter().map(|(name, of)| {
            let style = style(*of);
            quote!((#name, #style))
        });
        fields.push(quote!(form: &[#(#styles),*]));
    }
    if let Some(Content::Xml(_, document)) = operation.body.as_ref().map(|body| &body.content) {
        let document = xml::document(document);
        fields.push(quote!(xml_body: ::core::option::Option::Some(&#document)));
    }
    if !operation.xml.is_empty() {
        let documents = operation.xml.iter().map(|(of, document)| {
            let (status, document) = (status(of), xml::document(document));
            quote!((#status, #document))
        });
        fields.push(quote!(xml: &[#(#documents),*]));
    }
    if operation.accept != "application/json" {
        let accept = &operation.accept;
        fields.push(quote!(accept: #accept));
    }
    if !operation.success.is_empty() {
        let success = operation.success.iter().map(status);
        fields.push(quote!(success: &[#(#success),*]));
    }
    if let Output::Text(_) | Output::Events { is_text: true, .. } = item.output {
        fields.push(quote!(text: true));
    }
    if let Some(errors) = &operation.errors {
        let errors = place.path(errors);
        fields.push(quote!(errors: rt::failure::of::<#errors>()));
    }
    if let Some(stream) = &operation.stream {
        let stream = streams::streaming(stream);
        fields.push(quote!(stream: ::core::option::Option::Some(#stream)));
    }
    if !operation.set.is_empty() {
        let set = operation
            .set
            .iter()
            .map(|(name, json)| quote!((#name, #json)));
        fields.push(quote!(set: &[#(#set),*]));
    }
    if let Some(security) = &operation.security {
        let alternatives = security.iter().map(|schemes| {
            let schemes = schemes.iter().map(|scheme| index(*scheme));
            quote!(&[#(#schemes),*])
        });
        fields.push(quote!(security: ::core::option::Option::Some(&[#(#alternatives),*])));
    }
    if let Some(server) = &operation.server {
        let server = self::server(server);
        fields.push(quote!(server: ::core::option::Option::Some(&#server)));
    }
    if let Some(paged) = &operation.paging {
        let table = paging::table(paged);
        fields.push(quote!(paging: ::core::option::Option::Some(&#table)));
    }
    quote!(rt::operation::Operation { #(#fields,)* ..rt::operation::Operation::NONE })
}

fn part(part: &PathPart) -> TokenStream {
    match part {
        PathPart::Text(text) => quote!(rt::operation::Segment::Text(#text)),
        PathPart::Parameter(at) => {
            let at = index(*at);
            quote!(rt::operation::Segment::Parameter(#at))
        }
    }
}

fn parameter(item: &Parameter) -> TokenStream {
    let name = &item.wire_name;
    let (location, style) = match item.location {
        Location::Path(style) => (quote!(Path), style),
        Location::Query(style) => (quote!(Query), style),
        Location::QueryString(style) => (quote!(QueryString), style),
        Location::Header(style) => (quote!(Header), style),
        Location::Cookie(style) => (quote!(Cookie), style),
        // Only requests of OData have them.
        Location::Arguments | Location::Body => return TokenStream::new(),
    };
    let style = self::style(style);
    quote!(rt::operation::Parameter(#name, rt::operation::Location::#location(#style)))
}

fn style(style: Style) -> TokenStream {
    let (name, explodes) = style_constant(style.kind);
    let explode = style.explode;
    let explode = (explode != explodes).then(|| quote!(.explode(#explode)));
    let reserved = style.reserved.then(|| quote!(.reserved()));
    let items = style.items.map(|kind| {
        let (name, _) = style_constant(kind);
        quote!(.items(rt::operation::Style::#name))
    });
    quote!(rt::operation::Style::#name #explode #reserved #items)
}

/// The constant of a style, and whether it explodes.
fn style_constant(kind: StyleKind) -> (TokenStream, bool) {
    match kind {
        StyleKind::Simple => (quote!(SIMPLE), false),
        StyleKind::Label => (quote!(LABEL), false),
        StyleKind::Matrix => (quote!(MATRIX), false),
        StyleKind::Form => (quote!(FORM), true),
        StyleKind::SpaceDelimited => (quote!(SPACE_DELIMITED), false),
        StyleKind::PipeDelimited => (quote!(PIPE_DELIMITED), false),
        StyleKind::TabDelimited => (quote!(TAB_DELIMITED), false),
        StyleKind::DeepObject => (quote!(DEEP_OBJECT), true),
        StyleKind::Json => (quote!(JSON), false),
    }
}

fn status(status: &Status) -> TokenStream {
    match status {
        Status::Exactly(code) => {
            let code = index(usize::from(*code));
            quote!(rt::operation::Status::Exactly(#code))
        }
        Status::Range(digit) => {
            let digit = index(usize::from(*digit));
            quote!(rt::operation::Status::Range(#digit))
        }
        Status::Default => quote!(rt::operation::Status::Default),
    }
}

/// What the description says of all clients.
pub(super) fn defaults(base_url: Option<&str>, service: &Service) -> TokenStream {
    let given = base_url.map(|url| quote!(rt::operation::Server { url: #url, variables: &[] }));
    let servers = service.servers.iter().filter(|_| base_url.is_none());
    let servers = given.into_iter().chain(servers.map(server));
    let schemes = service.schemes.iter().map(scheme);
    quote! {
        rt::client::Defaults {
            servers: &[#(#servers),*],
            schemes: &[#(#schemes),*],
            ..rt::client::Defaults::NONE
        }
    }
}

fn server(item: &Server) -> TokenStream {
    let url = &item.url;
    let variables = item.variables.iter().map(|variable| {
        let (name, default, values) = (&variable.name, &variable.default, &variable.values);
        quote!(rt::operation::Variable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(rt::operation::Server { url: #url, variables: &[#(#variables),*] })
}

fn scheme(item: &Scheme) -> TokenStream {
    let name = &item.name;
    let kind = match &item.kind {
        SchemeKind::KeyHeader(header) => quote!(KeyHeader(#header)),
        SchemeKind::KeyQuery(option) => quote!(KeyQuery(#option)),
        SchemeKind::KeyCookie(cookie) => quote!(KeyCookie(#cookie)),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::OAuth2 { token_url, scopes } => {
            quote!(OAuth2 { token_url: #token_url, scopes: #scopes })
        }
        SchemeKind::MutualTls => quote!(MutualTls),
        SchemeKind::Authorization => quote!(Authorization),
    };
    quote!(rt::operation::Scheme { name: #name, kind: rt::operation::SchemeKind::#kind })
}
