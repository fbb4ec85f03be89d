//! Rules of the platform's tools for manifests that the schema cannot express.

use std::collections::BTreeSet;
use std::path::Path;

use greentic_types::component::{
    ComponentCapabilities, FilesystemMode, SecretsCapabilities, WasiCapabilities,
};
use greentic_types::{SecretKey, SecretRequirement};
use serde_json::Value;

use super::content::{Content, Provenance};
use crate::Error;

/// Adds what follows from the rest: who may delete state may write it.
pub(super) fn complete(manifest: &mut Value) {
    let state = manifest.pointer_mut("/capabilities/host/state");
    if let Some(Value::Object(state)) = state
        && state.get("delete") == Some(&Value::Bool(true))
    {
        state.insert("write".into(), Value::Bool(true));
    }
}

/// Makes one list of the secrets that the manifest names at its top and those among
/// the capabilities.
///
/// # Errors
///
/// - [`Error::Manifest`] if both are there and differ.
pub(super) fn join_secrets(content: &mut Content) -> Result<(), Error> {
    let host = &mut content.capabilities.host.secrets;
    let required = host.as_ref().map_or(&[][..], |secrets| &secrets.required);
    match (content.secret_requirements.is_empty(), required.is_empty()) {
        (true, _) => content.secret_requirements = required.to_vec(),
        (false, true) => {
            *host = Some(SecretsCapabilities {
                required: content.secret_requirements.clone(),
            });
        }
        (false, false) => {
            let same = |(one, other): (&SecretRequirement, &SecretRequirement)| {
                one.key == other.key
                    && one.required == other.required
                    && one.scope == other.scope
                    && one.format == other.format
                    && one.schema == other.schema
            };
            let mut pairs = content.secret_requirements.iter().zip(required);
            if content.secret_requirements.len() != required.len() || !pairs.all(same) {
                return Err(Error::manifest(
                    "secret_requirements",
                    "names other secrets than capabilities.host.secrets.required; leave one out",
                ));
            }
        }
    }
    Ok(())
}

/// Holds a manifest that keeps to its schema against the other rules.
///
/// # Errors
///
/// - [`Error::Manifest`] with the rule that is broken.
pub(super) fn check(content: &Content, artifact: &str) -> Result<(), Error> {
    for (place, text) in [
        ("id", &content.id),
        ("name", &content.name),
        ("world", &content.world),
        ("describe_export", &content.describe_export),
    ] {
        filled(place, text)?;
    }
    semver::Version::parse(&content.version).map_err(|error| {
        let version = &content.version;
        Error::manifest(
            "version",
            format!("`{version}` is no semantic version: {error}; write `1.0.0`, say"),
        )
    })?;
    if Path::new(artifact).is_absolute() {
        return Err(Error::manifest(
            "artifacts.component_wasm",
            format!("`{artifact}` is absolute; name it from the folder of the manifest"),
        ));
    }
    if let Some(default) = &content.profiles.default
        && !content.profiles.supported.contains(default)
    {
        return Err(Error::manifest(
            "profiles.default",
            format!(
                "`{default}` is not in profiles.supported, which has {}; add it there, or choose \
                 one of these",
                names(&content.profiles.supported)
            ),
        ));
    }
    secrets(&content.secret_requirements)?;
    capabilities(&content.capabilities)?;
    if let Some(provenance) = &content.provenance {
        origin(provenance)?;
    }
    operations(content)
}

/// Fails over a text of nothing but white space.
fn filled(place: &str, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Err(Error::manifest(place, "is blank; fill it in"));
    }
    Ok(())
}

/// Returns names for a message.
fn names<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn operations(content: &Content) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for operation in &content.operations {
        if !seen.insert(&operation.name) {
            return Err(Error::manifest(
                "operations",
                format!("`{}` is there twice; leave one out", operation.name),
            ));
        }
    }
    match &content.default_operation {
        Some(default) if !seen.contains(default) => Err(Error::manifest(
            "default_operation",
            format!(
                "`{default}` is none of the operations, which are {}; name one of these",
                names(seen.iter().copied())
            ),
        )),
        _ => Ok(()),
    }
}

fn secrets(requirements: &[SecretRequirement]) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for requirement in requirements {
        let key = requirement.key.as_str();
        let place = "secret_requirements";
        let wrong = |message: &str| Err(Error::manifest(place, format!("`{key}` {message}")));
        if !seen.insert(key) {
            return wrong("is there twice; leave one out");
        }
        // The schema's pattern has two more conditions, of which one is wider.
        if key.contains("..") || SecretKey::parse(key).is_err() {
            return wrong("is no key: it may not begin with `/`, nor have `..` in it");
        }
        if let Some(scope) = &requirement.scope {
            filled("secret_requirements.scope.env", &scope.env)?;
            filled("secret_requirements.scope.tenant", &scope.tenant)?;
            if let Some(team) = &scope.team {
                filled("secret_requirements.scope.team", team)?;
            }
        }
    }
    Ok(())
}

fn capabilities(capabilities: &ComponentCapabilities) -> Result<(), Error> {
    wasi(&capabilities.wasi)?;
    let host = &capabilities.host;
    if host
        .state
        .as_ref()
        .is_some_and(|state| !state.read && !state.write)
    {
        return Err(Error::manifest(
            "capabilities.host.state",
            "allows neither read nor write; set one, or leave state out",
        ));
    }
    if host
        .iac
        .as_ref()
        .is_some_and(|iac| !iac.write_templates && !iac.execute_plans)
    {
        return Err(Error::manifest(
            "capabilities.host.iac",
            "allows neither write_templates nor execute_plans; set one, or leave iac out",
        ));
    }
    Ok(())
}

fn wasi(wasi: &WasiCapabilities) -> Result<(), Error> {
    if let Some(filesystem) = &wasi.filesystem {
        let place = "capabilities.wasi.filesystem.mounts";
        if filesystem.mode != FilesystemMode::None && filesystem.mounts.is_empty() {
            return Err(Error::manifest(
                place,
                "is empty, and the mode is not `none`; name a mount, or set the mode to `none`",
            ));
        }
        for mount in &filesystem.mounts {
            for text in [&mount.name, &mount.host_class, &mount.guest_path] {
                filled(place, text)?;
            }
        }
    }
    for name in wasi.env.iter().flat_map(|env| &env.allow) {
        filled("capabilities.wasi.env.allow", name)?;
    }
    Ok(())
}

fn origin(provenance: &Provenance) -> Result<(), Error> {
    filled("provenance.builder", &provenance.builder)?;
    filled("provenance.toolchain", &provenance.toolchain)?;
    let commit = &provenance.git_commit;
    let digits = |digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
    if !(7..=40).contains(&commit.len()) || !commit.bytes().all(digits) {
        return Err(Error::manifest(
            "provenance.git_commit",
            format!("`{commit}` is no commit: 7 to 40 hexadecimal digits in lower case"),
        ));
    }
    Ok(())
}
