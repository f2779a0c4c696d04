mod keys;
mod paths;

use insta::assert_snapshot;

use crate::schema::{Expression, MaxLength, Primitive, Type};
use crate::testing::{clean, read, read_all, schema, services, structured};

const EDM: &str = "xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"";

#[test]
fn aliases_refer_to_namespaces() {
    let text = services(&format!(
        "<Schema Namespace=\"A.B\" Alias=\"ab\" {EDM}><ComplexType Name=\"T\"/></Schema>\n\
         <Schema Namespace=\"C\" Alias=\"self\" {EDM}><ComplexType Name=\"U\">\n\
         <Property Name=\"a\" Type=\"ab.T\"/><Property Name=\"b\" Type=\"Collection( self.U )\" Nullable=\"true\"/>\n\
         <Property Name=\"c\" Type=\"A.B.T\"/></ComplexType></Schema>"
    ));
    let (schema, said) = read_all(&[text], &[]);
    assert_eq!(said, "");
    let types: Vec<_> = structured(&schema, "U")
        .properties
        .iter()
        .map(|p| (p.ty.ty, p.ty.is_collection))
        .collect();
    let ids: Vec<_> = schema
        .structured_types
        .ids()
        .map(Type::Structured)
        .collect();
    assert_eq!(types, [(ids[0], false), (ids[1], true), (ids[0], false)]);
}

#[test]
fn an_alias_refers_to_one_namespace() {
    let text = services(&format!(
        "<Schema Namespace=\"A\" Alias=\"x\" {EDM}/>\n<Schema Namespace=\"B\" Alias=\"x\" {EDM}/>"
    ));
    assert_snapshot!(read_all(&[text], &[]).1);
}

#[test]
fn a_type_may_have_the_name_of_a_namespace() {
    let text = services(&format!(
        "<Schema Namespace=\"A\" {EDM}><ComplexType Name=\"B\"/></Schema>\n\
         <Schema Namespace=\"A.B\" {EDM}><ComplexType Name=\"C\"><Property Name=\"p\" Type=\"A.B\"/></ComplexType>\n\
         <Term Name=\"T\" Type=\"Edm.String\"/>\n\
         <Annotations Target=\"A.B\"><Annotation Term=\"A.B.T\" String=\"t\"/></Annotations></Schema>"
    ));
    let (schema, said) = read_all(&[text], &[]);
    assert_eq!(said, "");
    assert_eq!(structured(&schema, "B").annotations.len(), 1);
}

#[test]
fn unknown_types_come_with_suggestions() {
    let (schema, said) = read(
        "<ComplexType Name=\"Food\"/>\n<ComplexType Name=\"A\">\n<Property Name=\"a\" Type=\"NS.Foo\"/>\n\
         <Property Name=\"b\" Type=\"self.Fod\"/>\n<Property Name=\"c\" Type=\"String\"/>\n\
         <Property Name=\"d\" Type=\"N.Food\"/>\n<Property Name=\"e\" Type=\"Edm.Integer\"/>\n\
         <Property Name=\"f\" Type=\"NS.Foo\"/>\n<Property Name=\"g\" Type=\"Collection(\"/>\n</ComplexType>",
    );
    // Each property stays in the type, untyped, so that references to it do not fail.
    let properties = &structured(&schema, "A").properties;
    let untyped = Type::Primitive(Primitive::Untyped);
    assert!(properties.iter().all(|p| p.ty.ty == untyped));
    assert_eq!(properties.len(), 7);
    assert_snapshot!(said);
}

#[test]
fn names_the_reference_that_was_not_loaded() {
    let text = services(&format!(
        "<Schema Namespace=\"NS\" {EDM}><ComplexType Name=\"A\"><Property Name=\"a\" Type=\"c.T\"/></ComplexType>\n\
         <EntityContainer Name=\"S\" Extends=\"c.Base\">\n<ActionImport Name=\"Do\" Action=\"c.Do\"/></EntityContainer></Schema>"
    ))
    .replace(
        "<edmx:DataServices>",
        "<edmx:Reference Uri=\"https://example.org/common.xml\">\n<edmx:Include Namespace=\"Common\" Alias=\"c\"/>\n\
         </edmx:Reference>\n<edmx:DataServices>",
    );
    assert_snapshot!(read_all(&[text], &[]).1);
}

