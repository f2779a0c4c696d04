//! Builders in the shape that the generator emits.

use clientwright_odata::edm::DateTimeOffset;
use clientwright_odata::{
    Collection, Item, capability,
    capability::{Allow, Full, ReadOnly},
    request::{Call, Count, Create, Delete, Get, List, Update},
};

use crate::contract::{GraphClient, Outcome, Task, TaskReport};

impl GraphClient {
    pub(crate) fn reports(&self) -> TaskReportCollection {
        TaskReportCollection::new(Collection::root(self.client(), "taskReports"))
    }

    pub(crate) fn me(&self) -> TaskReportItem {
        TaskReportItem::new(Item::root(self.client(), "me"))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct TaskReportCollection<C = Full>(Collection<TaskReport, C>);

impl<C> TaskReportCollection<C> {
    pub(crate) fn new(collection: Collection<TaskReport, C>) -> Self {
        Self(collection)
    }

    pub(crate) fn summary(
        &self,
        start_date_time: impl Into<DateTimeOffset>,
        note: Option<String>,
    ) -> Call<TaskReport> {
        self.0
            .path()
            .function("ns", "summary")
            .argument("startDateTime", start_date_time.into())
            .optional_argument("note", note)
            .call()
    }
}

impl<C: capability::Key> TaskReportCollection<C> {
    pub(crate) fn id(&self, id: impl AsRef<str>) -> TaskReportItem<C> {
        TaskReportItem::new(
            self.0
                .key(&[("id", clientwright_odata::literal(id.as_ref()))]),
        )
    }

    pub(crate) fn by_key(&self, version_number: i32, name: impl AsRef<str>) -> TaskReportItem<C> {
        TaskReportItem::new(self.0.key(&[
            ("versionNumber", clientwright_odata::literal(version_number)),
            ("name", clientwright_odata::literal(name.as_ref())),
        ]))
    }
}

impl<C: capability::List> TaskReportCollection<C> {
    pub(crate) fn list(&self) -> List<TaskReport> {
        self.0.list()
    }

    pub(crate) fn count(&self) -> Count<TaskReport> {
        self.0.count()
    }
}

impl<C: capability::Insert> TaskReportCollection<C> {
    pub(crate) fn create(&self, entity: &TaskReport) -> Create<TaskReport> {
        self.0.create(entity)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct TaskReportItem<C = Full>(Item<TaskReport, C>);

impl<C> TaskReportItem<C> {
    pub(crate) fn new(item: Item<TaskReport, C>) -> Self {
        Self(item)
    }

    pub(crate) fn task(&self) -> Item<Task, ReadOnly> {
        self.0.navigate("task")
    }

    pub(crate) fn results(&self) -> Collection<Outcome, Allow<true, true, false, true, false>> {
        self.0.navigate_collection("taskProcessingResults")
    }

    pub(crate) fn resume(&self, parameters: &Task) -> Call<()> {
        self.0.path().action("ns", "resume").body(parameters).call()
    }

    pub(crate) fn maybe_task(&self) -> Call<Option<Task>> {
        self.0.path().function("ns", "maybeTask").call()
    }

    pub(crate) fn activate(&self) -> List<Outcome> {
        self.0.path().action("microsoft.graph", "activate").list()
    }

    pub(crate) fn names(&self) -> Call<Vec<String>> {
        self.0.path().function("ns", "names").call()
    }
}

impl<C: capability::Get> TaskReportItem<C> {
    pub(crate) fn get(&self) -> Get<TaskReport> {
        self.0.get()
    }
}

impl<C: capability::Update> TaskReportItem<C> {
    pub(crate) fn update(&self) -> Update<TaskReport> {
        self.0.update()
    }
}

impl<C: capability::Delete> TaskReportItem<C> {
    pub(crate) fn delete(&self) -> Delete {
        self.0.delete()
    }
}
