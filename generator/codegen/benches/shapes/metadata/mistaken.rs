//! Many mistakes: each is reported, and the work grows in proportion to their number.

use std::collections::BTreeMap;

use clientwright::Options;

use super::{
    Input, Row, complex, container, entity, many, navigation, one_set, property, schema, set,
};

pub(super) const SHAPES: &[Row] = &[
    ("unknown types", 500, false, |n| {
        Input::new(
            complex(
                "T",
                &many(n, |i| property(&format!("p{i}"), &format!("NS.Unknown{i}"))),
            ) + &some_types(n),
        )
    }),
    ("unknown types in one line", 500, false, |n| {
        let properties =
            many(n, |i| property(&format!("p{i}"), &format!("NS.Unknown{i}"))).replace('\n', "");
        Input::new(complex("T", &properties))
    }),
    ("unknown namespaces", 500, false, |n| {
        let schemas = many(n, |i| {
            schema(
                &format!("N{i}"),
                &complex("T", &property("p", &format!("M{i}.T"))),
            )
        });
        Input::document(&schemas)
    }),
    ("duplicate types", 500, false, |n| {
        Input::new(many(n, |_| complex("T", "")))
    }),
    ("duplicate properties", 500, false, |n| {
        Input::new(complex("T", &many(n, |_| property("p", "Edm.String"))))
    }),
    ("duplicate members", 500, false, |n| {
        Input::new(format!(
            "<EnumType Name=\"T\">{}</EnumType>",
            many(n, |_| "<Member Name=\"m\"/>".to_owned())
        ))
    }),
    ("duplicate sets", 500, false, |n| {
        Input::new(entity("E", "") + &container(&many(n, |_| set("s", "E", ""))))
    }),
    ("duplicate overloads", 500, false, |n| {
        let function =
            |_| "<Function Name=\"f\"><ReturnType Type=\"Edm.String\"/></Function>".to_owned();
        Input::new(many(n, function))
    }),
    ("duplicate parameters", 500, false, |n| {
        let parameters = many(n, |_| {
            "<Parameter Name=\"p\" Type=\"Edm.String\"/>".to_owned()
        });
        Input::new(format!("<Action Name=\"a\">{parameters}</Action>"))
    }),
    ("duplicate attributes", 500, false, |n| {
        Input::new(format!(
            "<ComplexType Name=\"T\" {}/>",
            many(n, |_| "Name=\"T\"".to_owned())
        ))
    }),
    ("unknown attributes", 500, true, |n| {
        Input::new(format!(
            "<ComplexType Name=\"T\" {}/>",
            many(n, |i| format!("a{i}=\"a\""))
        ))
    }),
    ("unknown elements", 500, true, |n| {
        Input::new(complex("T", &many(n, |i| format!("<Unknown{i}/>"))))
    }),
    ("one long chain of base types", 1_000, false, |n| {
        let types = many(n, |i| {
            let base = if i == 0 {
                String::new()
            } else {
                format!("BaseType=\"NS.T{}\"", i - 1)
            };
            format!(
                "<ComplexType Name=\"T{i}\" {base}>{}</ComplexType>",
                property(&format!("p{i}"), "Edm.String")
            )
        });
        Input::new(types)
    }),
    ("one long cycle of base types", 500, false, |n| {
        Input::new(many(n, |i| {
            format!(
                "<ComplexType Name=\"T{i}\" BaseType=\"NS.T{}\"/>",
                (i + 1) % n
            )
        }))
    }),
    ("cycles of base types", 500, false, |n| {
        Input::new(many(n, |i| {
            format!("<ComplexType Name=\"T{i}\" BaseType=\"NS.T{i}\"/>")
        }))
    }),
    ("one long chain of containers", 200, false, |n| {
        let containers = many(n, |i| {
            let base = if i == 0 {
                String::new()
            } else {
                format!("Extends=\"NS.C{}\"", i - 1)
            };
            format!(
                "<EntityContainer Name=\"C{i}\" {base}>{}</EntityContainer>",
                set(&format!("s{i}"), "E", "")
            )
        });
        Input::new(entity("E", "") + &containers)
    }),
    ("one long cycle of containers", 200, false, |n| {
        Input::new(many(n, |i| {
            format!(
                "<EntityContainer Name=\"C{i}\" Extends=\"NS.C{}\"/>",
                (i + 1) % n
            )
        }))
    }),
    ("unknown bases", 500, false, |n| {
        Input::new(many(n, |i| {
            format!("<ComplexType Name=\"T{i}\" BaseType=\"NS.Unknown{i}\"/>")
        }))
    }),
    ("unknown keys", 300, false, |n| {
        let key = many(n, |i| format!("<PropertyRef Name=\"p{i}\"/>"));
        Input::new(format!(
            "<EntityType Name=\"E\"><Key>{key}</Key>{}</EntityType>",
            property("id", "Edm.String")
        ))
    }),
    ("unknown partners", 300, false, |n| {
        let navigations = many(n, |i| {
            format!("<NavigationProperty Name=\"n{i}\" Type=\"NS.E\" Partner=\"unknown{i}\"/>")
        });
        Input::new(entity("E", &navigations) + &one_set())
    }),
    ("unknown targets of bindings", 300, false, |n| {
        let navigations = many(n, |i| navigation(&format!("n{i}"), "NS.E"));
        let bindings = many(n, |i| {
            format!("<NavigationPropertyBinding Path=\"n{i}\" Target=\"unknown{i}\"/>")
        });
        Input::new(entity("E", &navigations) + &container(&set("s", "E", &bindings)))
    }),
    ("unknown paths of bindings", 300, false, |n| {
        let bindings = many(n, |i| {
            format!("<NavigationPropertyBinding Path=\"unknown{i}\" Target=\"s\"/>")
        });
        Input::new(
            entity("E", &many(n, |i| navigation(&format!("n{i}"), "NS.E")))
                + &container(&set("s", "E", &bindings)),
        )
    }),
    ("unknown functions of imports", 300, false, |n| {
        Input::new(container(&many(n, |i| {
            format!("<FunctionImport Name=\"f{i}\" Function=\"NS.unknown{i}\"/>")
        })))
    }),
    ("unknown targets of annotations", 300, true, |n| {
        let target = |i| {
            format!(
                "<Annotations Target=\"NS.Unknown{i}\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"a\"/></Annotations>"
            )
        };
        Input::new(some_types(n) + &many(n, target))
    }),
    ("unknown properties of records", 300, false, |n| {
        let values = many(n, |i| {
            format!("<PropertyValue Property=\"unknown{i}\" String=\"a\"/>")
        });
        let term = "<Term Name=\"T\" Type=\"NS.T0\"/>";
        Input::new(format!(
            "{term}{}{}",
            some_types(n),
            complex(
                "A",
                &format!("<Annotation Term=\"NS.T\"><Record>{values}</Record></Annotation>")
            )
        ))
    }),
    ("unknown terms", 300, true, |n| {
        Input::new(
            complex(
                "A",
                &many(n, |i| {
                    format!("<Annotation Term=\"NS.Unknown{i}\" String=\"a\"/>")
                }),
            ) + &some_types(n),
        )
    }),
    ("values that do not fit", 500, false, |n| {
        let members = many(n, |i| {
            format!("<Member Name=\"m{i}\" Value=\"9999999999{i}\"/>")
        });
        Input::new(format!("<EnumType Name=\"T\">{members}</EnumType>"))
    }),
    ("bindings of unknown types", 300, false, |n| {
        Input::new(many(n, |i| {
            format!(
                "<Action Name=\"a{i}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.Unknown{i}\"/></Action>"
            )
        }))
    }),
    ("patterns that match nothing", 200, false, |n| {
        let include = (0..n).map(|i| format!("/unknown{i}/**")).collect();
        Input::new(entity("E", "") + &container(&many(n, |i| set(&format!("s{i}"), "E", ""))))
            .options(Options {
                include,
                ..Options::default()
            })
    }),
    ("patterns of types that match nothing", 200, false, |n| {
        let include = (0..n).map(|i| format!("NS.Unknown{i}")).collect();
        Input::new(some_types(n)).options(Options {
            include,
            ..Options::default()
        })
    }),
    ("renames that match nothing", 200, false, |n| {
        let rename: BTreeMap<String, String> = (0..n)
            .map(|i| (format!("NS.Unknown{i}"), format!("T{i}")))
            .collect();
        Input::new(some_types(n)).options(Options {
            rename,
            ..Options::default()
        })
    }),
    ("renames to one name", 200, false, |n| {
        let rename: BTreeMap<String, String> = (0..n)
            .map(|i| (format!("NS.Type{i}"), "Same".to_owned()))
            .collect();
        Input::new(some_types(n)).options(Options {
            rename,
            ..Options::default()
        })
    }),
    ("removals that match nothing", 200, false, |n| {
        let remove = (0..n).map(|i| format!("NS.Type0/unknown{i}")).collect();
        Input::new(some_types(n)).options(Options {
            remove,
            ..Options::default()
        })
    }),
    ("removals of what is in use", 200, false, |n| {
        let remove = (0..n).map(|i| format!("NS.Type{i}")).collect();
        Input::new(
            some_types(n)
                + &complex(
                    "T",
                    &many(n, |i| property(&format!("p{i}"), &format!("NS.Type{i}"))),
                ),
        )
        .options(Options {
            remove,
            ..Options::default()
        })
    }),
    ("lines that are no names", 300, false, |n| {
        Input::new(some_types(1)).lock(format!(
            "[types]\n{}",
            many(n, |i| format!("NS.T{i} = 1-{i}"))
        ))
    }),
    ("elements in one another", 10_000, false, |n| {
        Input::new(complex(
            "T",
            &format!("{}{}", "<a>".repeat(n), "</a>".repeat(n)),
        ))
    }),
    ("values in one another", 10_000, false, |n| {
        let value = format!("{}{}", "<Collection>".repeat(n), "</Collection>".repeat(n));
        Input::new(complex(
            "T",
            &format!("<Annotation Term=\"NS.T\">{value}</Annotation>"),
        ))
    }),
    ("elements that are not closed", 5_000, false, |n| {
        Input::new("<ComplexType Name=\"T\">\n".repeat(n))
    }),
    ("entities that are not declared", 2_000, false, |n| {
        Input::new(many(n, |i| format!("<ComplexType Name=\"T&a{i};\"/>")))
    }),
];

/// Types that an unknown name is compared with.
fn some_types(count: usize) -> String {
    many(count, |i| {
        complex(
            &format!("Type{i}"),
            &property(&format!("p{i}"), "Edm.String"),
        )
    })
}
