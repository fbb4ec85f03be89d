//! Builds, measures and judges the worlds of a workspace.

use anyhow::{Context as _, Result};

use crate::artifact::PROFILE;
use crate::artifacts::Artifacts;
use crate::generated::Generated;
use crate::link_flags::LinkFlags;
use crate::measure::measure;
use crate::progress::Progress;
use crate::toolchain::{TARGET, Toolchain};
use crate::workspace::Workspace;
use crate::worlds::report::{SCHEMA_VERSION, Total};
use crate::worlds::{Cost, LIMIT, WorldReport, found};

/// The stack of all components, in bytes. The components do nothing. A larger stack would
/// make addresses longer and hide the cost of the bindings.
const STACK: u64 = 4096;

/// The package of all components.
const PACKAGE: &str = "worlds";

/// The feature of the guest crate for all bindings.
const FEATURE: &str = "wit-all";

/// Builds the smallest component of each world of a workspace that exports an interface,
/// measures it, and checks it against [`LIMIT`]. Only worlds that `names` belong to are
/// built, see [`found::select`]. The components stay in `size-report/worlds` of the target
/// folder.
///
/// # Errors
/// When the WIT cannot be read, no world has one of the names, or something cannot be
/// built. A world over its limit is not an error but a part of the report.
pub fn measure_worlds(
    workspace: &Workspace,
    names: &[String],
    progress: &mut dyn Progress,
) -> Result<WorldReport> {
    // Mistakes of people are found first, because builds take longer.
    let worlds = found::select(found::find(&workspace.root)?, names)?;
    let flags = LinkFlags::read(&workspace.root)?.with_stack(STACK);
    let toolchain = Toolchain::ready(&workspace.root, progress)?;

    let package = Generated {
        name: PACKAGE.to_owned(),
        features: vec![FEATURE.to_owned()],
        sources: worlds
            .iter()
            .map(|world| (world.name.clone(), world.source.clone()))
            .collect(),
    };
    let built = package.build_with(workspace, &flags, progress)?;
    let folder = workspace.target.join("size-report").join("worlds");
    let mut report = WorldReport {
        schema_version: SCHEMA_VERSION,
        toolchain: toolchain.version,
        target: TARGET.to_owned(),
        profile: PROFILE.to_owned(),
        limit: LIMIT,
        folder: folder.display().to_string(),
        worlds: Vec::new(),
        total: Total::default(),
        violations: Vec::new(),
    };
    for world in &worlds {
        let linked = &built[&world.name];
        let linked =
            std::fs::read(linked).with_context(|| format!("cannot read {}", linked.display()))?;
        let path = folder.join(format!("{}.wasm", world.name));
        let here = || path.display().to_string();
        flags
            .check(&measure(&linked).with_context(here)?)
            .with_context(here)?;
        let artifacts = Artifacts::of(linked).with_context(here)?;
        artifacts.write(&path)?;
        let sizes = artifacts.measure().with_context(here)?;
        report.push(Cost::new(world, &LIMIT, path.display().to_string(), sizes));
    }
    Ok(report)
}
