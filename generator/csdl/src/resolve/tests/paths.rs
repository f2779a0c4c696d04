//! Paths and names that refer from one element to another.

use insta::assert_snapshot;

use crate::schema::{ContainerChildKind, ElementPath};
use crate::testing::{clean, read, structured};

const SHOP: &str = "<EntityType Name=\"Order\">\n<Property Name=\"number\" Type=\"Edm.Int32\"/>\n\
    <NavigationProperty Name=\"lines\" Type=\"Collection(NS.Line)\" Partner=\"order\"/>\n</EntityType>\n\
    <EntityType Name=\"Line\">\n<Property Name=\"orderNumber\" Type=\"Edm.Int32\"/>\n\
    <NavigationProperty Name=\"order\" Type=\"NS.Order\" Partner=\"lines\">\n\
    <ReferentialConstraint Property=\"orderNumber\" ReferencedProperty=\"number\"/>\n</NavigationProperty>\n</EntityType>\n\
    <EntityType Name=\"Gift\" BaseType=\"NS.Line\"><NavigationProperty Name=\"giver\" Type=\"NS.Order\" Partner=\"lines\"/></EntityType>\n";

#[test]
fn valid_partners_and_constraints_give_no_diagnostic() {
    let schema = clean(SHOP);
    let order = &structured(&schema, "Line").navigation_properties[0];
    assert_eq!(
        order.partner.as_ref().map(|p| p.text.as_str()),
        Some("lines")
    );
    assert_eq!(
        order.referential_constraints[0].property.text,
        "orderNumber"
    );
    assert_eq!(
        order.referential_constraints[0].referenced_property.text,
        "number"
    );
}

#[test]
fn partners_and_constraints_that_do_not_exist() {
    let (schema, said) = read(&format!(
        "{SHOP}<EntityType Name=\"A\">\n\
         <NavigationProperty Name=\"a\" Type=\"NS.Order\" Partner=\"line\"/>\n\
         <NavigationProperty Name=\"b\" Type=\"NS.Order\" Partner=\"number\"/>\n\
         <NavigationProperty Name=\"c\" Type=\"NS.Order\" Partner=\"lines\"/>\n\
         <NavigationProperty Name=\"d\" Type=\"NS.Order\">\n\
         <ReferentialConstraint Property=\"nothing\" ReferencedProperty=\"nummber\"/>\n\
         <OnDelete Action=\"Explode\"/>\n</NavigationProperty>\n</EntityType>"
    ));
    let a = structured(&schema, "A");
    assert_eq!(a.navigation_properties.len(), 4);
    assert!(a.navigation_properties[3].on_delete.is_none());
    assert_snapshot!(said);
}

#[test]
fn entity_set_paths_start_at_the_binding_parameter() {
    let bound = |name: &str, path: &str| {
        format!(
            "<Action Name=\"{name}\" IsBound=\"true\" EntitySetPath=\"{path}\">\
             <Parameter Name=\"it\" Type=\"NS.Order\"/><ReturnType Type=\"NS.Line\"/></Action>\n"
        )
    };
    assert_eq!(read(&format!("{SHOP}{}", bound("a", "it/lines"))).1, "");
    let bad = [
        bound("b", "order/lines"),
        bound("c", "it/line"),
        "<Action Name=\"d\" EntitySetPath=\"it\"><ReturnType Type=\"NS.Line\"/></Action>"
            .to_owned(),
    ];
    assert_snapshot!(read(&format!("{SHOP}{}", bad.concat())).1);
}

#[test]
fn missing_and_repeated_children_of_containers_are_reported() {
    assert_snapshot!(
        read(&format!(
            "{SHOP}<Function Name=\"total\"><ReturnType Type=\"NS.Order\"/></Function>\n\
             <EntityContainer Name=\"Base\">\n<EntitySet Name=\"Orders\" EntityType=\"NS.Order\">\n\
             <NavigationPropertyBinding Path=\"lines\" Target=\"Lines\"/>\n\
             <NavigationPropertyBinding Path=\"lines\" Target=\"Linse\"/>\n</EntitySet>\n\
             <EntitySet Name=\"Lines\" EntityType=\"NS.Line\"/>\n</EntityContainer>\n\
             <EntityContainer Name=\"Shop\" Extends=\"NS.Base\">\n\
             <EntitySet Name=\"Orders\" EntityType=\"NS.Order\"/>\n\
             <FunctionImport Name=\"Total\" Function=\"NS.totall\" EntitySet=\"Orders\"/>\n\
             <FunctionImport Name=\"Sum\" Function=\"NS.total\" EntitySet=\"Oders\"/>\n</EntityContainer>\n\
             <EntityContainer Name=\"Lost\" Extends=\"NS.Bse\"/>"
        ))
        .1
    );
}

