//! Entity containers.

use super::Writer;
use crate::schema::{ContainerChildKind, ContainerId, ElementPath, Type};

fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

impl Writer<'_> {
    pub(super) fn container(&mut self, id: ContainerId) {
        let container = &self.schema.containers[id];
        let extends = container
            .extends
            .map(|id| self.schema.containers[id].name.to_string());
        let attributes = [
            ("Name", Some(container.name.name.as_str())),
            ("Extends", extends.as_deref()),
        ];
        self.xml.open("EntityContainer", &attributes);
        for index in 0..container.children.len() {
            if self.survivors.child(id, index) {
                self.child(id, index);
            }
        }
        self.annotations(&container.annotations);
        self.xml.close("EntityContainer");
    }

    fn child(&mut self, id: ContainerId, index: usize) {
        let schema = self.schema;
        let child = &schema.containers[id].children[index];
        let name = ("Name", Some(child.name.as_str()));
        let listed = (
            "IncludeInServiceDocument",
            child.include_in_service_document.map(boolean),
        );
        let element = match &child.kind {
            ContainerChildKind::EntitySet { ty: id } => {
                let type_name = self.type_name(Type::Structured(*id), false);
                self.xml.open(
                    "EntitySet",
                    &[name, ("EntityType", Some(type_name.as_str())), listed],
                );
                "EntitySet"
            }
            ContainerChildKind::Singleton { ty: id, nullable } => {
                let type_name = self.type_name(Type::Structured(*id), false);
                let nullable = Some("true").filter(|_| *nullable);
                let attributes = [
                    name,
                    ("Type", Some(type_name.as_str())),
                    ("Nullable", nullable),
                ];
                self.xml.open("Singleton", &attributes);
                "Singleton"
            }
            ContainerChildKind::ActionImport { action, entity_set } => {
                let action = schema.operations[*action].name.to_string();
                let set = self.kept_path(entity_set.as_ref());
                let attributes = [name, ("Action", Some(action.as_str())), ("EntitySet", set)];
                self.xml.open("ActionImport", &attributes);
                "ActionImport"
            }
            ContainerChildKind::FunctionImport {
                functions,
                entity_set,
            } => {
                // Each import has at least one function.
                let function = functions
                    .first()
                    .map(|&id| schema.operations[id].name.to_string());
                let set = self.kept_path(entity_set.as_ref());
                let attributes = [
                    name,
                    ("Function", function.as_deref()),
                    ("EntitySet", set),
                    listed,
                ];
                self.xml.open("FunctionImport", &attributes);
                "FunctionImport"
            }
        };
        for (position, binding) in child.bindings.iter().enumerate() {
            let kept = self.filter.binding(id, index, position)
                && self.survivors.path(&binding.path)
                && self.survivors.path(&binding.target);
            if kept {
                let attributes = [
                    ("Path", Some(binding.path.text.as_str())),
                    ("Target", Some(binding.target.text.as_str())),
                ];
                self.xml.leaf("NavigationPropertyBinding", &attributes);
            }
        }
        self.annotations(&child.annotations);
        self.xml.close(element);
    }

    /// The text of a path if it refers to nothing that the filter removed.
    pub(super) fn kept_path<'p>(&self, path: Option<&'p ElementPath>) -> Option<&'p str> {
        let kept = path.filter(|path| self.survivors.path(path));
        kept.map(|path| path.text.as_str())
    }
}
