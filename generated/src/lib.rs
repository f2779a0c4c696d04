//! msgraph-lifecycle-workflows.