#[test]
fn names_are_declared_once() {
    let (schema, said) = read(
        "<ComplexType Name=\"A\">\n<Property Name=\"p\" Type=\"Edm.String\"/>\n<Property Name=\"p\" Type=\"Edm.Guid\"/>\n\
         </ComplexType>\n<EnumType Name=\"A\"/>\n<EnumType Name=\"E\">\n<Member Name=\"m\"/>\n<Member Name=\"m\"/>\n</EnumType>\n\
         <Action Name=\"f\">\n<Parameter Name=\"x\" Type=\"Edm.String\"/>\n<Parameter Name=\"x\" Type=\"Edm.String\"/>\n</Action>\n\
         <Action Name=\"f\"><Parameter Name=\"x\" Type=\"Edm.String\"/></Action>",
    );
    assert_eq!(schema.enum_types.len(), 1);
    assert_eq!(schema.operations.len(), 1);
    assert_snapshot!(said);
}

#[test]
fn bases_do_not_form_cycles() {
    let (schema, said) = read(
        "<ComplexType Name=\"A\" BaseType=\"NS.C\"/>\n<ComplexType Name=\"B\" BaseType=\"NS.A\"/>\n\
         <ComplexType Name=\"C\" BaseType=\"NS.B\"/>\n<ComplexType Name=\"S\" BaseType=\"NS.S\"/>",
    );
    assert!(structured(&schema, "A").base.is_none());
    assert!(structured(&schema, "C").base.is_some());
    assert_snapshot!(said);
}

#[test]
fn bases_and_targets_are_of_the_right_kind() {
    assert_snapshot!(
        read(
            "<ComplexType Name=\"C\"/>\n<EnumType Name=\"N\" UnderlyingType=\"Edm.String\"/>\n\
         <EntityType Name=\"E\" BaseType=\"NS.C\">\n<Property Name=\"p\" Type=\"NS.E\"/>\n\
         <NavigationProperty Name=\"n\" Type=\"NS.C\"/>\n</EntityType>\n\
         <TypeDefinition Name=\"D\" UnderlyingType=\"NS.C\"/>"
        )
        .1
    );
}

#[test]
fn keys_refer_to_primitive_properties() {
    let (schema, said) = read(
        "<ComplexType Name=\"C\"><Property Name=\"code\" Type=\"Edm.String\"/></ComplexType>\n\
         <EntityType Name=\"B\" Abstract=\"true\"><Property Name=\"c\" Type=\"NS.C\"/></EntityType>\n\
         <EntityType Name=\"E\" BaseType=\"NS.B\">\n<Key>\n<PropertyRef Name=\"c/code\" Alias=\"code\"/>\n\
         <PropertyRef Name=\"idd\"/>\n<PropertyRef Name=\"c\"/>\n</Key>\n<Property Name=\"id\" Type=\"Edm.Guid\"/>\n</EntityType>",
    );
    assert_eq!(structured(&schema, "E").key.len(), 1);
    assert_snapshot!(said);
}

#[test]
fn enum_values_are_checked() {
    let (schema, said) = read(
        "<EnumType Name=\"E\">\n<Member Name=\"a\"/>\n<Member Name=\"b\" Value=\"5\"/>\n<Member Name=\"c\"/>\n\
         <Member Name=\"d\" Value=\"five\"/>\n<Member Name=\"e\" Value=\"2147483648\"/>\n\
         <Member Name=\"f\" Value=\"99999999999999999999\"/>\n</EnumType>\n\
         <EnumType Name=\"F\" IsFlags=\"true\">\n<Member Name=\"a\"/>\n<Member Name=\"b\" Value=\"-1\"/>\n</EnumType>\n\
         <EnumType Name=\"Empty\"/>",
    );
    let (_, e) = schema.enum_types.iter().next().unwrap();
    let values: Vec<i64> = e.members.iter().map(|m| m.value).collect();
    assert_eq!(values[..4], [0, 5, 6, 7]);
    assert_snapshot!(said);
}

#[test]
fn facets_are_read() {
    let schema = clean(
        "<ComplexType Name=\"A\"><Property Name=\"a\" Type=\"Edm.String\" MaxLength=\"max\" Unicode=\"false\"/>\
         <Property Name=\"b\" Type=\"Edm.Decimal\" Precision=\"34\" Scale=\"variable\"/></ComplexType>",
    );
    let properties = &structured(&schema, "A").properties;
    assert_eq!(properties[0].ty.facets.max_length, Some(MaxLength::Max));
    assert_eq!(properties[0].ty.facets.unicode, Some(false));
    assert_eq!(properties[1].ty.facets.precision, Some(34));
    assert!(properties[1].ty.nullable.is_none());
}

