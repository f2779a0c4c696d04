//! Metadata with a hostile text wherever text is possible.

use crate::texts;

/// The declarations for one text. `{i}` is its number, `{t}` the text.
const PLACES: &str = r#"
<EntityType Name="Thing{i}" OpenType="true" HasStream="true">
  <Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false" DefaultValue="{t}"/>
  <Property Name="text" Type="Edm.String" MaxLength="9" DefaultValue="{t}">{said}</Property>
  <Property Name="overlaid" Type="Edm.String"/>
  <Property Name="long" Type="Edm.String" DefaultValue="{long}"><Annotation Term="Org.OData.Core.V1.Description" String="{long}"/></Property>
  <Property Name="shape" Type="Hostile.Shape{i}">{said}</Property>
  <Property Name="kind" Type="Hostile.Kind{i}">{said}<Annotation Term="Hostile.Term{i}" String="{t}"/></Property>
  <Property Name="set" Type="Hostile.Set{i}">{said}</Property>
  <Property Name="def" Type="Hostile.Def{i}" DefaultValue="{t}">{said}</Property>
  <Property Name="content" Type="Edm.Stream">{said}
    <Annotation Term="Org.OData.Core.V1.MediaType" String="{t}"/>
    <Annotation Term="Org.OData.Core.V1.AcceptableMediaTypes"><Collection><String>{t}</String><String>{t}</String></Collection></Annotation>
  </Property>
  <NavigationProperty Name="others" Type="Collection(Hostile.Thing{i})" ContainsTarget="true">{said}{restrictions}</NavigationProperty>
  {said}
</EntityType>
<EntityType Name="Part{i}" BaseType="Hostile.Thing{i}">{said}</EntityType>
<ComplexType Name="Shape{i}" Abstract="true">{said}</ComplexType>
<ComplexType Name="Round{i}" BaseType="Hostile.Shape{i}">{said}</ComplexType>
<EnumType Name="Kind{i}"><Member Name="a">{said}</Member>{said}</EnumType>
<EnumType Name="Set{i}" IsFlags="true"><Member Name="a" Value="1">{said}</Member>{said}</EnumType>
<TypeDefinition Name="Def{i}" UnderlyingType="Edm.String">{said}</TypeDefinition>
<Term Name="Term{i}" Type="Edm.String" DefaultValue="{t}">{said}</Term>
<Action Name="Act{i}" IsBound="true"><Parameter Name="it" Type="Hostile.Thing{i}"/>
  <Parameter Name="p" Type="Edm.String">{said}{optional}</Parameter><ReturnType Type="Edm.String">{said}</ReturnType>{said}{operation}</Action>
<Function Name="Fun{i}" IsBound="true" IsComposable="true"><Parameter Name="it" Type="Hostile.Thing{i}"/>
  <Parameter Name="p" Type="Edm.String">{said}{optional}</Parameter><ReturnType Type="Hostile.Thing{i}">{said}</ReturnType>{said}{operation}</Function>
<Action Name="Free{i}"><Parameter Name="p" Type="Edm.String">{said}</Parameter>{said}{operation}</Action>
<Function Name="Look{i}"><Parameter Name="p" Type="Edm.String">{said}</Parameter><ReturnType Type="Edm.String"/>{said}</Function>
"#;

/// The children of the container for one text.
const ROOTS: &str = r#"
<EntitySet Name="Things{i}" EntityType="Hostile.Thing{i}">{said}{restrictions}</EntitySet>
<Singleton Name="One{i}" Type="Hostile.Thing{i}">{said}</Singleton>
<ActionImport Name="Free{i}" Action="Hostile.Free{i}">{said}</ActionImport>
<FunctionImport Name="Look{i}" Function="Hostile.Look{i}">{said}</FunctionImport>
"#;

/// Descriptions and revisions.
const SAID: &str = r#"
<Annotation Term="Org.OData.Core.V1.Description" String="{t}"/>
<Annotation Term="Org.OData.Core.V1.LongDescription"><String>{t}</String></Annotation>
<Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
  <PropertyValue Property="Version" String="{t}"/><PropertyValue Property="Date" String="{t}"/>
  <PropertyValue Property="RemovalDate" String="{t}"/><PropertyValue Property="Description" String="{t}"/>
  <PropertyValue Property="Kind"><EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue>
