//! Two reference pages, row by row: the generated code has what they document, with the documented type. Where page and
//! metadata differ, the metadata is correct, and the tables below list the difference; an entry that no longer applies
//! is a failure too.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::page::{Page, snake, value_type};

/// A page and an item of it; the type on the page and the type in the metadata, both in Rust.
const OTHER_TYPES: &[(&str, &str, &str, &str)] = &[
    (
        "taskReport",
        "processingStatus",
        "String",
        "LifecycleWorkflowProcessingStatus",
    ),
    (
        "taskReport",
        "Summary",
        "Call<TaskReport>",
        "Call<TaskReportSummary>",
    ),
];

/// A page, a property that it does not list, and whether v1.0 has it as well as beta.
const NOT_ON_PAGE: &[(&str, &str, bool)] = &[
    ("taskProcessingResult", "processingInfo", true),
    ("taskProcessingResult", "workflowSubject", false),
];

/// A module, and the values of the status that the page does not list: those after the sentinel.
const STATUS_NOT_ON_PAGE: &[(&str, &[&str])] = &[
    ("beta", &["quarantined"]),
    ("v1_0", &["canceling", "quarantined"]),
];

/// The pages document beta; v1.0 contains the same.
const MODULES: &[&str] = &["beta", "v1_0"];

/// The type in the metadata, given the type on the page. Records the differences found.
fn agreed(page: &Page, item: &str, says: String, met: &mut BTreeSet<(&str, &str)>) -> String {
    for (name, property, on_page, in_metadata) in OTHER_TYPES {
        if (*name, *property) == (page.name, item) {
            assert_eq!(says, *on_page, "the page has changed");
            met.insert((name, property));
            return (*in_metadata).to_owned();
        }
    }
    says
}

pub(crate) fn properties() {
    let mut met = BTreeSet::new();
    for name in ["taskReport", "taskProcessingResult"] {
        let page = Page::read(name);
        let owner = value_type(name);
        let rows = page.table("Properties");
        for module in MODULES {
            let code = Code::read(module, name);
            for (property, says) in &rows {
                let ty = agreed(&page, property, value_type(says), &mut met);
                assert_eq!(
                    code.field(&owner, &snake(property)),
                    format!("Option<{ty}>"),
                    "{name}.{property}"
                );
                let constant = code.constant(&owner, &snake(property).to_uppercase());
                assert!(
                    constant == format!("Property<Self,{ty}>")
                        || constant.starts_with(&format!("Property<Self,{ty},")),
                    "{name}.{property}: {constant}"
                );
                assert!(
                    code.wire_names[&owner].contains(property),
                    "{name}.{property}"
                );
            }
        }
        // The page is consistent.
        let named: BTreeSet<_> = rows.iter().map(|(property, _)| property.clone()).collect();
        assert_eq!(named, page.json().into_iter().collect());
    }
    assert_eq!(met, BTreeSet::from([("taskReport", "processingStatus")]));
}

pub(crate) fn relationships() {
    for name in ["taskReport", "taskProcessingResult"] {
        let page = Page::read(name);
        let owner = value_type(name);
        for module in MODULES {
            let code = Code::read(module, name);
            for (relationship, says) in page.table("Relationships") {
                let (field, constant, builder) = match says.strip_suffix(" collection") {
                    Some(says) => {
                        let ty = value_type(says);
                        (
                            format!("Many<{ty}>"),
                            format!("NavigationCollection<Self,{ty}>"),
                            format!("{ty}Collection"),
                        )
                    }
                    None => {
                        let ty = value_type(&says);
                        (
                            format!("One<{ty}>"),
                            format!("Navigation<Self,{ty}>"),
                            format!("{ty}Item"),
                        )
                    }
                };
                let item = snake(&relationship);
                assert_eq!(code.field(&owner, &item), format!("Option<{field}>"));
                assert_eq!(code.constant(&owner, &item.to_uppercase()), constant);
                assert!(code.wire_names[&owner].contains(&relationship));
                // The navigation method. A user is outside the selection and has no builder.
                let (parameters, result) = code.function(&format!("{owner}Item"), &item);
                assert!(parameters.is_empty());
                let builder = if builder == "UserItem" {
                    "Item<User,".to_owned()
                } else {
                    builder
                };
                assert!(
                    result.starts_with(&builder),
                    "{name}.{relationship}: {result}"
                );
            }
        }
    }
}