#[test]
fn types_of_older_versions_have_successors() {
    assert_snapshot!(
        read(
            "<ComplexType Name=\"A\">\n<Property Name=\"a\" Type=\"Edm.DateTime\"/>\n\
             <Property Name=\"b\" Type=\"Edm.Time\"/>\n<Property Name=\"c\" Type=\"Collection(Edm.Float)\"/>\n</ComplexType>"
        )
        .1
    );
}

#[test]
fn navigation_may_target_entities_of_any_type() {
    let schema = clean(
        "<EntityType Name=\"Note\"><NavigationProperty Name=\"about\" Type=\"Edm.EntityType\" Partner=\"notes\"/>\
         <NavigationProperty Name=\"more\" Type=\"Collection(Edm.EntityType)\"/></EntityType>",
    );
    let any = schema.any_entity.unwrap();
    let note = &structured(&schema, "Note").navigation_properties;
    assert_eq!((note[0].target, note[0].is_collection), (any, false));
    assert_eq!((note[1].target, note[1].is_collection), (any, true));
    let ty = &schema.structured_types[any];
    assert_eq!(ty.name.to_string(), "Edm.EntityType");
    assert!(ty.is_abstract && ty.is_open && ty.key.is_empty());
    let text = crate::write(&schema, &crate::Everything, crate::WriteOptions::default());
    assert!(
        text.contains("Type=\"Collection(Edm.EntityType)\""),
        "{text}"
    );
    assert!(!text.contains("<EntityType Name=\"EntityType\""), "{text}");
}

#[test]
fn built_in_abstract_types_have_their_places() {
    assert_snapshot!(
        read(
            "<EntityType Name=\"E\" BaseType=\"Edm.EntityType\">\n<Key><PropertyRef Name=\"p\"/></Key>\n\
             <Property Name=\"p\" Type=\"Edm.PrimitiveType\"/>\n<Property Name=\"c\" Type=\"Edm.ComplexType\"/>\n\
             <Property Name=\"u\" Type=\"Collection(Edm.Untyped)\"/>\n</EntityType>\n\
             <TypeDefinition Name=\"D\" UnderlyingType=\"Edm.PrimitiveType\"/>\n\
             <EntityContainer Name=\"C\">\n<EntitySet Name=\"S\" EntityType=\"Edm.EntityType\"/>\n\
             <Singleton Name=\"T\" Type=\"Edm.EntityType\"/>\n</EntityContainer>"
        )
        .1
    );
}

#[test]
fn keys_are_declared_once_and_are_not_empty() {
    assert_snapshot!(
        read(
            "<ComplexType Name=\"C\"><Property Name=\"code\" Type=\"Edm.String\"/></ComplexType>\n\
             <EntityType Name=\"A\">\n<Key><PropertyRef Name=\"id\"/></Key>\n<Property Name=\"id\" Type=\"Edm.Int32\"/>\n</EntityType>\n\
             <EntityType Name=\"B\" BaseType=\"NS.A\">\n<Key><PropertyRef Name=\"other\"/></Key>\n<Property Name=\"other\" Type=\"Edm.Int32\"/>\n</EntityType>\n\
             <EntityType Name=\"D\">\n<Key/>\n</EntityType>\n\
             <EntityType Name=\"E\">\n<Key>\n<PropertyRef Name=\"a/code\" Alias=\"x\"/>\n<PropertyRef Name=\"b/code\" Alias=\"x\"/>\n</Key>\n\
             <Property Name=\"a\" Type=\"NS.C\"/><Property Name=\"b\" Type=\"NS.C\"/>\n</EntityType>"
        )
        .1
    );
}

#[test]
fn paths_in_annotations_are_checked() {
    let term = "<Term Name=\"T\" Type=\"Edm.Untyped\"/>\n<EnumType Name=\"N\"><Member Name=\"m\"/></EnumType>\n";
    let order = |values: &str| {
        read(&format!(
            "{SHOP}{term}<Annotations Target=\"NS.Order\"><Annotation Term=\"NS.T\"><Collection>\n{values}\n\
             </Collection></Annotation></Annotations>\n<Annotations Target=\"NS.Order/lines\">\
             <Annotation Term=\"NS.T\" PropertyPath=\"orderNumber\"/></Annotations>"
        ))
        .1
    };
    let good = "<PropertyPath>number</PropertyPath><NavigationPropertyPath>lines/NS.Gift/giver</NavigationPropertyPath>\
        <AnyPropertyPath>lines/orderNumber</AnyPropertyPath><PropertyPath>/NS.Con/Set/x</PropertyPath>\
        <EnumMember>NS.N/m Other.N/m</EnumMember><Record Type=\"NS.Line\"/><Record Type=\"Other.Line\"/>\
        <Cast Type=\"Collection(Edm.String)\"><Null/></Cast>";
    assert_eq!(order(good), "");
    assert_snapshot!(order(
        "<PropertyPath>numbr</PropertyPath>\n<If><IsOf Type=\"NS.Oder\"><Null/></IsOf>\
         <NavigationPropertyPath>lines/giver</NavigationPropertyPath><Null/></If>\n\
         <EnumMember>NS.N/m NS.N/n</EnumMember>\n<EnumMember>NS.Line/n</EnumMember>\n<Record Type=\"NS.Lime\"/>"
    ));
}

