//! Types exactly as the generator emits them.

#[derive(Clone, Default, PartialEq)]
pub struct TaskReport {
    pub id: ::core::option::Option<::std::string::String>,
    pub failed_users_count: ::core::option::Option<i32>,
    pub processing_status: ::core::option::Option<LifecycleWorkflowProcessingStatus>,
    pub started_date_time: ::core::option::Option<::clientwright_values::time::DateTimeOffset>,
    pub tags: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    pub odd: ::core::option::Option<::std::vec::Vec<::core::option::Option<::std::string::String>>>,
    pub big: ::core::option::Option<i64>,
    pub share: ::core::option::Option<f64>,
    pub price: ::core::option::Option<::clientwright_values::decimal::Decimal>,
    pub task: ::core::option::Option<::std::boxed::Box<Task>>,
    pub tasks: ::core::option::Option<::std::vec::Vec<Task>>,
    pub additional_properties: ::clientwright_values::PropertyBag,
    pub odata: ::core::option::Option<::std::boxed::Box<::clientwright_values::Annotations>>,
}

::clientwright_values::object! {
    TaskReport = "microsoft.graph.identityGovernance.taskReport";
    id = "id",
    failed_users_count = "failedUsersCount" computed,
    processing_status = "processingStatus",
    started_date_time = "startedDateTime",
    tags = "tags",
    odd = "odd",
    big = "big",
    share = "share",
    price = "price",
    task = "task",
    tasks = "tasks",
}

/// Metadata may call a property `additionalProperties`.
#[derive(Clone, Default, PartialEq)]
pub struct Task {
    pub execution_sequence: ::core::option::Option<i32>,
    pub additional_properties: ::core::option::Option<::std::string::String>,
    pub category: ::core::option::Option<LifecycleTaskCategory>,
    pub conditions: ::core::option::Option<::std::boxed::Box<WorkflowExecutionConditions>>,
    pub created: ::core::option::Option<::clientwright_values::time::DateTimeOffset>,
    pub additional_properties_: ::clientwright_values::PropertyBag,
    pub odata_: ::core::option::Option<::std::boxed::Box<::clientwright_values::Annotations>>,
}

::clientwright_values::object! {
    Task = "microsoft.graph.identityGovernance.task";
    execution_sequence = "executionSequence",
    additional_properties = "additionalProperties",
    category = "category",
    conditions = "conditions",
    created = "created" computed,
    ; bag = additional_properties_, annotations = odata_
}

macro_rules! derived {
    ($type:ident, $name:literal, $($field:ident: $value:ty = $wire:literal),*) => {
        #[derive(Clone, Default, PartialEq)]
        pub struct $type {
            $(pub $field: ::core::option::Option<$value>,)*
            pub additional_properties: ::clientwright_values::PropertyBag,
            pub odata: ::core::option::Option<::std::boxed::Box<::clientwright_values::Annotations>>,
        }
        ::clientwright_values::object! { $type = $name, typed; $($field = $wire,)* }
    };
}