pub(crate) fn differences_from_the_page_are_listed() {
    for name in ["taskReport", "taskProcessingResult"] {
        let page = Page::read(name);
        for module in MODULES {
            let mut expected: BTreeSet<String> = ["Properties", "Relationships"]
                .iter()
                .flat_map(|heading| page.table(heading))
                .map(|(item, _)| item)
                .collect();
            for (of, property, also_v1_0) in NOT_ON_PAGE {
                if *of == name && (*also_v1_0 || *module == "beta") {
                    assert!(
                        expected.insert((*property).to_owned()),
                        "{property} is on the page now"
                    );
                }
            }
            let code = Code::read(module, name);
            let declared = code.wire_names[&value_type(name)].iter().cloned().collect();
            assert_eq!(expected, declared, "{module} {name}");
        }
    }
}

pub(crate) fn methods() {
    let report = Page::read("taskReport");
    let result = Page::read("taskProcessingResult");
    let methods = |page: &Page| -> Vec<String> {
        page.table("Methods")
            .into_iter()
            .map(|(method, _)| method)
            .collect()
    };
    assert_eq!(
        methods(&report),
        ["List taskReports", "Summary", "List taskProcessingResults"]
    );
    assert_eq!(methods(&result), ["Resume"]);
    let returns = |page: &Page, method: &str| -> String {
        let mut table = page.table("Methods").into_iter();
        let (_, ty) = table
            .find(|(name, _)| name == method)
            .expect("it was in the table");
        match ty.strip_suffix(" collection") {
            _ if ty == "None" => "Call<()>".to_owned(),
            Some(ty) => format!("List<{}>", value_type(ty)),
            None => format!("Call<{}>", value_type(&ty)),
        }
    };
    // `list()` of the collection builder of the runtime returns its type parameter.
    let listed = |target: &str| {
        let entity = target.strip_prefix("Collection<");
        let entity = entity.and_then(|rest| rest.strip_suffix('>'));
        format!(
            "List<{}>",
            entity.unwrap_or_else(|| panic!("{target} is no collection"))
        )
    };
    for module in MODULES {
        let reports = Code::read(module, "taskReport");
        let results = Code::read(module, "taskProcessingResult");
        let mut met = BTreeSet::new();

        let workflows = Code::read(module, "workflow");
        let (_, builder) = workflows.function("WorkflowItem", "task_reports");
        assert!(builder.starts_with("TaskReportCollection"), "{builder}");
        assert_eq!(
            listed(reports.target("TaskReportCollection")),
            returns(&report, "List taskReports")
        );

        let summary = agreed(&report, "Summary", returns(&report, "Summary"), &mut met);
        let (parameters, call) = reports.function("TaskReportCollection", "summary");
        assert_eq!(
            parameters,
            ["impl Into<DateTimeOffset>", "impl Into<DateTimeOffset>"]
        );
        assert_eq!(call, summary);

        let (_, builder) = reports.function("TaskReportItem", "task_processing_results");
        assert!(
            builder.starts_with("TaskProcessingResultCollection"),
            "{builder}"
        );
        assert_eq!(
            listed(results.target("TaskProcessingResultCollection")),
            returns(&report, "List taskProcessingResults")
        );

        let (parameters, call) = results.function("TaskProcessingResultItem", "resume");
        assert_eq!(parameters, ["impl Into<CustomTaskExtensionCallbackData>"]);
        assert_eq!(call, "TaskProcessingResultResumeCall");
        let (_, call) = results.function("TaskProcessingResultResumeCall", "request");
        assert_eq!(call, returns(&result, "Resume"));
        // The page does not document nulls; the metadata has two parameters that may be null, and the data.
        for optional in ["source", "type_"] {
            let (parameters, _) = results.function("TaskProcessingResultResumeCall", optional);
            assert_eq!(parameters, ["impl IntoNullable<String,K>"]);
        }

        assert_eq!(met, BTreeSet::from([("taskReport", "Summary")]));
    }
}

/// The page lists the values of the status up to the sentinel.
pub(crate) fn values_of_the_status() {
    let page = Page::read("taskProcessingResult");
    let listed = page.listed_values("processingStatus");
    for (module, after_sentinel) in STATUS_NOT_ON_PAGE {
        let code = Code::read(module, "lifecycleWorkflowProcessingStatus");
        let members = &code.members["LifecycleWorkflowProcessingStatus"];
        let (before, after) = members.split_at(listed.len() - 1);
        assert_eq!(
            (before, "unknownFutureValue"),
            (&listed[..before.len()], listed[before.len()].as_str())
        );
        assert_eq!(after, *after_sentinel, "{module}");
    }
}