#[test]
fn redeclared_properties_are_kept_with_a_warning() {
    let (schema, said) = read(
        "<ComplexType Name=\"A\" OpenType=\"true\"><Property Name=\"p\" Type=\"Edm.String\"/></ComplexType>\n\
         <ComplexType Name=\"B\" BaseType=\"NS.A\"/>\n\
         <ComplexType Name=\"C\" BaseType=\"NS.B\">\n<Property Name=\"p\" Type=\"Edm.String\"/>\n</ComplexType>",
    );
    assert_eq!(structured(&schema, "C").properties.len(), 1);
    assert!(structured(&schema, "C").is_open);
    assert_snapshot!(said);
}

#[test]
fn actions_and_functions_share_a_name() {
    let (schema, said) = read(
        "<ComplexType Name=\"image\"/>\n\
         <Action Name=\"image\" IsBound=\"true\" EntitySetPath=\"it\"><Parameter Name=\"it\" Type=\"NS.image\"/></Action>\n\
         <Function Name=\"image\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.image\"/><ReturnType Type=\"Edm.Int32\"/></Function>\n\
         <Function Name=\"image\" IsBound=\"true\"><Parameter Name=\"other\" Type=\"NS.image\"/><ReturnType Type=\"Edm.Int32\"/></Function>\n\
         <Function Name=\"lost\" IsBound=\"true\"/>",
    );
    // A bound function without a parameter and a return type cannot be called.
    assert_eq!(schema.operations.len(), 3);
    assert_eq!(
        schema.left_out,
        ["function `NS.lost` without a return type"]
    );
    assert_snapshot!(said);
}

const TARGETS: &str = "<EntityType Name=\"E\"><Property Name=\"p\" Type=\"NS.C\"/><NavigationProperty Name=\"n\" Type=\"NS.E\"/></EntityType>\
    <EntityType Name=\"D\" BaseType=\"NS.E\"/><ComplexType Name=\"C\"><Property Name=\"x\" Type=\"Edm.String\"/></ComplexType>\
    <EnumType Name=\"N\"><Member Name=\"m\"/></EnumType><TypeDefinition Name=\"TD\" UnderlyingType=\"Edm.String\"/>\
    <Function Name=\"f\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.E\"/><ReturnType Type=\"NS.C\"/></Function>\
    <Function Name=\"f\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"Collection(NS.E)\"/><ReturnType Type=\"NS.C\"/></Function>\
    <Term Name=\"T\" Type=\"Edm.String\"/><EntityContainer Name=\"Con\"><EntitySet Name=\"Set\" EntityType=\"NS.E\"/></EntityContainer>";

fn targeted(target: &str) -> (crate::schema::Schema, String) {
    read(&format!(
        "{TARGETS}\n<Annotations Target=\"{target}\" Qualifier=\"q\"><Annotation Term=\"self.T\" String=\"t\"/></Annotations>"
    ))
}

#[test]
fn every_kind_of_target_is_found() {
    let targets = [
        "NS.E",
        "self.E/p",
        "NS.E/n",
        "NS.C",
        "NS.N",
        "NS.N/m",
        "NS.TD",
        "NS.T",
        "NS.Con",
        "NS.Con/Set",
        "NS",
        "self",
        "NS.f(NS.E)",
        "self.f( Collection(self.E) )",
        "NS.f(NS.E)/it",
        "NS.f(NS.E)/$ReturnType",
    ];
    for target in targets {
        let (schema, said) = targeted(target);
        assert_eq!(said, "", "{target}");
        let dump = format!("{schema:?}");
        assert_eq!(
            dump.matches("Annotation { term: \"NS.T\", qualifier: Some(\"q\")")
                .count(),
            1,
            "{target}"
        );
        assert!(schema.path_annotations.is_empty(), "{target}");
    }
    for target in ["NS.f", "NS.f/it", "NS.f/$ReturnType"] {
        let (schema, said) = targeted(target);
        assert_eq!(said, "");
        assert_eq!(
            format!("{schema:?}").matches("term: \"NS.T\"").count(),
            2,
            "{target}"
        );
    }
    for target in [
        "NS.D/p",
        "self.Con/Set/n",
        "NS.Con/Set/self.D/n/p/x",
        "NS.E/p/x",
        "NS.f(NS.E)/it/n",
    ] {
        let (schema, said) = targeted(target);
        assert_eq!(said, "");
        assert_eq!(schema.path_annotations.len(), 1, "{target}");
        assert_eq!(
            schema.path_annotations[0].target.text,
            target.replace("self.", "NS.")
        );
    }
}

