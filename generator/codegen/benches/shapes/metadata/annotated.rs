//! Many annotations, and large annotations.

use super::{
    Input, Row, complex, container, derived, document, entity, many, navigation, one_set, property,
    schema, set,
};

const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

pub(super) const SHAPES: &[Row] = &[
    ("annotations on one type", 500, true, |n| {
        let annotations = many(n, |i| {
            format!("<Annotation Term=\"NS.T\" Qualifier=\"q{i}\" String=\"a\"/>")
        });
        Input::new(format!(
            "<Term Name=\"T\" Type=\"Edm.String\"/>{}",
            complex("A", &annotations)
        ))
    }),
    ("terms", 500, true, |n| {
        let terms = many(n, |i| format!("<Term Name=\"T{i}\" Type=\"Edm.String\"/>"));
        let annotations = many(n, |i| {
            format!("<Annotation Term=\"NS.T{i}\" String=\"a\"/>")
        });
        Input::new(terms + &complex("A", &annotations))
    }),
    ("targets of types", 500, true, |n| {
        let types = many(n, |i| complex(&format!("T{i}"), ""));
        Input::new(types + &many(n, |i| outside(&format!("NS.T{i}"), &described())))
    }),
    ("targets of properties", 500, true, |n| {
        let properties = many(n, |i| property(&format!("p{i}"), "Edm.String"));
        Input::new(
            complex("T", &properties) + &many(n, |i| outside(&format!("NS.T/p{i}"), &described())),
        )
    }),
    ("targets of members", 500, true, |n| {
        let members = many(n, |i| format!("<Member Name=\"m{i}\"/>"));
        let targets = many(n, |i| outside(&format!("NS.T/m{i}"), &described()));
        Input::new(format!(
            "<EnumType Name=\"T\">{members}</EnumType>{targets}"
        ))
    }),
    ("targets of sets", 300, true, |n| {
        let sets = many(n, |i| set(&format!("s{i}"), "E", ""));
        let targets = many(n, |i| outside(&format!("NS.C/s{i}"), &described()));
        Input::new(entity("E", "") + &container(&sets) + &targets)
    }),
    ("targets of parameters", 300, true, |n| {
        let parameters = many(n, |i| {
            format!("<Parameter Name=\"p{i}\" Type=\"Edm.String\"/>")
        });
        let targets = many(n, |i| outside(&format!("NS.a/p{i}"), &described()));
        let action = format!(
            "<Action Name=\"a\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.E\"/>{parameters}</Action>"
        );
        Input::new(entity("E", "") + &action + &one_set() + &targets)
    }),
    ("targets of overloads", 200, true, |n| {
        let functions = many(n, |i| {
            format!(
                "<Function Name=\"f\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.E\"/>\
                 <Parameter Name=\"p{i}\" Type=\"Edm.String\"/><ReturnType Type=\"Edm.String\"/></Function>"
            )
        });
        let targets = many(n, |_| {
            outside("NS.f", "<Annotation Term=\"NS.T\" String=\"a\"/>")
        });
        let term = "<Term Name=\"T\" Type=\"Edm.String\"/>";
        Input::new(entity("E", "") + term + &functions + &one_set() + &targets)
    }),
    ("annotations of one target", 300, true, |n| {
        let targets = many(n, |i| {
            outside(
                "NS.A",
                &format!("<Annotation Term=\"NS.T\" Qualifier=\"q{i}\" String=\"a\"/>"),
            )
        });
        Input::new(format!(
            "<Term Name=\"T\" Type=\"Edm.String\"/>{}{targets}",
            complex("A", "")
        ))
    }),
    ("targets with paths", 300, true, |n| {
        let navigations = many(n, |i| navigation(&format!("n{i}"), "Collection(NS.E)"));
        let targets = many(n, |i| outside(&format!("NS.C/s/n{i}"), &no_delete()));
        Input::new(entity("E", &navigations) + &one_set() + &targets)
    }),
    ("targets with long paths", 100, true, |n| {
        let targets = many(n, |i| {
            outside(&format!("NS.C/s/{}", steps(i)), &no_delete())
        });
        Input::new(two_ways() + &one_set() + &targets)
    }),
    ("targets through derived types", 200, true, |n| {
        let types = many(n, |i| derived(&format!("E{i}"), "E", ""));
        let targets = many(n, |i| outside(&format!("NS.E{i}/n"), &no_delete()));
        Input::new(
            entity("E", &navigation("n", "Collection(NS.E)")) + &types + &one_set() + &targets,
        )
    }),
    ("restricted paths", 100, true, |n| {
        let entries = many(n, |i| restricted(&steps(i)));
        Input::new(two_ways() + &container(&set("s", "E", &restrictions(&entries))))
    }),
    ("restricted paths of a navigation property", 50, true, |n| {
        let entries = many(n, |i| {
            restricted(&format!(
                "a/{}",
                steps(i).rsplit_once('/').expect("sixteen segments").0
            ))
        });
        Input::new(two_ways() + &outside("NS.E/a", &restrictions(&entries)) + &one_set())
    }),
    ("restrictions of one set", 500, true, |n| {
        let navigations = many(n, |i| navigation(&format!("n{i}"), "Collection(NS.F)"));
        let entries = many(n, |i| restricted(&format!("n{i}")));
        Input::new(
            entity("E", &navigations)
                + &entity("F", "")
                + &container(&set("s", "E", &restrictions(&entries))),
        )
    }),
    (
        "restrictions of one set and its navigation",
        200,
        true,
        |n| {
            let navigations = many(n, |i| navigation(&format!("n{i}"), "Collection(NS.E)"));
            let entries = many(n, |i| restricted(&format!("n{i}")));
            Input::new(
                entity("E", &navigations) + &container(&set("s", "E", &restrictions(&entries))),
            )
        },
    ),
    ("sets with a restriction", 300, true, |n| {
        let sets = many(n, |i| {
            set(&format!("s{i}"), "E", &restrictions(&restricted("a")))
        });
        Input::new(two_ways() + &container(&sets))
    }),
    ("restricted navigation properties", 300, true, |n| {
        let navigations = many(n, |i| {
            let inside = restrictions(&restricted(&format!("n{i}/n{}", i / 2)));
            format!(
                "<NavigationProperty Name=\"n{i}\" Type=\"Collection(NS.E)\">{inside}</NavigationProperty>"
            )
        });
        Input::new(entity("E", &navigations) + &one_set())
    }),
    ("types that a constraint names", 200, true, |n| {
        let types = many(n, |i| derived(&format!("E{i}"), "E", ""));
        let names = many(n - 1, |i| format!("<String>NS.E{i}</String>"));
        let constraint = annotation(
            "Org.OData.Validation.V1.DerivedTypeConstraint",
            &format!("<Collection>{names}</Collection>"),
        );
        Input::new(entity("E", "") + &types + &container(&set("s", "E", &constraint)))
    }),
    ("operations bound to a path", 200, true, |n| {
        let actions = many(n, |i| {
            format!(
                "<Action Name=\"a{i}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.E\"/></Action>"
            )
        });
        let names = many(n, |i| format!("<String>NS.a{i}</String>"));
        let bound = annotation(
            "Org.OData.Core.V1.ExplicitOperationBindings",
            &format!("<Collection>{names}</Collection>"),
        );
        Input::new(entity("E", "") + &actions + &container(&set("s", "E", &bound)))
    }),
    ("custom headers", 300, true, |n| {
        let headers = many(n, |i| {
            format!("<Record><PropertyValue Property=\"Name\" String=\"x-{i}\"/></Record>")
        });
        let all = annotation(
            &format!("{CAPABILITIES}.CustomHeaders"),
            &format!("<Collection>{headers}</Collection>"),
        );
        Input::new(entity("E", "") + &container(&set("s", "E", &all)))
    }),
    ("alternate keys", 200, true, |n| {
        let properties = many(n, |i| property(&format!("p{i}"), "Edm.String"));
        let keys = many(n, |i| {
            format!(
                "<Record><PropertyValue Property=\"Key\"><Collection><Record><PropertyValue Property=\"Name\" PropertyPath=\"p{i}\"/>\
                 <PropertyValue Property=\"Alias\" String=\"p{i}\"/></Record></Collection></PropertyValue></Record>"
            )
        });
        let all = annotation(
            "Org.OData.Core.V1.AlternateKeys",
            &format!("<Collection>{keys}</Collection>"),
        );
        Input::new(entity("E", &(properties + &all)) + &one_set())
    }),
    ("items of one annotation", 1000, true, |n| {
        let items = many(n, |i| {
            format!("<Record><PropertyValue Property=\"Name\" String=\"x-{i}\"/></Record>")
        });
        let term = "<Term Name=\"T\" Type=\"Collection(Edm.ComplexType)\" Nullable=\"false\"/>";
        Input::new(format!(
            "{term}{}",
            complex(
                "A",
                &annotation("NS.T", &format!("<Collection>{items}</Collection>"))
            )
        ))
    }),
    ("values of one record", 500, true, |n| {
        let properties = many(n, |i| property(&format!("p{i}"), "Edm.String"));
        let values = many(n, |i| {
            format!("<PropertyValue Property=\"p{i}\" String=\"a\"/>")
        });
        let term = "<Term Name=\"T\" Type=\"NS.R\"/>";
        let record = annotation("NS.T", &format!("<Record>{values}</Record>"));
        Input::new(format!(
            "{term}{}{}",
            complex("R", &properties),
            complex("A", &record)
        ))
    }),
    ("revisions", 200, true, |n| {
        let revisions = many(n, |i| {
            format!(
                "<Record><PropertyValue Property=\"Kind\" EnumMember=\"Org.OData.Core.V1.RevisionKind/Deprecated\"/>\
                 <PropertyValue Property=\"Version\" String=\"v{i}\"/><PropertyValue Property=\"Description\" String=\"d{i}\"/></Record>"
            )
        });
        let all = annotation(
            "Org.OData.Core.V1.Revisions",
            &format!("<Collection>{revisions}</Collection>"),
        );
        Input::new(complex("T", &all))
    }),
    ("referenced documents", 50, true, |n| {
        let references = many(n, |i| {
            format!(
                "<edmx:Reference Uri=\"part{i}.xml\"><edmx:Include Namespace=\"P{i}\" Alias=\"A{i}\"/></edmx:Reference>"
            )
        });
        let types = many(n, |i| {
            complex(&format!("T{i}"), &property("p", &format!("A{i}.T")))
        });
        let mut input = Input::default().file(
            "schema.csdl.xml".to_owned(),
            document(&references, &schema("NS", &types)),
        );
        for i in 0..n {
            let text = document("", &schema(&format!("P{i}"), &complex("T", "")));
            input = input.file(format!("part{i}.xml"), text);
        }
        input
    }),
    ("references to one document", 300, true, |n| {
        let references = many(n, |i| {
            format!(
                "<edmx:Reference Uri=\"part.xml\"><edmx:Include Namespace=\"P\" Alias=\"A{i}\"/>\
                 <edmx:IncludeAnnotations TermNamespace=\"N{i}\"/></edmx:Reference>"
            )
        });
        let types = many(n, |i| {
            complex(&format!("T{i}"), &property("p", &format!("A{i}.T")))
        });
        Input::default()
            .file(
                "schema.csdl.xml".to_owned(),
                document(&references, &schema("NS", &types)),
            )
            .file(
                "part.xml".to_owned(),
                document(
                    "",
                    &schema(
                        "P",
                        &complex("T", &many(n, |_| annotation("N.T", "<String>a</String>"))),
                    ),
                ),
            )
    }),
];

