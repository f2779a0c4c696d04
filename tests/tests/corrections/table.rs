//! The table of errors and their corrections.

use clientwright_csdl::codes;

use super::Row;

const fn row(code: &'static str, body: &'static str, ways: &'static [&'static str]) -> Row {
    Row { code, body, ways }
}

pub(crate) const TABLE: &[Row] = &[
    // Missing names.
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<Schema><ComplexType Name="A"/></Schema><Schema Namespace="NS"><ComplexType Name="A"/></Schema>"#,
        &[r#"remove = ["?.*"]"#],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<ComplexType/><EntityType/><EnumType/><TypeDefinition UnderlyingType="Edm.String"/><Action/>
           <Function><ReturnType Type="Edm.String"/></Function><EntityContainer/>"#,
        &[r#"remove = ["NS.?"]"#],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<EntityType Name="T"><Property Type="Edm.String"/><NavigationProperty Type="NS.T"/></EntityType>"#,
        &[r#"remove = ["NS.T/?"]"#, r#"remove = ["NS.T"]"#],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<EnumType Name="E"><Member/><Member Name="a"/></EnumType>"#,
        &[r#"remove = ["NS.E/?"]"#],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<EntityType Name="T"><Key><PropertyRef/></Key></EntityType>"#,
        &[r#"remove = ["NS.T/$Key"]"#],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<ComplexType Name="Left"/><Action Name="a"><Parameter Type="Edm.String"/></Action>
           <EntityContainer Name="C"><ActionImport Name="a" Action="NS.a"/></EntityContainer>"#,
        &[r#"remove = ["NS.a/?"]"#, r#"exclude = ["/a"]"#],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<EntityType Name="T"/><EntityContainer Name="C"><EntitySet EntityType="NS.T"/></EntityContainer>"#,
        &[r#"remove = ["NS.C/?"]"#],
    ),
    row(
        codes::BAD_VALUE,
        r#"<ComplexType Name="T"><Property Name="" Type="Edm.String"/></ComplexType>"#,
        &[r#"remove = ["NS.T/?"]"#],
    ),
    // Missing types.
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<ComplexType Name="T"><Property Name="p"/></ComplexType>"#,
        &[
            r#"remove = ["NS.T/p"]"#,
            r#"retype = { "NS.T/p" = "Edm.String" }"#,
        ],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<EntityType Name="T"><NavigationProperty Name="n"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/n"]"#,
            r#"retype = { "NS.T/n" = "Collection(NS.T)" }"#,
        ],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<Function Name="f"><Parameter Name="p"/><ReturnType Type="Edm.String"/></Function>
           <EntityContainer Name="C"><FunctionImport Name="f" Function="NS.f"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.f/p"]"#,
            r#"retype = { "NS.f/p" = "Edm.String" }"#,
        ],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<Action Name="f"><ReturnType/></Action>
           <EntityContainer Name="C"><ActionImport Name="f" Action="NS.f"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.f/$ReturnType"]"#,
            r#"retype = { "NS.f/$ReturnType" = "Edm.String" }"#,
        ],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<TypeDefinition Name="D"/>"#,
        &[
            r#"remove = ["NS.D"]"#,
            r#"retype = { "NS.D/$UnderlyingType" = "Edm.String" }"#,
        ],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<EntityType Name="T"/><EntityContainer Name="C"><EntitySet Name="s"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.C/s"]"#,
            r#"retype = { "NS.C/s" = "NS.T" }"#,
            r#"exclude = ["/s"]"#,
        ],
    ),
    row(
        codes::MISSING_ATTRIBUTE,
        r#"<EntityType Name="T"/><EntityContainer Name="C"><Singleton Name="s"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.C/s"]"#,
            r#"retype = { "NS.C/s" = "NS.T" }"#,
        ],
    ),
    // Values that affect the client.
    row(
        codes::BAD_VALUE,
        r#"<ComplexType Name="T"><Property Name="p" Type="Edm.String" Nullable="no"/></ComplexType>"#,
        &[
            r#"remove = ["NS.T/p"]"#,
            r#"nullable = { "NS.T/p" = false }"#,
        ],
    ),
    row(
        codes::BAD_VALUE,
        r#"<EntityType Name="T"><NavigationProperty Name="n" Type="NS.T" Nullable="no"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/n"]"#,
            r#"nullable = { "NS.T/n" = false }"#,
        ],
    ),
    row(
        codes::BAD_VALUE,
        r#"<Function Name="f"><Parameter Name="p" Type="Edm.String" Nullable="no"/><ReturnType Type="Edm.String"/></Function>
           <EntityContainer Name="C"><FunctionImport Name="f" Function="NS.f"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.f/p"]"#,
            r#"nullable = { "NS.f/p" = false }"#,
        ],
    ),
    row(
        codes::BAD_VALUE,
        r#"<ComplexType Name="Left"/><Action Name="f"><ReturnType Type="Edm.String" Nullable="no"/></Action>
           <EntityContainer Name="C"><ActionImport Name="f" Action="NS.f"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.f/$ReturnType"]"#,
            r#"nullable = { "NS.f/$ReturnType" = false }"#,
            r#"exclude = ["/f"]"#,
        ],
    ),
    row(
        codes::BAD_VALUE,
        r#"<EntityType Name="T"><NavigationProperty Name="n" Type="NS.T" ContainsTarget="yes"/></EntityType>"#,
        &[r#"remove = ["NS.T/n"]"#, r#"exclude = ["NS.T/n"]"#],
    ),
    row(
        codes::BAD_VALUE,
        r#"<EntityType Name="T"/><EntityContainer Name="C"><Singleton Name="s" Type="NS.T" Nullable="no"/></EntityContainer>"#,
        &[r#"remove = ["NS.C/s"]"#, r#"exclude = ["/s"]"#],
    ),
    row(
        codes::BAD_VALUE,
        r#"<EntityType Name="T" Abstract="yes" OpenType="yes" HasStream="yes"/><ComplexType Name="A"/>"#,
        &[r#"remove = ["NS.T"]"#, r#"include = ["NS.A"]"#],
    ),
    row(
        codes::BAD_VALUE,
        r#"<EnumType Name="E" IsFlags="yes"/><ComplexType Name="A"/>"#,
        &[r#"remove = ["NS.E"]"#, r#"include = ["NS.A"]"#],
    ),
    row(
        codes::BAD_VALUE,
        r#"<ComplexType Name="Left"/><Function Name="f" IsBound="no" IsComposable="no"><ReturnType Type="Edm.String"/></Function>
           <EntityContainer Name="C"><FunctionImport Name="f" Function="NS.f"/></EntityContainer>"#,
        &[r#"remove = ["NS.f", "NS.C/f"]"#, r#"exclude = ["/f"]"#],
    ),
    row(
        codes::BAD_VALUE,
        r#"<ComplexType Name="T"><Property Name="p" Type="Collection(Edm.String"/></ComplexType>"#,
        &[
            r#"remove = ["NS.T/p"]"#,
            r#"retype = { "NS.T/p" = "Collection(Edm.String)" }"#,
        ],
    ),
    // Types that do not exist.
    row(
        codes::UNKNOWN_TYPE,
        r#"<ComplexType Name="A"/><ComplexType Name="T"><Property Name="p" Type="Collection(NS.Gone)"/></ComplexType>"#,
        &[
            r#"remove = ["NS.T/p"]"#,
            r#"retype = { "NS.T/p" = "Edm.String" }"#,
            r#"missing = "untyped""#,
            r#"include = ["NS.A"]"#,
            r#"exclude = ["NS.T"]"#,
        ],
    ),
    row(
        codes::UNKNOWN_TYPE,
        r#"<EntityType Name="T"><NavigationProperty Name="n" Type="Collection(NS.Gone)"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/n"]"#,
            r#"retype = { "NS.T/n" = "NS.T" }"#,
            r#"missing = "untyped""#,
            r#"exclude = ["NS.T/n"]"#,
            r#"leaf = ["NS.T"]"#,
        ],
    ),
    row(
        codes::UNKNOWN_TYPE,
        r#"<ComplexType Name="A"/><ComplexType Name="T" BaseType="NS.Gone"><Property Name="p" Type="Edm.String"/></ComplexType>"#,
        &[
            r#"remove = ["NS.T/$BaseType"]"#,
            r#"retype = { "NS.T/$BaseType" = "NS.A" }"#,
            r#"missing = "untyped""#,
        ],
    ),
    row(
        codes::UNKNOWN_TYPE,
        r#"<TypeDefinition Name="D" UnderlyingType="Edm.DateTime"/>"#,
        &[
            r#"remove = ["NS.D"]"#,
            r#"retype = { "NS.D/$UnderlyingType" = "Edm.DateTimeOffset" }"#,
            r#"missing = "untyped""#,
        ],
    ),
    row(
        codes::UNKNOWN_TYPE,
        r#"<EntityType Name="T"/><EntityContainer Name="C"><EntitySet Name="s" EntityType="NS.Gone"/>
           <Singleton Name="one" Type="NS.Gone"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.C/s", "NS.C/one"]"#,
            r#"retype = { "NS.C/s" = "NS.T", "NS.C/one" = "NS.T" }"#,
            r#"missing = "untyped""#,
            r#"exclude = ["/s", "/one"]"#,
        ],
    ),
    row(
        codes::UNKNOWN_TYPE,
        r#"<ComplexType Name="Left"/><Function Name="f"><Parameter Name="p" Type="NS.Gone"/><ReturnType Type="Collection(NS.Gone)"/></Function>
           <EntityContainer Name="C"><FunctionImport Name="f" Function="NS.f"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.f/p", "NS.f/$ReturnType"]"#,
            r#"retype = { "NS.f/p" = "Edm.String", "NS.f/$ReturnType" = "Edm.String" }"#,
            r#"missing = "untyped""#,
            r#"exclude = ["/f"]"#,
        ],
    ),
    row(
        codes::UNKNOWN_NAMESPACE,
        r#"<ComplexType Name="T"><Property Name="p" Type="Other.Gone"/></ComplexType>"#,
        &[
            r#"remove = ["NS.T/p"]"#,
            r#"retype = { "NS.T/p" = "Edm.String" }"#,
            r#"missing = "untyped""#,
        ],
    ),
    row(
        codes::NOT_LOADED,
        r#"<edmx:Reference Uri="https://example.org/other.xml"><edmx:Include Namespace="Other"/></edmx:Reference>
           <Schema Namespace="NS"><ComplexType Name="T"><Property Name="p" Type="Other.Gone"/></ComplexType></Schema>"#,
        &[
            r#"remove = ["NS.T/p"]"#,
            r#"retype = { "NS.T/p" = "Edm.String" }"#,
            r#"missing = "untyped""#,
        ],
    ),
    // Repeated names.
    row(
        codes::ALIAS_TWICE,
        r#"<Schema Namespace="A" Alias="x"><ComplexType Name="T"/></Schema>
           <Schema Namespace="NS" Alias="x"><ComplexType Name="T"/></Schema>"#,
        &[
            r#"remove = ["NS.T"]"#,
            r#"remove = ["A.T"]"#,
            r#"remove = ["A.*"]"#,
        ],
    ),
    row(
        codes::DUPLICATE,
        r#"<EnumType Name="A"/><ComplexType Name="A"/><ComplexType Name="T"><Property Name="p" Type="NS.A"/></ComplexType>"#,
        &[
            r#"remove = ["NS.A (2)"]"#,
            r#"remove = ["NS.A (1)"]"#,
            r#"remove = ["NS.A (EnumType)"]"#,
            r#"remove = ["NS.A (ComplexType)"]"#,
            r#"remove = ["NS.A", "NS.T/p"]"#,
        ],
    ),
    row(
        codes::DUPLICATE,
        r#"<EntityType Name="T"><Property Name="p" Type="Edm.String"/><Property Name="p" Type="Edm.Guid"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/p (2)"]"#,
            r#"remove = ["NS.T/p (1)"]"#,
            r#"remove = ["NS.T/p"]"#,
        ],
    ),
    row(
        codes::DUPLICATE,
        r#"<EntityType Name="T"><Property Name="p" Type="Edm.String"/><NavigationProperty Name="p" Type="NS.T"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/p (2)"]"#,
            r#"remove = ["NS.T/p (Property)"]"#,
            r#"remove = ["NS.T/p (NavigationProperty)"]"#,
        ],
    ),
    row(
        codes::DUPLICATE,
        r#"<EnumType Name="E"><Member Name="m" Value="1"/><Member Name="m" Value="2"/></EnumType>"#,
        &[r#"remove = ["NS.E/m (2)"]"#],
    ),
    row(
        codes::DUPLICATE,
        r#"<ComplexType Name="Left"/><Action Name="f"><Parameter Name="p" Type="Edm.String"/><Parameter Name="p" Type="Edm.Guid"/></Action>
           <EntityContainer Name="C"><ActionImport Name="f" Action="NS.f"/></EntityContainer>"#,
        &[r#"remove = ["NS.f/p (2)"]"#, r#"exclude = ["/f"]"#],
    ),
    row(
        codes::DUPLICATE,
        r#"<Function Name="f"><ReturnType Type="Edm.String"/></Function><Function Name="f"><ReturnType Type="Edm.Guid"/></Function>
           <EntityContainer Name="C"><FunctionImport Name="f" Function="NS.f"/></EntityContainer>"#,
        &[r#"remove = ["NS.f (2)"]"#, r#"remove = ["NS.f (1)"]"#],
    ),
    row(
        codes::DUPLICATE,
        r#"<EntityType Name="T"/><EntityType Name="U"/>
           <EntityContainer Name="C"><EntitySet Name="s" EntityType="NS.T"/><Singleton Name="s" Type="NS.U"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.C/s (2)"]"#,
            r#"remove = ["NS.C/s (Singleton)"]"#,
        ],
    ),
    row(
        codes::DUPLICATE,
        r#"<EntityContainer Name="C"/><EntityContainer Name="C"/>"#,
        &[r#"remove = ["NS.C (2)"]"#],
    ),
    row(
        codes::DUPLICATE,
        r#"<EntityType Name="T"/><EntityType Name="U"/><EntityContainer Name="B"><EntitySet Name="s" EntityType="NS.T"/></EntityContainer>
           <EntityContainer Name="C" Extends="NS.B"><EntitySet Name="s" EntityType="NS.U"/></EntityContainer>"#,
        &[r#"remove = ["NS.C/s"]"#, r#"remove = ["NS.C/$Extends"]"#],
    ),
    row(
        codes::DUPLICATE,
        r#"<EntityType Name="T"><Key><PropertyRef Name="a" Alias="x"/><PropertyRef Name="b" Alias="x"/></Key>
           <Property Name="a" Type="Edm.String"/><Property Name="b" Type="Edm.String"/></EntityType>"#,
        &[r#"remove = ["NS.T/$Key"]"#],
    ),
    // Derived types and extended containers.
    row(
        codes::CYCLE,
        r#"<ComplexType Name="A" BaseType="NS.B"/><ComplexType Name="B" BaseType="NS.A"/>"#,
        &[
            r#"remove = ["NS.A/$BaseType"]"#,
            r#"remove = ["NS.B/$BaseType"]"#,
        ],
    ),
    row(
        codes::CYCLE,
        r#"<EntityContainer Name="A" Extends="NS.B"/><EntityContainer Name="B" Extends="NS.A"/>"#,
        &[
            r#"remove = ["NS.A/$Extends"]"#,
            r#"remove = ["NS.B/$Extends"]"#,
        ],
    ),
    row(
        codes::UNKNOWN_CONTAINER,
        r#"<EntityContainer Name="B"/><EntityContainer Name="C" Extends="NS.Gone"/>"#,
        &[
            r#"remove = ["NS.C/$Extends"]"#,
            r#"retype = { "NS.C/$Extends" = "NS.B" }"#,
        ],
    ),
    row(
        codes::WRONG_KIND,
        r#"<EnumType Name="E"/><ComplexType Name="T" BaseType="NS.E"/>"#,
        &[r#"remove = ["NS.T/$BaseType"]"#],
    ),
    row(
        codes::WRONG_KIND,
        r#"<EntityType Name="T"><Property Name="p" Type="NS.T"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/p"]"#,
            r#"retype = { "NS.T/p" = "Edm.Untyped" }"#,
        ],
    ),
    row(
        codes::WRONG_KIND,
        r#"<ComplexType Name="A"/><EntityType Name="T"><NavigationProperty Name="n" Type="NS.A"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/n"]"#,
            r#"retype = { "NS.T/n" = "NS.T" }"#,
            r#"exclude = ["NS.T/n"]"#,
        ],
    ),
    row(
        codes::WRONG_KIND,
        r#"<ComplexType Name="A"/><EntityType Name="T"/><EntityContainer Name="C"><EntitySet Name="s" EntityType="NS.A"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.C/s"]"#,
            r#"retype = { "NS.C/s" = "NS.T" }"#,
            r#"exclude = ["/s"]"#,
        ],
    ),
    row(
        codes::WRONG_KIND,
        r#"<ComplexType Name="A"/><TypeDefinition Name="D" UnderlyingType="NS.A"/>"#,
        &[
            r#"remove = ["NS.D"]"#,
            r#"retype = { "NS.D/$UnderlyingType" = "Edm.String" }"#,
        ],
    ),
    // Keys, members, children.
    row(
        codes::BAD_KEY,
        r#"<ComplexType Name="A"/><EntityType Name="T"><Key><PropertyRef Name="gone"/></Key></EntityType>"#,
        &[r#"remove = ["NS.T/$Key"]"#, r#"include = ["NS.A"]"#],
    ),
    row(
        codes::BAD_KEY,
        r#"<EntityType Name="T"><Key><PropertyRef Name="p"/></Key><Property Name="p" Type="Collection(Edm.String)"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/$Key"]"#,
            r#"retype = { "NS.T/p" = "Edm.String" }"#,
        ],
    ),
    row(
        codes::ENUM_VALUE,
        r#"<EnumType Name="E"><Member Name="m" Value="many"/><Member Name="n" Value="1"/></EnumType>"#,
        &[r#"remove = ["NS.E/m"]"#],
    ),
    row(
        codes::ENUM_VALUE,
        r#"<EnumType Name="E"><Member Name="m" Value="99999999999999999999"/></EnumType>"#,
        &[r#"remove = ["NS.E/m"]"#, r#"remove = ["NS.E"]"#],
    ),
    row(
        codes::BAD_STRUCTURE,
        r#"<EntityType Name="T"><Key><PropertyRef Name="a"/></Key><Key><PropertyRef Name="b"/></Key>
           <Property Name="a" Type="Edm.String"/><Property Name="b" Type="Edm.String"/></EntityType>"#,
        &[
            r#"remove = ["NS.T/$Key (2)"]"#,
            r#"remove = ["NS.T/$Key (1)"]"#,
        ],
    ),
    row(
        codes::BAD_STRUCTURE,
        r#"<ComplexType Name="Left"/><Action Name="f"><ReturnType Type="Edm.String"/><ReturnType Type="Edm.Guid"/></Action>
           <EntityContainer Name="C"><ActionImport Name="f" Action="NS.f"/></EntityContainer>"#,
        &[
            r#"remove = ["NS.f/$ReturnType (2)"]"#,
            r#"exclude = ["/f"]"#,
        ],
    ),
    row(
        codes::CONTROL_IN_NAME,
        "<ComplexType Name=\"T\"><Property Name=\"a&#10;b\" Type=\"Edm.String\"/></ComplexType>",
        &["remove = [\"NS.T/a\\u000Ab\"]", r#"remove = ["NS.T"]"#],
    ),
    row(
        codes::UNKNOWN_ENTITY,
        r#"<ComplexType Name="T"><Property Name="p" Type="Edm.String"><Annotation Term="NS.d" String="a&nbsp;b"/></Property></ComplexType>"#,
        &[r#"remove = ["NS.T/p"]"#],
    ),
];
