//! The types that well-known vocabularies declare, with the form of their values in JSON.
//!
//! Metadata uses them for properties and terms of its own. A type definition means its underlying type. Values of
//! complex types and enumerations are untyped: their documents are not part of this crate, and an untyped value loses
//! nothing.

use crate::primitive::Primitive;

/// Namespace, what the values are, and names of types.
const TYPES: &[(&str, Primitive, &str)] = &[
    (
        "Org.OData.Aggregation.V1",
        Primitive::String,
        "AggregationMethod HierarchyQualifier Transformation",
    ),
    (
        "Org.OData.Aggregation.V1",
        Primitive::Untyped,
        "AggregatablePropertyType ApplySupportedBase ApplySupportedType AvailableOnAggregatesType \
         CustomAggregateType NavigationPropertyAggregationCapabilities RecursiveHierarchyType RollupType",
    ),
    (
        "Org.OData.Authorization.V1",
        Primitive::String,
        "SchemeName",
    ),
    (
        "Org.OData.Authorization.V1",
        Primitive::Untyped,
        "ApiKey Authorization AuthorizationScope Http KeyLocation OAuth2AuthCode OAuth2ClientCredentials \
         OAuth2Implicit OAuth2Password OAuthAuthorization OpenIDConnect SecurityScheme",
    ),
    (
        "Org.OData.Capabilities.V1",
        Primitive::String,
        "FilterExpressionType",
    ),
    (
        "Org.OData.Capabilities.V1",
        Primitive::Untyped,
        "BatchSupportType CallbackProtocol CallbackType ChangeTrackingBase ChangeTrackingType \
         CollectionPropertyRestrictionsType ConformanceLevelType CountRestrictionsBase \
         CountRestrictionsType CustomParameter DeepInsertSupportType DeepUpdateSupportType \
         DefaultCapabilitiesType DeleteRestrictionsBase DeleteRestrictionsType \
         ExpandByKeyRestrictionsBase ExpandByKeyRestrictionsType ExpandCollectionRestrictionsType \
         ExpandRestrictionsBase ExpandRestrictionsType FilterExpressionRestrictionType \
         FilterRestrictionsBase FilterRestrictionsType HttpMethod HttpResponse InsertRestrictionsBase \
         InsertRestrictionsType IsolationLevel ModificationQueryOptionsType \
         NavigationPropertyRestriction NavigationRestrictionsType NavigationType \
         OperationRestrictionsType PermissionType ReadByKeyRestrictionsType ReadRestrictionsBase \
         ReadRestrictionsType ScopeType SearchExpressions SearchRestrictionsType SelectSupportType \
         SortRestrictionsBase SortRestrictionsType UpdateRestrictionsBase UpdateRestrictionsType",
    ),
    ("Org.OData.Core.V1", Primitive::Boolean, "Tag"),
    (
        "Org.OData.Core.V1",
        Primitive::String,
        "LocalDateTime MessageSeverity QualifiedActionName QualifiedBoundOperationName QualifiedTermName \
         QualifiedTypeName SimpleIdentifier",
    ),
    (
        "Org.OData.Core.V1",
        Primitive::Untyped,
        "AlternateKey ComplexExampleValue ContentDispositionType DataModificationExceptionType \
         DataModificationOperationKind Dictionary EntityExampleValue ExampleValue ExceptionType \
         ExternalExampleValue GeometryFeatureType Link MessageType OptionalParameterType Permission \
         PrimitiveExampleValue PropertyRef ResourceExceptionType RevisionKind RevisionType \
         ValueExceptionType",
    ),
    ("Org.OData.JSON.V1", Primitive::Stream, "JSON"),
    (
        "Org.OData.Measures.V1",
        Primitive::String,
        "DurationGranularityType",
    ),
    (
        "Org.OData.Temporal.V1",
        Primitive::Untyped,
        "ApplicationTimeSupportType Timeline TimelineSnapshot TimelineVisible TimesliceWithPeriod \
         UnitOfTime UnitOfTimeDate UnitOfTimeDateTimeOffset",
    ),
    (
        "Org.OData.Validation.V1",
        Primitive::String,
        "SingleOrCollectionType",
    ),
    (
        "Org.OData.Validation.V1",
        Primitive::Untyped,
        "AllowedValue ConstraintType ItemsOfType",
    ),
    (
        "com.sap.vocabularies.Analytics.v1",
        Primitive::Untyped,
        "AggregatedPropertyType AnalyticalContextType MultiLevelExpandEntry MultiLevelExpandLevel \
         MultiLevelExpandSiblingOrder",
    ),
    (
        "com.sap.vocabularies.CodeList.v1",
        Primitive::Untyped,
        "CodeListSource",
    ),
    (
        "com.sap.vocabularies.Common.v1",
        Primitive::Byte,
        "FetchValuesType NumericMessageSeverityType",
    ),
    (
        "com.sap.vocabularies.Common.v1",
        Primitive::String,
        "ActionOverload QualifiedName SimpleIdentifier UserID",
    ),
    (
        "com.sap.vocabularies.Common.v1",
        Primitive::Untyped,
        "ApplicationType DraftNodeType DraftRootType EffectType ErrorResolutionType FieldControlType \
         FilterExpressionRestrictionType FilterExpressionType IntervalType RecursiveHierarchyType \
         ReferentialConstraintType SAPObjectNodeTypeType SemanticObjectMappingAbstract \
         SemanticObjectMappingConstant SemanticObjectMappingType SideEffectsType SortOrderType \
         TextFormatType ValueListMappingType ValueListParameter ValueListParameterConstant \
         ValueListParameterConstants ValueListParameterDisplayOnly ValueListParameterFilterOnly \
         ValueListParameterIn ValueListParameterInOut ValueListParameterOut ValueListType",
    ),
    (
        "com.sap.vocabularies.Communication.v1",
        Primitive::Untyped,
        "AddressType ContactInformationType ContactType EmailAddressType EventData GenderType \
         GeoDataType KindType MessageData NameType PhoneNumberType PhoneType TaskData UrlType",
    ),
    (
        "com.sap.vocabularies.DataIntegration.v1",
        Primitive::Untyped,
        "DeltaMethodType",
    ),
    (
        "com.sap.vocabularies.DirectEdit.v1",
        Primitive::Untyped,
        "SideEffectsType",
    ),
    (
        "com.sap.vocabularies.Graph.v1",
        Primitive::Untyped,
        "DetailsType",
    ),
    (
        "com.sap.vocabularies.HTML5.v1",
        Primitive::String,
        "LinkTargetType",
    ),
    (
        "com.sap.vocabularies.HTML5.v1",
        Primitive::Untyped,
        "CssDefaultsType",
    ),
    (
        "com.sap.vocabularies.Hierarchy.v1",
        Primitive::Untyped,
        "HierarchyType RecursiveHierarchyActionsType RecursiveHierarchyType TopLevelsExpandType",
    ),
    (
        "com.sap.vocabularies.ODM.v1",
        Primitive::Untyped,
        "oidReferenceType",
    ),
    (
        "com.sap.vocabularies.PDF.v1",
        Primitive::Untyped,
        "FeaturesType",
    ),
    (
        "com.sap.vocabularies.PersonalData.v1",
        Primitive::String,
        "EntitySemanticsType FieldSemanticsType",
    ),
    (
        "com.sap.vocabularies.Session.v1",
        Primitive::Untyped,
        "StickySessionSupportedType",
    ),
    (
        "com.sap.vocabularies.Support.v1",
        Primitive::Untyped,
        "TechnicalInfoLink TechnicalInfoLinksType",
    ),
    (
        "com.sap.vocabularies.UI.v1",
        Primitive::Byte,
        "RecommendationStateType",
    ),
    (
        "com.sap.vocabularies.UI.v1",
        Primitive::String,
        "ActionName",
    ),
    (
        "com.sap.vocabularies.UI.v1",
        Primitive::Untyped,
        "BadgeType ChartAxisAutoScaleBehaviorType ChartAxisAutoScaleDataScopeType \
         ChartAxisScaleBehaviorType ChartAxisScalingType ChartDefinitionType ChartDimensionAttributeType \
         ChartDimensionRoleType ChartMeasureAttributeType ChartMeasureRoleType ChartType CollectionFacet \
         ConnectedFieldsType CriticalityCalculationType CriticalityLabelType \
         CriticalityRepresentationType CriticalityThresholdsType CriticalityType DataField \
         DataFieldAbstract DataFieldForAction DataFieldForActionAbstract DataFieldForActionGroup \
         DataFieldForAnnotation DataFieldForIntentBasedNavigation DataFieldWithAction \
         DataFieldWithActionGroup DataFieldWithIntentBasedNavigation DataFieldWithNavigationPath \
         DataFieldWithUrl DataPointType EmphasisLabelType Facet FieldGroupType \
         FixedScaleMultipleStackedMeasuresBoundaryValuesType GeoLocationType HeaderInfoType ImageType \
         ImportanceType ImprovementDirectionType InputMaskRuleType InputMaskType IntervalParameter \
         KPIDetailType KPIType LevelThresholdsType MediaResourceType NoteType NumberFormat \
         OperationGroupingType Parameter ParameterAbstract PresentationVariantType \
         PropertyRecommendationType RecommendationBinding RecommendationListType ReferenceFacet \
         ReferencePeriod ReferenceURLFacet SelectOptionType SelectionPresentationVariantType \
         SelectionRangeOptionType SelectionRangeSignType SelectionRangeType SelectionVariantType \
         TextArrangementType TrendCalculationType TrendType ValueCriticalityType VisualizationType",
    ),
];

/// What values of a type of a well-known vocabulary are; `None` for types that are not known.
///
/// ```
/// use clientwright_csdl::schema::Primitive;
/// use clientwright_csdl::vocabularies::type_of;
///
/// assert_eq!(type_of("Org.OData.Core.V1", "Tag"), Some(Primitive::Boolean));
/// assert_eq!(type_of("Org.OData.Core.V1", "Dictionary"), Some(Primitive::Untyped));
/// assert_eq!(type_of("Org.OData.Core.V1", "Dictionry"), None);
/// ```
pub fn type_of(namespace: &str, name: &str) -> Option<Primitive> {
    let mut rows = TYPES.iter().filter(|(known, ..)| *known == namespace);
    let (_, primitive, _) = rows.find(|(.., names)| names.split(' ').any(|known| known == name))?;
    Some(*primitive)
}

/// The names of the types of a well-known vocabulary.
pub(crate) fn type_names(namespace: &str) -> impl Iterator<Item = &'static str> {
    let rows = TYPES.iter().filter(move |(known, ..)| *known == namespace);
    rows.flat_map(|(.., names)| names.split(' '))
}
