//! Many operations, and children of containers.

use super::declared::clashing;
use super::{
    Input, Row, complex, container, derived, entity, many, navigation, one_set, property, set,
};

pub(super) const SHAPES: &[Row] = &[
    ("sets", 500, true, |n| {
        Input::new(entity("E", "") + &container(&many(n, |i| set(&format!("s{i}"), "E", ""))))
    }),
    ("singletons", 500, true, |n| {
        let singletons = many(n, |i| format!("<Singleton Name=\"s{i}\" Type=\"NS.E\"/>"));
        Input::new(entity("E", "") + &container(&singletons))
    }),
    ("containers", 200, true, |n| {
        let containers = many(n, |i| {
            container(&set("s", "E", "")).replace("\"C\"", &format!("\"C{i}\""))
        });
        Input::new(entity("E", "") + &containers)
    }),
    ("bindings of one set", 500, true, |n| {
        let navigations = many(n, |i| navigation(&format!("n{i}"), "NS.E"));
        let bindings = many(n, |i| binding(&format!("n{i}"), "s"));
        Input::new(entity("E", &navigations) + &container(&set("s", "E", &bindings)))
    }),
    ("bindings through complex properties", 300, true, |n| {
        let properties = many(n, |i| property(&format!("p{i}"), "NS.T"));
        let bindings = many(n, |i| binding(&format!("p{i}/n"), "s"));
        Input::new(
            complex("T", &navigation("n", "NS.E"))
                + &entity("E", &properties)
                + &container(&set("s", "E", &bindings)),
        )
    }),
    ("bindings through derived types", 300, true, |n| {
        let types = many(n, |i| {
            derived(&format!("E{i}"), "E", &navigation("n", "NS.E"))
        });
        let bindings = many(n, |i| binding(&format!("NS.E{i}/n"), "s"));
        Input::new(entity("E", "") + &types + &container(&set("s", "E", &bindings)))
    }),
    ("long paths of bindings", 100, true, |n| {
        let bindings = many(n, |i| {
            binding(&format!("{}/n", vec!["p"; 2 + i % 60].join("/")), "s")
        });
        Input::new(
            complex("T", &(navigation("n", "NS.E") + &property("p", "NS.T")))
                + &entity("E", &property("p", "NS.T"))
                + &container(&set("s", "E", &bindings)),
        )
    }),
    ("sets that bind each other", 300, true, |n| {
        let sets = many(n, |i| {
            set(
                &format!("s{i}"),
                "E",
                &binding("n", &format!("s{}", (i + 1) % n)),
            )
        });
        Input::new(entity("E", &navigation("n", "NS.E")) + &container(&sets))
    }),
    ("bound actions", 500, true, |n| {
        let actions = many(n, |i| action(&format!("a{i}"), "NS.E", ""));
        Input::new(entity("E", "") + &actions + &one_set())
    }),
    ("actions bound to collections", 500, true, |n| {
        let actions = many(n, |i| {
            action(&format!("a{i}"), "Collection(NS.E)", &parameter("p"))
        });
        Input::new(entity("E", "") + &actions + &one_set())
    }),
    ("bound overloads", 200, true, |n| {
        let functions = many(n, |i| {
            function("f", true, &(it() + &parameter(&format!("p{i}"))))
        });
        Input::new(entity("E", "") + &functions + &one_set())
    }),
    ("overloads behind one import", 200, true, |n| {
        let functions = many(n, |i| function("f", false, &parameter(&format!("p{i}"))));
        let import = "<FunctionImport Name=\"f\" Function=\"NS.f\"/>";
        Input::new(functions + &container(import))
    }),
    ("function imports", 500, true, |n| {
        let functions = many(n, |i| function(&format!("f{i}"), false, &parameter("p")));
        let imports = many(n, |i| {
            format!("<FunctionImport Name=\"f{i}\" Function=\"NS.f{i}\"/>")
        });
        Input::new(functions + &container(&imports))
    }),
    ("imports of one action", 300, true, |n| {
        let action = format!("<Action Name=\"a\">{}</Action>", parameter("p"));
        let imports = many(n, |i| {
            format!("<ActionImport Name=\"a{i}\" Action=\"NS.a\"/>")
        });
        Input::new(action + &container(&imports))
    }),
    ("parameters of one action", 500, true, |n| {
        let parameters = many(n, |i| parameter(&format!("p{i}")));
        Input::new(entity("E", "") + &action("a", "NS.E", &parameters) + &one_set())
    }),
    ("parameters of one function", 500, true, |n| {
        let parameters = it() + &many(n, |i| parameter(&format!("p{i}")));
        Input::new(entity("E", "") + &function("f", true, &parameters) + &one_set())
    }),
    ("names of parameters that clash", 300, true, |n| {
        let parameters = many(n, |i| parameter(&clashing(i)));
        Input::new(entity("E", "") + &action("a", "NS.E", &parameters) + &one_set())
    }),
    ("names of actions that clash", 300, true, |n| {
        let actions = many(n, |i| action(&clashing(i), "NS.E", &parameter("p")));
        Input::new(entity("E", "") + &actions + &one_set())
    }),
    ("actions bound to each type", 300, true, |n| {
        let types = many(n, |i| entity(&format!("E{i}"), ""));
        let actions = many(n, |i| action("a", &format!("NS.E{i}"), &parameter("p")));
        let sets = many(n, |i| set(&format!("s{i}"), &format!("E{i}"), ""));
        Input::new(types + &actions + &container(&sets))
    }),
    ("composable functions in a row", 200, true, |n| {
        let types = many(n, |i| entity(&format!("E{i}"), ""));
        let functions = many(n - 1, |i| {
            format!(
                "<Function Name=\"f\" IsBound=\"true\" IsComposable=\"true\"><Parameter Name=\"it\" Type=\"NS.E{i}\"/>\
                 <ReturnType Type=\"NS.E{}\"/></Function>",
                i + 1
            )
        });
        Input::new(types + &functions + &container(&set("s", "E0", "")))
    }),
];

fn binding(path: &str, target: &str) -> String {
    format!("<NavigationPropertyBinding Path=\"{path}\" Target=\"{target}\"/>")
}

fn it() -> String {
    "<Parameter Name=\"it\" Type=\"NS.E\"/>".to_owned()
}

fn parameter(name: &str) -> String {
    format!("<Parameter Name=\"{name}\" Type=\"Edm.String\"/>")
}

fn action(name: &str, bound_to: &str, parameters: &str) -> String {
    format!(
        "<Action Name=\"{name}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"{bound_to}\"/>{parameters}</Action>"
    )
}

fn function(name: &str, is_bound: bool, parameters: &str) -> String {
    format!(
        "<Function Name=\"{name}\" IsBound=\"{is_bound}\">{parameters}<ReturnType Type=\"Edm.String\"/></Function>"
    )
}