derived!(
    OnDemandExecutionOnly,
    "microsoft.graph.identityGovernance.onDemandExecutionOnly",
);
derived!(TriggerAndScopeBasedConditions, "microsoft.graph.identityGovernance.triggerAndScopeBasedConditions",
    offset_in_days: i32 = "offsetInDays",
    price: ::clientwright_values::decimal::Decimal = "price",
    inner: ::std::boxed::Box<WorkflowExecutionConditions> = "inner"
);

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum WorkflowExecutionConditions {
    OnDemandExecutionOnly(OnDemandExecutionOnly),
    TriggerAndScopeBasedConditions(TriggerAndScopeBasedConditions),
    Nested(Nested),
    Other(::clientwright_values::other::Other),
}
impl ::clientwright_values::polymorphic::Polymorphic for WorkflowExecutionConditions {
    const NAME: &'static str = "microsoft.graph.identityGovernance.workflowExecutionConditions";
    fn read<'de, A: ::clientwright_values::de::MapAccess<'de>>(
        name: &str,
        entries: ::clientwright_values::polymorphic::Entries<'de, A>,
    ) -> ::core::result::Result<Self, A::Error> {
        match name {
            "microsoft.graph.identityGovernance.onDemandExecutionOnly" => {
                entries.read().map(Self::OnDemandExecutionOnly)
            }
            "microsoft.graph.identityGovernance.triggerAndScopeBasedConditions"
            | "alias.triggerAndScopeBasedConditions" => {
                entries.read().map(Self::TriggerAndScopeBasedConditions)
            }
            "ns.nested" => entries.read().map(Self::Nested),
            _ => entries.read().map(Self::Other),
        }
    }
    fn write<S: ::clientwright_values::ser::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        match self {
            Self::OnDemandExecutionOnly(value) => {
                ::clientwright_values::wire::write(value, serializer)
            }
            Self::TriggerAndScopeBasedConditions(value) => {
                ::clientwright_values::wire::write(value, serializer)
            }
            Self::Nested(value) => ::clientwright_values::wire::write(value, serializer),
            Self::Other(value) => ::clientwright_values::wire::write(value, serializer),
        }
    }
}
::clientwright_values::polymorphic!(WorkflowExecutionConditions);

/// An abstract type below another.
#[derive(Clone, Debug, PartialEq)]
pub enum Nested {
    Other(::clientwright_values::other::Other),
}
impl ::clientwright_values::polymorphic::Polymorphic for Nested {
    const NAME: &'static str = "ns.nestedBase";
    fn read<'de, A: ::clientwright_values::de::MapAccess<'de>>(
        name: &str,
        entries: ::clientwright_values::polymorphic::Entries<'de, A>,
    ) -> ::core::result::Result<Self, A::Error> {
        match name {
            _ => entries.read().map(Self::Other),
        }
    }
    fn write<S: ::clientwright_values::ser::Serializer>(
        &self,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        match self {
            Self::Other(value) => ::clientwright_values::wire::write(value, serializer),
        }
    }
}
::clientwright_values::polymorphic!(Nested);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LifecycleWorkflowProcessingStatus {
    Queued,
    InProgress,
    Completed,
    UnknownFutureValue(::clientwright_values::enumeration::UnknownValue),
}
impl ::clientwright_values::enumeration::Enumeration for LifecycleWorkflowProcessingStatus {
    const NAME: &'static str =
        "microsoft.graph.identityGovernance.lifecycleWorkflowProcessingStatus";
    const MEMBERS: &'static [(&'static str, i64)] =
        &[("queued", 0), ("inProgress", 1), ("completed", 2)];
    fn from_index(index: usize) -> ::core::option::Option<Self> {
        match index {
            0 => ::core::option::Option::Some(Self::Queued),
            1 => ::core::option::Option::Some(Self::InProgress),
            2 => ::core::option::Option::Some(Self::Completed),
            _ => ::core::option::Option::None,
        }
    }
    fn from_unknown(value: ::clientwright_values::enumeration::UnknownValue) -> Self {
        Self::UnknownFutureValue(value)
    }
    fn repr(&self) -> ::clientwright_values::enumeration::Repr<'_> {
        match self {
            Self::Queued => ::clientwright_values::enumeration::Repr::Member(0),
            Self::InProgress => ::clientwright_values::enumeration::Repr::Member(1),
            Self::Completed => ::clientwright_values::enumeration::Repr::Member(2),
            Self::UnknownFutureValue(value) => {
                ::clientwright_values::enumeration::Repr::Unknown(value)
            }
        }
    }
}
::clientwright_values::enumeration!(LifecycleWorkflowProcessingStatus);

