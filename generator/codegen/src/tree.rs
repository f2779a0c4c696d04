//! Arranges items in files and modules.

use std::collections::BTreeMap;

use clientwright_model::{File, Item, Module};

/// The items of each private module, by the path of its parent module and its name.
pub(crate) type Files = BTreeMap<(Vec<String>, String), Vec<Item>>;

/// The modules of some files, with all modules above them. They have no docs and no names of files yet.
pub(crate) fn modules(files: Files) -> BTreeMap<Vec<String>, Module> {
    let mut modules: BTreeMap<Vec<String>, Module> = BTreeMap::new();
    modules.insert(Vec::new(), Module::default());
    for ((path, name), items) in files {
        for depth in 0..path.len() {
            let parent = modules.entry(path[..depth].to_vec()).or_default();
            if !parent.children.contains(&path[depth]) {
                parent.children.push(path[depth].clone());
            }
        }
        let module = modules.entry(path).or_default();
        module.files.push(File::new(name, items));
    }
    for module in modules.values_mut() {
        module.children.sort();
    }
    modules
}
