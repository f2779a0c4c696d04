//! Types exactly as the generator emits them.

#[derive(Default)]
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
#[derive(Default)]
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
        #[derive(Default)]
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

#[derive(Clone)]
#[non_exhaustive]
pub enum LifecycleWorkflowProcessingStatus {
    Queued,
    InProgress,
    Completed,
    UnknownFutureValue(::clientwright_values::enumeration::UnknownValue),
}
::clientwright_values::enumeration! {
    LifecycleWorkflowProcessingStatus = "microsoft.graph.identityGovernance.lifecycleWorkflowProcessingStatus", UnknownFutureValue;
    Queued = "queued" 0,
    InProgress = "inProgress" 1,
    Completed = "completed" 2,
}

/// An enumeration without members.
#[derive(Clone)]
pub enum Empty {
    UnknownFutureValue(::clientwright_values::enumeration::UnknownValue),
}
::clientwright_values::enumeration! {
    Empty = "ns.empty", UnknownFutureValue;
}

/// Members with the names of what Rust's traits and prelude have.
#[derive(Clone)]
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
::clientwright_values::enumeration! {
    Verdict = "ns.verdict", UnknownFutureValue;
    Err = "err" 0,
    Error = "error" 1,
    Ok = "ok" 2,
    Some = "some" 3,
    None = "none" 4,
    Output = "output" 5,
    Item = "item" 6,
}

#[derive(Clone, Default)]
pub struct LifecycleTaskCategory(::clientwright_values::flags::FlagSet);
impl LifecycleTaskCategory {
    pub const JOINER: Self = Self(::clientwright_values::flags::FlagSet::from_bits(1));
    pub const LEAVER: Self = Self(::clientwright_values::flags::FlagSet::from_bits(2));
    pub const UNKNOWN_FUTURE_VALUE: Self =
        Self(::clientwright_values::flags::FlagSet::from_bits(4));
    pub const MOVER: Self = Self(::clientwright_values::flags::FlagSet::from_bits(8));
}
::clientwright_values::flags! {
    LifecycleTaskCategory = "microsoft.graph.identityGovernance.lifecycleTaskCategory";
    JOINER = "joiner" 1,
    LEAVER = "leaver" 2,
    UNKNOWN_FUTURE_VALUE = "unknownFutureValue" 4,
    MOVER = "mover" 8,
}