fn outside(target: &str, inside: &str) -> String {
    format!("<Annotations Target=\"{target}\">{inside}</Annotations>")
}

fn described() -> String {
    "<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"what it is\"/>".to_owned()
}

fn annotation(term: &str, value: &str) -> String {
    format!("<Annotation Term=\"{term}\">{value}</Annotation>")
}

fn no_delete() -> String {
    annotation(
        &format!("{CAPABILITIES}.UpdateRestrictions"),
        "<Record><PropertyValue Property=\"Upsertable\" Bool=\"true\"/></Record>",
    )
}

fn restrictions(entries: &str) -> String {
    annotation(
        &format!("{CAPABILITIES}.NavigationRestrictions"),
        &format!(
            "<Record><PropertyValue Property=\"RestrictedProperties\"><Collection>{entries}</Collection></PropertyValue></Record>"
        ),
    )
}

/// An entry for a path that cannot be indexed by key, which no capability expresses.
fn restricted(path: &str) -> String {
    format!(
        "<Record><PropertyValue Property=\"NavigationProperty\" NavigationPropertyPath=\"{path}\"/>\
         <PropertyValue Property=\"IndexableByKey\" Bool=\"false\"/></Record>"
    )
}

/// An entity type with two navigation properties of its own type.
fn two_ways() -> String {
    entity(
        "E",
        &(navigation("a", "Collection(NS.E)") + &navigation("b", "Collection(NS.E)")),
    )
}

/// Sixteen segments of two letters, with few common ends.
fn steps(number: usize) -> String {
    // Odd factors spread the numbers, so that all low bits differ.
    let bits = number * 40_503 + (number >> 5);
    let step = |at: usize| if bits >> at & 1 == 0 { "a" } else { "b" };
    (0..16).map(step).collect::<Vec<_>>().join("/")
}
