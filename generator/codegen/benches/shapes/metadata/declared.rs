//! Many types and members of types.

use super::{
    Input, Row, complex, container, derived, entity, many, navigation, one_set, property, schema,
    set,
};

pub(super) const SHAPES: &[Row] = &[
    ("schemas", 500, true, |n| {
        Input::document(&many(n, |i| {
            schema(
                &format!("N{i}"),
                &complex("T", &property("p", "Edm.String")),
            )
        }))
    }),
    ("schemas with aliases", 500, true, |n| {
        Input::document(&many(n, |i| {
            format!(
                "<Schema Namespace=\"N.A{i}\" Alias=\"B{i}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{}</Schema>",
                complex("T", &property("p", &format!("B{}.T", i / 2)))
            )
        }))
    }),
    ("schemas of one namespace", 500, true, |n| {
        Input::document(&many(n, |i| {
            schema(
                "NS",
                &complex(&format!("T{i}"), &property("p", "Edm.String")),
            )
        }))
    }),
    ("complex types", 500, true, |n| {
        Input::new(many(n, |i| {
            complex(&format!("T{i}"), &property("p", &format!("NS.T{}", i / 2)))
        }))
    }),
    ("entity types", 300, true, |n| {
        let types = many(n, |i| {
            entity(
                &format!("E{i}"),
                &navigation("n", &format!("Collection(NS.E{})", i / 2)),
            )
        });
        Input::new(types + &container(&set("s", &format!("E{}", n - 1), "")))
    }),
    ("enumerations", 300, true, |n| {
        Input::new(many(n, |i| {
            format!("<EnumType Name=\"T{i}\"><Member Name=\"a\"/></EnumType>")
        }))
    }),
    ("type definitions", 500, true, |n| {
        Input::new(many(n, |i| {
            format!("<TypeDefinition Name=\"T{i}\" UnderlyingType=\"Edm.Int32\"/>")
        }))
    }),
    ("properties of one type", 1000, true, |n| {
        Input::new(complex(
            "T",
            &many(n, |i| property(&format!("p{i}"), "Edm.String")),
        ))
    }),
    ("properties of an entity", 1000, true, |n| {
        Input::new(entity("E", &many(n, |i| property(&format!("p{i}"), "Edm.Stream"))) + &one_set())
    }),
    ("key properties", 300, true, |n| {
        let key = many(n, |i| format!("<PropertyRef Name=\"p{i}\"/>"));
        let properties = many(n, |i| {
            property(&format!("p{i}"), "Edm.String").replace("/>", " Nullable=\"false\"/>")
        });
        Input::new(format!(
            "<EntityType Name=\"E\"><Key>{key}</Key>{properties}</EntityType>{}",
            one_set()
        ))
    }),
    ("navigation properties of one type", 1000, true, |n| {
        Input::new(
            entity(
                "E",
                &many(n, |i| navigation(&format!("n{i}"), "Collection(NS.E)")),
            ) + &one_set(),
        )
    }),
    ("navigation properties with partners", 500, true, |n| {
        let one = |a: &str, b: &str, ty: &str, i| {
            format!("<NavigationProperty Name=\"{a}{i}\" Type=\"NS.{ty}\" Partner=\"{b}{i}\"/>")
        };
        Input::new(
            entity("E", &many(n, |i| one("a", "b", "F", i)))
                + &entity("F", &many(n, |i| one("b", "a", "E", i)))
                + &one_set(),
        )
    }),
    ("referential constraints", 500, true, |n| {
        let constraints = many(n, |i| {
            format!("<ReferentialConstraint Property=\"p{i}\" ReferencedProperty=\"p{i}\"/>")
        });
        let properties = many(n, |i| property(&format!("p{i}"), "Edm.String"));
        Input::new(
            entity(
                "E",
                &format!(
                    "{properties}<NavigationProperty Name=\"n\" Type=\"NS.E\">{constraints}</NavigationProperty>"
                ),
            ) + &one_set(),
        )
    }),
    ("members of one enumeration", 2000, true, |n| {
        Input::new(format!(
            "<EnumType Name=\"T\">{}</EnumType>",
            many(n, |i| format!("<Member Name=\"m{i}\"/>"))
        ))
    }),
    ("flags of one enumeration", 2000, true, |n| {
        let members = many(n, |i| format!("<Member Name=\"m{i}\" Value=\"{i}\"/>"));
        Input::new(format!(
            "<EnumType Name=\"T\" IsFlags=\"true\">{members}</EnumType>"
        ))
    }),
    ("chains of base types", 10, true, |n| {
        Input::new(many(n, |chain| {
            many(40, |i| match i {
                0 => complex(&format!("T{chain}x0"), ""),
                _ => format!(
                    "<ComplexType Name=\"T{chain}x{i}\" BaseType=\"NS.T{chain}x{}\">{}</ComplexType>",
                    i - 1,
                    property(&format!("p{i}"), "Edm.String")
                ),
            })
        }))
    }),
    ("types derived from a complex one", 500, true, |n| {
        let base = "<ComplexType Name=\"T\" Abstract=\"true\"/>";
        let types = many(n, |i| {
            format!("<ComplexType Name=\"T{i}\" BaseType=\"NS.T\"/>")
        });
        Input::new(format!("{base}{types}") + &complex("U", &property("p", "NS.T")))
    }),
    ("types derived from an entity", 300, true, |n| {
        Input::new(entity("E", "") + &many(n, |i| derived(&format!("E{i}"), "E", "")) + &one_set())
    }),
    ("derived types with sets", 200, true, |n| {
        let types = many(n, |i| derived(&format!("E{i}"), "E", ""));
        let sets = many(n, |i| set(&format!("s{i}"), &format!("E{i}"), ""));
        Input::new(entity("E", "") + &types + &container(&sets))
    }),
    (
        "derived types with properties of one name",
        200,
        true,
        |n| {
            let types = many(n, |i| {
                derived(
                    &format!("E{i}"),
                    "E",
                    &navigation("n", &format!("NS.E{}", i / 2)),
                )
            });
            Input::new(entity("E", "") + &types + &one_set())
        },
    ),
    ("complex types in a chain by value", 500, true, |n| {
        let types = many(n, |i| {
            complex(&format!("T{i}"), &property("p", &format!("NS.T{}", i + 1)))
        });
        Input::new(types + &complex(&format!("T{n}"), ""))
    }),
    ("complex types in a ring by value", 500, true, |n| {
        Input::new(many(n, |i| {
            complex(
                &format!("T{i}"),
                &property("p", &format!("NS.T{}", (i + 1) % n)),
            )
        }))
    }),
    ("complex types in a mesh by value", 200, true, |n| {
        Input::new(many(n, |i| {
            let members = many(3, |p| {
                property(
                    &format!("p{p}"),
                    &format!("NS.T{}", (i * (2 * p + 3) + p) % n),
                )
            });
            complex(&format!("T{i}"), &members)
        }))
    }),
    ("entity types in a ring", 300, true, |n| {
        let types = many(n, |i| {
            entity(
                &format!("E{i}"),
                &navigation("n", &format!("NS.E{}", (i + 1) % n)),
            )
        });
        Input::new(types + &container(&set("s", "E0", "")))
    }),
    ("diamonds of navigation", 100, true, |n| {
        let to = |i: usize, side| navigation(side, &format!("Collection(NS.{side}{})", i + 1));
        let types = many(n, |i| {
            let both = to(i, "A") + &to(i, "B");
            entity(&format!("A{i}"), &both) + &entity(&format!("B{i}"), &both)
        });
        let last = entity(&format!("A{n}"), "") + &entity(&format!("B{n}"), "");
        Input::new(types + &last + &container(&set("s", "A0", "")))
    }),
    ("names of types that clash", 500, true, |n| {
        Input::new(many(n, |i| {
            complex(&clashing(i), &property("p", "Edm.String"))
        }))
    }),
    ("names of properties that clash", 500, true, |n| {
        Input::new(complex(
            "T",
            &many(n, |i| property(&clashing(i), "Edm.String")),
        ))
    }),
    (
        "names of navigation properties that clash",
        300,
        true,
        |n| Input::new(entity("E", &many(n, |i| navigation(&clashing(i), "NS.E"))) + &one_set()),
    ),
    ("names of members that clash", 500, true, |n| {
        Input::new(format!(
            "<EnumType Name=\"T\">{}</EnumType>",
            many(n, |i| format!("<Member Name=\"{}\"/>", clashing(i)))
        ))
    }),
    ("names of sets that clash", 300, true, |n| {
        Input::new(entity("E", "") + &container(&many(n, |i| set(&clashing(i), "E", ""))))
    }),
    ("names that clash with numbered ones", 300, true, |n| {
        let numbered = many(n, |i| {
            property(
                &format!("a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p{}", i + 2),
                "Edm.String",
            )
        });
        Input::new(complex(
            "T",
            &(many(n, |i| property(&clashing(i), "Edm.String")) + &numbered),
        ))
    }),
    ("namespaces of clashing modules", 200, true, |n| {
        Input::document(&many(n, |i| schema(&clashing(i), &complex("T", ""))))
    }),
    ("segments of one namespace", 20, true, |n| {
        let namespace = vec!["a"; n].join(".");
        Input::document(&schema(&namespace, &complex("T", "")))
    }),
    ("long texts", 100_000, true, |n| {
        let text = "words of a <text> that [goes] on `and on, "
            .replace('<', "&lt;")
            .repeat(n / 40);
        let annotation =
            format!("<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{text}\"/>");
        Input::new(complex("T", &annotation))
    }),
    ("lines of a description", 2_000, true, |n| {
        let text = many(n, |i| format!("* item {i}")).replace('\n', "&#10;");
        let annotation =
            format!("<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{text}\"/>");
        Input::new(complex("T", &annotation))
    }),
    ("comments and blank lines", 5_000, true, |n| {
        Input::new(many(n, |i| format!("<!-- {i} -->\n\n")) + &complex("T", ""))
    }),
];

/// Names that become the same in Rust: one underscore or two between the same letters.
pub(super) fn clashing(number: usize) -> String {
    let gap = |at: usize| match number >> at & 1 {
        0 => "_",
        _ => "__",
    };
    let letters = ('a'..='p').enumerate();
    letters
        .map(|(at, letter)| format!("{letter}{}", gap(at)))
        .collect()
}