/// An enumeration without members.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Empty {
    UnknownFutureValue(::clientwright_values::enumeration::UnknownValue),
}
impl ::clientwright_values::enumeration::Enumeration for Empty {
    const NAME: &'static str = "ns.empty";
    const MEMBERS: &'static [(&'static str, i64)] = &[];
    fn from_index(index: usize) -> ::core::option::Option<Self> {
        match index {
            _ => ::core::option::Option::None,
        }
    }
    fn from_unknown(value: ::clientwright_values::enumeration::UnknownValue) -> Self {
        Self::UnknownFutureValue(value)
    }
    fn repr(&self) -> ::clientwright_values::enumeration::Repr<'_> {
        match self {
            Self::UnknownFutureValue(value) => {
                ::clientwright_values::enumeration::Repr::Unknown(value)
            }
        }
    }
}
::clientwright_values::enumeration!(Empty);

/// Members with the names of what Rust's traits and prelude have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    Err,
    Error,
    Ok,
    Some,
    None,
    Output,
    Item,
    UnknownFutureValue(::clientwright_values::enumeration::UnknownValue),
}
impl ::clientwright_values::enumeration::Enumeration for Verdict {
    const NAME: &'static str = "ns.verdict";
    const MEMBERS: &'static [(&'static str, i64)] = &[
        ("err", 0),
        ("error", 1),
        ("ok", 2),
        ("some", 3),
        ("none", 4),
        ("output", 5),
        ("item", 6),
    ];
    fn from_index(index: usize) -> ::core::option::Option<Self> {
        match index {
            0 => ::core::option::Option::Some(Self::Err),
            1 => ::core::option::Option::Some(Self::Error),
            2 => ::core::option::Option::Some(Self::Ok),
            3 => ::core::option::Option::Some(Self::Some),
            4 => ::core::option::Option::Some(Self::None),
            5 => ::core::option::Option::Some(Self::Output),
            6 => ::core::option::Option::Some(Self::Item),
            _ => ::core::option::Option::None,
        }
    }
    fn from_unknown(value: ::clientwright_values::enumeration::UnknownValue) -> Self {
        Self::UnknownFutureValue(value)
    }
    fn repr(&self) -> ::clientwright_values::enumeration::Repr<'_> {
        match self {
            Self::Err => ::clientwright_values::enumeration::Repr::Member(0),
            Self::Error => ::clientwright_values::enumeration::Repr::Member(1),
            Self::Ok => ::clientwright_values::enumeration::Repr::Member(2),
            Self::Some => ::clientwright_values::enumeration::Repr::Member(3),
            Self::None => ::clientwright_values::enumeration::Repr::Member(4),
            Self::Output => ::clientwright_values::enumeration::Repr::Member(5),
            Self::Item => ::clientwright_values::enumeration::Repr::Member(6),
            Self::UnknownFutureValue(value) => {
                ::clientwright_values::enumeration::Repr::Unknown(value)
            }
        }
    }
}
::clientwright_values::enumeration!(Verdict);

#[derive(Clone, Default)]
pub struct LifecycleTaskCategory(::clientwright_values::flags::FlagSet);
impl LifecycleTaskCategory {
    pub const JOINER: Self = Self(::clientwright_values::flags::FlagSet::from_bits(1));
    pub const LEAVER: Self = Self(::clientwright_values::flags::FlagSet::from_bits(2));
    pub const UNKNOWN_FUTURE_VALUE: Self =
        Self(::clientwright_values::flags::FlagSet::from_bits(4));
    pub const MOVER: Self = Self(::clientwright_values::flags::FlagSet::from_bits(8));
}
impl ::clientwright_values::flags::Flags for LifecycleTaskCategory {
    const NAME: &'static str = "microsoft.graph.identityGovernance.lifecycleTaskCategory";
    const MEMBERS: &'static [(&'static str, i64)] = &[
        ("joiner", 1),
        ("leaver", 2),
        ("unknownFutureValue", 4),
        ("mover", 8),
    ];
    fn from_set(set: ::clientwright_values::flags::FlagSet) -> Self {
        Self(set)
    }
    fn set(&self) -> &::clientwright_values::flags::FlagSet {
        &self.0
    }
}
::clientwright_values::flags!(LifecycleTaskCategory);
