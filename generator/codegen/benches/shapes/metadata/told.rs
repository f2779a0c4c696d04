//! Many entries of options, overlays and the lock file.

use std::collections::BTreeMap;

use clientwright::Options;

use super::{
    Input, Row, complex, container, derived, entity, many, navigation, one_set, property, set,
};

pub(super) const SHAPES: &[Row] = &[
    ("included paths", 200, true, |n| {
        let include = list(n, |i| format!("/s{i}/**"));
        sets(n).options(Options {
            include,
            ..Options::default()
        })
    }),
    ("included paths of one set", 200, true, |n| {
        let navigations = many(n, |i| navigation(&format!("n{i}"), "NS.E"));
        let include = list(n, |i| format!("/s/n{i}"));
        Input::new(entity("E", &navigations) + &one_set()).options(Options {
            include,
            ..Options::default()
        })
    }),
    ("included paths through casts", 200, true, |n| {
        let types = many(n, |i| {
            derived(&format!("E{i}"), "E", &navigation("n", "NS.E"))
        });
        let include = list(n, |i| format!("/s/NS.E{i}/n"));
        Input::new(entity("E", "") + &types + &one_set()).options(Options {
            include,
            ..Options::default()
        })
    }),
    ("segments of one included path", 100, true, |n| {
        let include = vec![format!("/s{}", "/n".repeat(n))];
        Input::new(entity("E", &navigation("n", "NS.E")) + &one_set()).options(Options {
            include,
            ..Options::default()
        })
    }),
    ("wildcards of one included path", 20, true, |n| {
        let include = vec![format!("/s{}/n0", "/**".repeat(n))];
        let types = many(20, |i| {
            entity(
                &format!("E{i}"),
                &navigation(&format!("n{i}"), &format!("NS.E{}", (i + 1) % 20)),
            )
        });
        Input::new(types + &container(&set("s", "E0", ""))).options(Options {
            include,
            ..Options::default()
        })
    }),
    ("wildcards of one included name", 100, true, |n| {
        let include = vec![format!("NS.{}", "a*".repeat(n)), "NS.**".to_owned()];
        let types = many(100, |i| complex(&format!("{}{i}b", "a".repeat(n)), ""));
        Input::new(types + &complex(&"a".repeat(n), "")).options(Options {
            include,
            ..Options::default()
        })
    }),
    ("included types", 200, true, |n| {
        let include = list(n, |i| format!("NS.T{i}"));
        types(n).options(Options {
            include,
            ..Options::default()
        })
    }),
    ("excluded types", 200, true, |n| {
        let exclude = list(n - 1, |i| format!("NS.T{i}"));
        types(n).options(Options {
            exclude,
            ..Options::default()
        })
    }),
    ("excluded paths", 200, true, |n| {
        let exclude = list(n - 1, |i| format!("/s{i}"));
        sets(n).options(Options {
            exclude,
            ..Options::default()
        })
    }),
    ("leaves", 200, true, |n| {
        let leaf = list(n, |i| format!("NS.E{i}"));
        let types = many(n, |i| entity(&format!("E{i}"), ""));
        let navigations = many(n, |i| navigation(&format!("n{i}"), &format!("NS.E{i}")));
        Input::new(types + &entity("E", &navigations) + &one_set()).options(Options {
            leaf,
            ..Options::default()
        })
    }),
    ("renamed types", 200, true, |n| {
        let rename = map(n, |i| (format!("NS.T{i}"), format!("Renamed{i}")));
        types(n).options(Options {
            rename,
            ..Options::default()
        })
    }),
    ("renamed properties", 200, true, |n| {
        let rename = map(n, |i| (format!("NS.T/p{i}"), format!("renamed{i}")));
        properties(n).options(Options {
            rename,
            ..Options::default()
        })
    }),
    ("retyped properties", 200, true, |n| {
        let retype = map(n, |i| (format!("NS.T/p{i}"), "Edm.Int32".to_owned()));
        properties(n).options(Options {
            retype,
            ..Options::default()
        })
    }),
    ("properties that can be null", 200, true, |n| {
        let nullable = map(n, |i| (format!("NS.T/p{i}"), false));
        properties(n).options(Options {
            nullable,
            ..Options::default()
        })
    }),
    ("removed properties", 200, true, |n| {
        let remove = list(n, |i| format!("NS.T/p{i}"));
        properties(n).options(Options {
            remove,
            ..Options::default()
        })
    }),
    ("removed types", 200, true, |n| {
        let remove = list(n - 1, |i| format!("NS.T{i}"));
        types(n).options(Options {
            remove,
            ..Options::default()
        })
    }),
    ("removed sets", 200, true, |n| {
        let remove = list(n - 1, |i| format!("NS.C/s{i}"));
        sets(n).options(Options {
            remove,
            ..Options::default()
        })
    }),
    ("features for roots", 100, true, |n| {
        sets(n).options(Options {
            crate_name: Some("shapes".to_owned()),
            features_per_root: true,
            ..Options::default()
        })
    }),
    ("features for roots of types of their own", 100, true, |n| {
        let types = many(n, |i| entity(&format!("E{i}"), &property("p", "NS.T")));
        let sets = many(n, |i| set(&format!("s{i}"), &format!("E{i}"), ""));
        Input::new(complex("T", "") + &types + &container(&sets)).options(Options {
            crate_name: Some("shapes".to_owned()),
            features_per_root: true,
            ..Options::default()
        })
    }),
    ("overlays", 50, true, |n| {
        let target = |i| {
            format!(
                "<Annotations Target=\"NS.T{i}\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"a\"/></Annotations>"
            )
        };
        (0..n).fold(types(n), |input, i| input.overlay(&target(i)))
    }),
    ("entries of one overlay", 300, true, |n| {
        let target = |i| {
            format!(
                "<Annotations Target=\"NS.T{i}\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"a\"/></Annotations>"
            )
        };
        types(n).overlay(&many(n, target))
    }),
    ("names that are locked", 300, true, |n| {
        types(n).lock(format!(
            "[types]\n{}",
            many(n, |i| format!("NS.T{i} = Held{i}"))
        ))
    }),
    ("names of removed declarations", 300, true, |n| {
        types(n).lock(format!(
            "[types]\n{}",
            many(n, |i| format!("NS.Gone{i} = T{i}"))
        ))
    }),
    ("names of removed members", 300, true, |n| {
        properties(n).lock(format!(
            "[fields NS.T]\n{}",
            many(n, |i| format!("gone{i} = p{i}"))
        ))
    }),
    ("sections of the lock file", 300, true, |n| {
        types(n).lock(many(n, |i| format!("[fields NS.T{i}]\np = held")))
    }),
];

fn list(count: usize, one: impl Fn(usize) -> String) -> Vec<String> {
    (0..count).map(one).collect()
}

fn map<T>(count: usize, one: impl Fn(usize) -> (String, T)) -> BTreeMap<String, T> {
    (0..count).map(one).collect()
}

fn types(count: usize) -> Input {
    Input::new(many(count, |i| {
        complex(&format!("T{i}"), &property("p", "Edm.String"))
    }))
}

fn properties(count: usize) -> Input {
    Input::new(complex(
        "T",
        &many(count, |i| property(&format!("p{i}"), "Edm.String")),
    ))
}

fn sets(count: usize) -> Input {
    let sets = many(count, |i| set(&format!("s{i}"), "E", ""));
    Input::new(entity("E", "") + &container(&sets))
}