</Record></Collection></Annotation>
"#;

const CUSTOM: &str = r#"<Collection><Record>
  <PropertyValue Property="Name" String="{t}"/><PropertyValue Property="Description" String="{t}"/>
  <PropertyValue Property="DocumentationURL" String="{t}"/><PropertyValue Property="Required" Bool="true"/>
  <PropertyValue Property="ExampleValues"><Collection><Record><PropertyValue Property="Value" String="{t}"/>
    <PropertyValue Property="Description" String="{t}"/></Record></Collection></PropertyValue>
</Record></Collection>"#;

const RESTRICTIONS: &str = r#"
<Annotation Term="Org.OData.Capabilities.V1.InsertRestrictions"><Record>
  <PropertyValue Property="CustomHeaders">{custom}</PropertyValue>
  <PropertyValue Property="CustomQueryOptions">{custom}</PropertyValue>
  <PropertyValue Property="Description" String="{t}"/>
</Record></Annotation>
<Annotation Term="Org.OData.Capabilities.V1.CustomHeaders">{custom}</Annotation>
<Annotation Term="Org.OData.Capabilities.V1.CustomQueryOptions">{custom}</Annotation>
"#;

const OPERATION: &str = r#"
<Annotation Term="Org.OData.Capabilities.V1.OperationRestrictions"><Record>
  <PropertyValue Property="CustomHeaders">{custom}</PropertyValue>
</Record></Annotation>
"#;

const OPTIONAL: &str = r#"
<Annotation Term="Org.OData.Core.V1.OptionalParameter"><Record>
  <PropertyValue Property="DefaultValue" String="{t}"/>
</Record></Annotation>
"#;

/// The declarations for one name.
const NAMED: &str = r#"
<EntityType Name="{t} type">
  <Key><PropertyRef Name="{t}"/></Key>
  <Property Name="{t}" Type="Edm.String" Nullable="false"/>
  <Property Name="{t} stream" Type="Edm.Stream"/>
  <Property Name="{t} shape" Type="Odd.{t} shape"/>
  <Property Name="{t} def" Type="Odd.{t} def"/>
  <NavigationProperty Name="{t} item" Type="Odd.{t} type"/>
  <NavigationProperty Name="{t} items" Type="Collection(Odd.{t} type)" ContainsTarget="true"/>
</EntityType>
<EntityType Name="{t} part" BaseType="Odd.{t} type"/>
<ComplexType Name="{t} shape" Abstract="true"/>
<ComplexType Name="{t} round" BaseType="Odd.{t} shape"/>
<EnumType Name="{t} kind"><Member Name="{t}"/><Member Name="{t} b"/></EnumType>
<EnumType Name="{t} set" IsFlags="true"><Member Name="{t}" Value="1"/></EnumType>
<TypeDefinition Name="{t} def" UnderlyingType="Edm.String"/>
<Term Name="{t} term" Type="Edm.String"/>
<Action Name="{t} act" IsBound="true"><Parameter Name="{t} it" Type="Odd.{t} type"/><Parameter Name="{t} argument" Type="Edm.String"/></Action>
<Function Name="{t} fun"><Parameter Name="{t} argument" Type="Edm.String"/><ReturnType Type="Edm.String"/></Function>
"#;

const NAMED_ROOTS: &str = r#"
<EntitySet Name="{t} set" EntityType="Odd.{t} type"/>
<Singleton Name="{t} one" Type="Odd.{t} type"/>
<FunctionImport Name="{t} fun" Function="Odd.{t} fun"/>
"#;

const SPACE: &str = r#"<Schema Namespace="Space {t}" Alias="Alias {t}" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<ComplexType Name="In"><Property Name="odd" Type="Odd.{t} round"/></ComplexType></Schema>
"#;

