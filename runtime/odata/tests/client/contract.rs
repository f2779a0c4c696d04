//! Types in the shape that the generator emits.

use clientwright_odata::edm::DateTimeOffset;
use clientwright_odata::{
    Annotations, Client, ClientBuilder, Navigation, NavigationCollection, Property, PropertyBag,
    client::{Defaults, KeyStyle, Service},
    mark,
    wire::EnumLiterals,
};

#[derive(Clone, Debug)]
pub(crate) struct GraphClient(Client);

impl GraphClient {
    pub(crate) fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    pub(crate) fn client(&self) -> &Client {
        &self.0
    }
}

impl Service for GraphClient {
    const DEFAULTS: Defaults = Defaults {
        base_url: Some("https://graph.microsoft.com/v1.0"),
        key_style: KeyStyle::Segment,
        default_namespace: Some("microsoft.graph"),
        enum_literals: EnumLiterals::Unqualified,
        unknown_enum_members: true,
        batch_slash: true,
        ..Defaults::STANDARD
    };

    fn from_client(client: Client) -> Self {
        Self(client)
    }
}

macro_rules! objects {
    ($($type:ident = $name:literal { $($field:ident $wire:literal $($kind:ident)?: $value:ty),* })+) => {$(
        #[derive(Default)]
        pub(crate) struct $type {
            $(pub(crate) $field: Option<$value>,)*
            pub(crate) additional_properties: PropertyBag,
            pub(crate) odata: Option<Box<Annotations>>,
        }

        clientwright_odata::object! { $type = $name; $($field = $wire $($kind)?,)* }
    )+};
}

objects! {
    TaskReport = "ns.taskReport" {
        id "id" key: String,
        failed_users_count "failedUsersCount": i32,
        processing_status "processingStatus": Status,
        started_date_time "startedDateTime": DateTimeOffset,
        tags "tags": Vec<String>,
        task "task": Box<Task>,
        results "taskProcessingResults": Vec<Outcome>,
        category "category": Category
    }
    Task = "ns.task" { id "id" key: String, display_name "displayName": String, value "value": String }
    Outcome = "ns.taskProcessingResult" { id "id": String, failure_reason "failureReason": String }
}

impl TaskReport {
    pub(crate) const ID: Property<Self, String, mark::Key> = Property::new("id");
    pub(crate) const FAILED_USERS_COUNT: Property<Self, i32, mark::Required> =
        Property::new("failedUsersCount");
    pub(crate) const PROCESSING_STATUS: Property<Self, Status> = Property::new("processingStatus");
    pub(crate) const STARTED_DATE_TIME: Property<Self, DateTimeOffset> =
        Property::new("startedDateTime");
    pub(crate) const TAGS: Property<Self, Vec<String>> = Property::new("tags");
    pub(crate) const CATEGORY: Property<Self, Category> = Property::new("category");
    pub(crate) const TASK: Navigation<Self, Task> = Navigation::new("task");
    pub(crate) const RESULTS: NavigationCollection<Self, Outcome> =
        NavigationCollection::new("taskProcessingResults");
}

impl Task {
    pub(crate) const DISPLAY_NAME: Property<Self, String> = Property::new("displayName");
    pub(crate) const ID: Property<Self, String, mark::Key> = Property::new("id");
}

impl Outcome {
    pub(crate) const FAILURE_REASON: Property<Self, String> = Property::new("failureReason");
}

#[derive(Clone)]
#[non_exhaustive]
pub(crate) enum Status {
    Queued,
    Failed,
    UnknownFutureValue(clientwright_odata::enumeration::UnknownValue),
}

clientwright_odata::enumeration! {
    Status = "ns.status", UnknownFutureValue;
    Queued = "queued" 0,
    Failed = "failed" 1,
}

#[derive(Clone, Default)]
pub(crate) struct Category(clientwright_odata::flags::FlagSet);

impl Category {
    pub(crate) const JOINER: Self = Self(clientwright_odata::flags::FlagSet::from_bits(1));
    pub(crate) const LEAVER: Self = Self(clientwright_odata::flags::FlagSet::from_bits(2));
}

clientwright_odata::flags! {
    Category = "ns.category";
    JOINER = "joiner" 1,
    LEAVER = "leaver" 2,
}
