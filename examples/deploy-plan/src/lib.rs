//! A component that a deployer asks for its plan, tells of its progress and watches over.
//! The plan is a constant; the last that was told is kept in the host's state, and says how
//! the component is.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::interfaces_host::v0_1::imports;
use greentic_guest::json;
use greentic_guest::lifecycle::v1_0::lifecycle_v1::LifecycleHealth;
use greentic_guest::prelude::*;

greentic_guest::component! {
    export deploy_plan::v1_0::plan_api {
        get_deployment_plan: const json::constant(include_str!("plan.json")),
        emit_status: |call, message| keep(call, &Deployer, message),
    },
    export lifecycle::v1_0::lifecycle_v1 {
        init: |call| keep(call, &Deployer, "begins"),
        health: |call| health(call, &Deployer),
        shutdown: |call| keep(call, &Deployer, "ends"),
    },
    import interfaces_host::v0_1::imports as Deployer,
}

/// The key of the last status.
const STATUS: &str = "deploy-plan/status";

/// Keeps a status. A store that fails must not stop a deployment.
fn keep(call: &Call, host: &impl imports::Host, status: &str) {
    let _ = host.put_text(call, STATUS, status);
}

/// Is well unless the last status says that a step failed, or nobody knows.
fn health<'a>(call: &'a Call, host: &impl imports::Host) -> Result<LifecycleHealth, &'a str> {
    match host.text(call, STATUS) {
        Ok(Some(status)) if status.starts_with("failed") => Err(status),
        Ok(_) => Ok(LifecycleHealth::Ok),
        Err(error) => Err(error.message.get()),
    }
}
