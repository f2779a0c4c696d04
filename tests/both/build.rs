//! Generates a client from the OData metadata of each version, and one from the OpenAPI description that `run` has made of
//! it. Without `BOTH_DESCRIPTIONS`, the folder of the descriptions, there is nothing to compare.

use std::path::{Path, PathBuf};
use std::{env, io};

use clientwright::{Builder, Layout};

/// The names that the converter gives types are qualified; these are short as those of OData.
const RENAMES: [(&str, &str); 2] = [
    (
        "microsoft.graph.identityGovernance.customTaskExtensionCallbackData",
        "CallbackData",
    ),
    (
        "microsoft.graph.identityGovernance.customTaskExtensionOperationStatus",
        "OperationStatus",
    ),
];

/// The operations with an id, which `convert.js` gives.
const OPERATIONS: [&str; 4] = [
    "listTaskReports",
    "summarizeTaskReports",
    "listTaskProcessingResults",
    "resume",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rustc-check-cfg=cfg(described)");
    println!("cargo::rerun-if-env-changed=BOTH_DESCRIPTIONS");
    println!("cargo::rerun-if-changed=build.rs");
    let Some(descriptions) = env::var_os("BOTH_DESCRIPTIONS") else {
        return Ok(());
    };
    println!("cargo::rustc-cfg=described");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?);
    for version in ["v1.0", "beta"] {
        let module = version.replace('.', "_");
        let metadata = format!("../../schemas/lifecycle-workflows.{version}.csdl.xml");
        let mut odata = Builder::new(metadata)
            .include("/identityGovernance/lifecycleWorkflows/workflows/**")
            // `resume` has an EntitySetPath and no return type.
            .allow("csdl-032")
            .client_name("ODataClient")
            .layout(Layout::SingleFile)
            .out(out.join(format!("odata_{module}.rs")));
        let description = Path::new(&descriptions).join(format!("{version}.json"));
        let mut openapi = Builder::new(description)
            .client_name("OpenApiClient")
            .layout(Layout::SingleFile)
            .out(out.join(format!("openapi_{module}.rs")));
        for id in OPERATIONS {
            openapi = openapi.include(format!("operation:{id}"));
        }
        for (ty, name) in RENAMES {
            odata = odata.rename(ty, name);
            openapi = openapi.rename(ty, name);
        }
        odata.generate()?;
        openapi.generate()?;
    }
    Ok(())
}