#[test]
fn missing_targets_are_warnings_in_metadata_and_errors_in_overlays() {
    let block = "<Annotations Target=\"NS.E/q\"><Annotation Term=\"NS.T\" String=\"t\"/></Annotations>\n\
        <Annotations Target=\"NS.Ee\"><Annotation Term=\"NS.T\"/></Annotations>\n\
        <Annotations Target=\"NS.f(NS.C)\"><Annotation Term=\"NS.T\"/></Annotations>";
    let (_, said) = read(&format!("{TARGETS}\n{block}"));
    assert_snapshot!("dangling_in_metadata", said);
    let overlay = services(&format!(
        "<Schema Namespace=\"Over\" {EDM}>\n{block}\n</Schema>"
    ));
    let (_, said) = read_all(&[schema(TARGETS)], &[overlay]);
    assert_snapshot!("dangling_in_overlay", said);
}

#[test]
fn overlays_replace() {
    let main = schema(&format!(
        "{TARGETS}<Annotations Target=\"NS.E\"><Annotation Term=\"NS.T\" String=\"old\"/>\
         <Annotation Term=\"NS.T\" Qualifier=\"q\" String=\"kept\"/></Annotations>"
    ));
    let overlay = services(&format!(
        "<Schema Namespace=\"Over\" {EDM}><Annotations Target=\"self.E\">\
         <Annotation Term=\"self.T\" String=\"new\"/><Annotation Term=\"Core.Description\" String=\"d\"/></Annotations></Schema>"
    ));
    let (schema, said) = read_all(&[main], &[overlay]);
    assert_eq!(said, "");
    let annotations = &structured(&schema, "E").annotations;
    let text = |s: &str| Some(Expression::String(s.to_owned()));
    let values: Vec<_> = annotations.iter().map(|a| a.value.clone()).collect();
    assert_eq!(values, [text("new"), text("kept"), text("d")]);
    assert_eq!(annotations[2].term, "Org.OData.Core.V1.Description");
    assert_eq!(schema.namespaces.len(), 1);
}

#[test]
fn vocabularies_are_summed_up_and_blocks_merged() {
    let (schema, said) = read(
        "<ComplexType Name=\"A\"><Annotation Term=\"Core.Description\" String=\"a\"/></ComplexType>\n\
         <Annotations Target=\"NS.A\"><Annotation Term=\"Org.OData.Core.V1.Immutable\"/></Annotations>\n\
         <Annotations Target=\"NS.A\">\n<Annotation Term=\"NS.Unknown\"/>\n\
         <Annotation Term=\"Core.Immutable\" Bool=\"false\"/>\n</Annotations>",
    );
    assert_eq!(structured(&schema, "A").annotations.len(), 3);
    assert_snapshot!(said);
}

#[test]
fn bindings_follow_casts_and_imports_need_unbound_operations() {
    let (schema, said) = read(&format!(
        "{TARGETS}\n<EntityContainer Name=\"Con2\" Extends=\"NS.Con\">\n\
         <EntitySet Name=\"Ds\" EntityType=\"NS.D\">\n\
         <NavigationPropertyBinding Path=\"self.D/n\" Target=\"Set/self.D/n\"/>\n\
         <NavigationPropertyBinding Path=\"nn\" Target=\"Sets\"/>\n</EntitySet>\n\
         <FunctionImport Name=\"F\" Function=\"NS.f\"/>\n<Singleton Name=\"S\" Type=\"NS.C\"/>\n</EntityContainer>"
    ));
    let (_, container) = schema.containers.iter().nth(1).unwrap();
    assert_eq!(container.children.len(), 2);
    assert_eq!(schema.left_out, ["function import `NS.Con2/F`"]);
    assert_eq!(container.children[0].bindings[0].target.text, "Set/NS.D/n");
    assert_snapshot!(said);
}

#[test]
fn chains_of_base_types_have_an_end() {
    let chain = |length: usize| {
        let ty = |n: usize| format!("<ComplexType Name=\"T{n}\" BaseType=\"NS.T{}\"/>\n", n - 1);
        let types: String = (1..=length).map(ty).collect();
        read(&format!("<ComplexType Name=\"T0\"/>\n{types}")).1
    };
    assert_eq!(chain(100), "");
    let said = chain(5000);
    assert!(
        said.starts_with("error[csdl-006]: `NS.T101` derives from more than 100 types\n"),
        "{said}"
    );
    // Each of these places needs a correction, so that one run reports all of them.
    assert_eq!(said.matches("error").count(), 5000 / 101);
}