/// One declaration for each kind of name, with the elements around it.
const NAME_PLACES: &[&str] = &[
    "<ComplexType Name='{t}'/>",
    "<EntityType Name='{t}'/>",
    "<EntityType Name='A'><Property Name='{t}' Type='Edm.String'/></EntityType>",
    "<EntityType Name='A'><NavigationProperty Name='{t}' Type='NS.A'/></EntityType>",
    "<EnumType Name='{t}'/>",
    "<EnumType Name='E'><Member Name='{t}'/></EnumType>",
    "<TypeDefinition Name='{t}' UnderlyingType='Edm.String'/>",
    "<Term Name='{t}' Type='Edm.String'/>",
    "<Action Name='{t}'/>",
    "<Function Name='{t}'><ReturnType Type='Edm.String'/></Function>",
    "<Action Name='A'><Parameter Name='{t}' Type='Edm.String'/></Action>",
    "<EntityContainer Name='{t}'/>",
    "<EntityType Name='A'/><EntityContainer Name='C'><EntitySet Name='{t}' EntityType='NS.A'/></EntityContainer>",
    "<EntityType Name='A'/><EntityContainer Name='C'><Singleton Name='{t}' Type='NS.A'/></EntityContainer>",
    "<Action Name='A'/><EntityContainer Name='C'><ActionImport Name='{t}' Action='NS.A'/></EntityContainer>",
    "</Schema><Schema Namespace='{t}' xmlns='http://docs.oasis-open.org/odata/ns/edm'>",
    "</Schema><Schema Namespace='B' Alias='{t}' xmlns='http://docs.oasis-open.org/odata/ns/edm'>",
];

pub(crate) fn name_places() -> impl Iterator<Item = &'static str> {
    NAME_PLACES.iter().copied()
}

/// Metadata with a name in one kind of declaration.
pub(crate) fn named(place: &str, name: &str) -> String {
    let schema = place.replace("{t}", &encoded(name));
    edmx(&format!(
        "<Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{schema}</Schema>"
    ))
}

/// All texts and all names in all declarations.
pub(crate) fn document() -> String {
    let texts = texts::all();
    let fill = |template: &str| -> String {
        let texts = texts.iter().enumerate();
        texts
            .map(|(index, text)| filled(template, index, text))
            .collect()
    };
    let names = |template: &str| -> String {
        let names = texts::NAMES.iter();
        names
            .map(|name| template.replace("{t}", &encoded(name)))
            .collect()
    };
    let xmlns = "xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"";
    let container = filled("{said}{restrictions}", 0, &texts.join("\n\n"));
    edmx(&format!(
        "<Schema Namespace=\"Hostile\" {xmlns}>{}\
         <EntityContainer Name=\"Container\">{container}{}</EntityContainer></Schema>\
         <Schema Namespace=\"Odd\" {xmlns}>{}\
         <EntityContainer Name=\"Odd (container) `x`\">{}</EntityContainer></Schema>{}",
        fill(PLACES),
        fill(ROOTS),
        names(NAMED),
        names(NAMED_ROOTS),
        names(SPACE),
    ))
}

/// Descriptions in an overlay, which are used with and without those of the metadata.
pub(crate) fn overlay() -> String {
    let annotations = r#"<Annotations Target="Hostile.Thing{i}/overlaid">{said}</Annotations>"#;
    let texts = texts::all();
    let texts = texts.iter().enumerate();
    let all: String = texts
        .map(|(index, text)| filled(annotations, index, text))
        .collect();
    edmx(&format!(
        "<Schema Namespace=\"Overlay\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{all}</Schema>"
    ))
}

fn edmx(schemas: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\
         <edmx:DataServices>{schemas}</edmx:DataServices></edmx:Edmx>"
    )
}

fn filled(template: &str, index: usize, text: &str) -> String {
    template
        .replace("{restrictions}", RESTRICTIONS)
        .replace("{operation}", OPERATION)
        .replace("{optional}", OPTIONAL)
        .replace("{custom}", CUSTOM)
        .replace("{said}", SAID)
        .replace("{i}", &index.to_string())
        .replace("{long}", &encoded(&texts::long(text)))
        .replace("{t}", &encoded(text))
}

/// As character references where XML would change the character.
fn encoded(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '(' | ')');
    let spell = |c: char| match plain(c) {
        true => c.to_string(),
        false => format!("&#x{:x};", u32::from(c)),
    };
    text.chars().map(spell).collect()
}