#[test]
fn base_terms_are_looked_up() {
    let terms = "<Term Name=\"A\" Type=\"Edm.String\"/><Term Name=\"B\" Type=\"Edm.String\" BaseTerm=\"NS.A\" AppliesTo=\"Property\"/>";
    assert_eq!(clean(terms).terms[1].base_term.as_deref(), Some("NS.A"));
    let said = read("<Term Name=\"A\" Type=\"Edm.String\" BaseTerm=\"NS.B\"/>").1;
    assert!(
        said.starts_with("warning[csdl-036]: unknown term `NS.B`"),
        "{said}"
    );
}

#[test]
fn restrictions_of_a_navigation_property_may_refer_to_its_target_type() {
    let restricted = |path: &str| {
        format!(
            "<Annotations Target=\"NS.C/Orders\"><Annotation Term=\"Org.OData.Capabilities.V1.NavigationRestrictions\"><Record>\n\
             <PropertyValue Property=\"RestrictedProperties\"><Collection><Record>\n\
             <PropertyValue Property=\"NavigationProperty\" NavigationPropertyPath=\"lines\"/>\n\
             <PropertyValue Property=\"InsertRestrictions\"><Record><PropertyValue Property=\"NonInsertableProperties\"><Collection>\n\
             <PropertyPath>{path}</PropertyPath></Collection></PropertyValue></Record></PropertyValue>\n\
             </Record></Collection></PropertyValue></Record></Annotation></Annotations>\n\
             <EntityContainer Name=\"C\"><EntitySet Name=\"Orders\" EntityType=\"NS.Order\"/></EntityContainer>\n{SHOP}"
        )
    };
    for path in ["orderNumber", "lines/orderNumber"] {
        let (_, text) = read(&restricted(path));
        assert!(!text.contains("does not exist"), "{path}: {text}");
    }
    let (_, text) = read(&restricted("nothing"));
    assert!(
        text.contains("the path `nothing` in an annotation does not exist"),
        "{text}"
    );
}

#[test]
fn paths_are_stored_with_their_steps() {
    let schema = clean(&format!(
        "{SHOP}<Action Name=\"pay\" IsBound=\"true\" EntitySetPath=\"order/lines\"><Parameter Name=\"order\" Type=\"NS.Order\"/>\n\
         <ReturnType Type=\"NS.Line\"/></Action><Action Name=\"make\"><ReturnType Type=\"NS.Line\"/></Action>\n\
         <EntityContainer Name=\"C\"><EntitySet Name=\"Orders\" EntityType=\"NS.Order\">\n\
         <NavigationPropertyBinding Path=\"lines\" Target=\"Lines\"/></EntitySet>\n\
         <EntitySet Name=\"Lines\" EntityType=\"NS.Line\"/><ActionImport Name=\"make\" Action=\"NS.make\" EntitySet=\"NS.C/Lines\"/>\n\
         </EntityContainer>"
    ));
    let (container, of) = schema.containers.iter().next().unwrap();
    let lines = Some((container, 1));
    let binding = &of.children[0].bindings[0];
    let bound = binding.path.navigation().unwrap();
    assert_eq!(bound.get(&schema).name, "lines");
    assert_eq!(binding.target.child(), lines);
    let ContainerChildKind::ActionImport { entity_set, .. } = &of.children[2].kind else {
        panic!("an action import");
    };
    assert_eq!(entity_set.as_ref().and_then(ElementPath::child), lines);
    let (_, pay) = schema.operations.iter().next().unwrap();
    let path = pay.entity_set_path.as_ref().unwrap();
    assert_eq!(
        (path.text.as_str(), path.navigation()),
        ("order/lines", Some(bound))
    );
    let order = &structured(&schema, "Line").navigation_properties[0];
    let partner = order.partner.as_ref().unwrap();
    assert_eq!(partner.navigation(), Some(bound));
    let constraint = &order.referential_constraints[0];
    let ends = [&constraint.property, &constraint.referenced_property];
    assert!(ends.iter().all(|path| path.route.is_some()));
}
