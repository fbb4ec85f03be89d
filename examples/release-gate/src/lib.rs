//! A gate in a supply chain: it scans what a release depends on (`scan`), and decides by
//! what was found whether the release may go ahead (`policy`).

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::policy::v1_0::policy_api::{
    PolicyDecision, PolicyInputRef, PolicyRef, PolicyStatus,
};
use greentic_guest::scan::v1_0::scanner_api::{
    HostError, ScanKind, ScanRequest, ScanResult, ScanState, TenantCtx,
};
use greentic_guest::{Call, json};

greentic_guest::component! {
    export scan::v1_0::scanner_api { execute_scan: scan },
    export policy::v1_0::policy_api { evaluate: evaluate },
}

/// The packages that are known to be harmful, each with the first version that is not.
const ADVISORIES: [(&str, [u64; 3]); 2] = [("left-pad", [1, 3, 0]), ("tar-stream", [2, 1, 4])];

/// Scans the dependencies that the request lists as `[{"name", "version"}]`. Its findings
/// are JSON: the names of those with an advisory.
fn scan<'a>(
    call: &'a Call,
    _: &'a TenantCtx<'a>,
    request: ScanRequest<'a>,
) -> Result<ScanResult<'a>, HostError<'a>> {
    if request.kind != ScanKind::Deps {
        return Err(HostError {
            code: Str::new("unsupported"),
            message: Str::new("only dependencies are scanned"),
        });
    }
    let listed = request.params_json.get().map_or("[]", |list| list.get());
    let mut found = [false; ADVISORIES.len()];
    for dependency in call.read_json(listed)?.items()? {
        let [name, version] = dependency.fields(["name", "version"])?;
        let (name, version) = (name.str()?, numbers(version.str()?));
        for ((known, good), found) in ADVISORIES.iter().zip(&mut found) {
            *found |= *known == name && version.is_none_or(|version| version < *good);
        }
    }
    let mut harmful = ADVISORIES.iter().zip(found).filter(|(_, found)| *found);
    let count = harmful.clone().count();
    let name = |_| harmful.next().map_or("", |((name, _), _)| *name);
    let harmful = call.list((0..count).map(name));
    Ok(ScanResult {
        request_id: request.request_id,
        kind: request.kind,
        state: match harmful {
            [] => ScanState::Passed,
            _ => ScanState::Failed,
        },
        findings_json: Opt::Some(Str::new(json!(call, {"harmful": harmful}))),
        started_at_utc: Opt::None,
        finished_at_utc: Opt::None,
        sbom: Opt::None,
        extra: Opt::None,
    })
}

/// Reads `1.2.3`; `None` if there are not three numbers. Any one letter may stand between
/// them: to look for one certain letter, `split('.')`, would bring a panic along.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let parts = version.split(|letter: char| !letter.is_ascii_digit());
    let mut parts = parts.map(greentic_guest::number::parse_u64);
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

/// Allows what has no more findings than the policy does: `{"harmful": []}` of the input
/// against `{"allowed": []}` of the policy.
fn evaluate<'a>(
    call: &'a Call,
    _: &'a TenantCtx<'a>,
    policy: PolicyRef<'a>,
    input: PolicyInputRef<'a>,
) -> Result<PolicyDecision<'a>, HostError<'a>> {
    let text = |extra: Opt<Str<'a>>| extra.get().map_or("{}", |text| text.get());
    let policy = call.read_json(text(policy.extra))?.at("allowed");
    let input = call.read_json(text(input.extra))?;
    let mut denied = call.text();
    for name in input.at("harmful").items()? {
        let name = name.str()?;
        let mut allowed = policy
            .optional()
            .into_iter()
            .flat_map(|list| list.items())
            .flatten();
        if !allowed.any(|one| one.str() == Ok(name)) {
            denied.push(if denied.is_empty() { "harmful: " } else { ", " });
            denied.push(name);
        }
    }
    let (status, reasons) = if denied.is_empty() {
        (PolicyStatus::Allow, List::EMPTY)
    } else {
        let reasons = call.list([Str::new(denied.finish())]);
        (PolicyStatus::Deny, List::new(reasons))
    };
    Ok(PolicyDecision {
        status,
        reasons,
        extra: Opt::None,
    })
}
