//! Packs of all generations with one interface: their flows, the input of a flow, and the
//! end of a run.

use greentic_host_shim::bindings::interfaces_pack::v0_1 as interfaces;
use greentic_host_shim::bindings::interfaces_types::v0_1::{ErrorCode, IfaceError, Outcome};
use greentic_host_shim::bindings::pack_export_v1::v0_1 as export_v1;
use greentic_host_shim::bindings::{pack_export, rev_0_4_113};
use greentic_host_shim::{Component, Error, Instance, TenantCtx};
use serde::Serialize;

use crate::commands::compat;
use crate::failure::Failure;

use pack_export::v0_2::exports as v0_2;
use pack_export::v0_4::{pack_exec as exec_v0_4, pack_queries as queries_v0_4};
use rev_0_4_113::pack_export::v0_2::exports as older_v0_2;
use rev_0_4_113::pack_export::v0_4::{
    pack_exec as older_exec_v0_4, pack_queries as older_queries_v0_4,
};

/// A flow, as its pack describes it.
#[derive(Debug, Serialize)]
pub(super) struct Flow {
    pub(super) id: String,
    /// The event that starts it.
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) version: Option<String>,
    pub(super) profile: Option<String>,
    pub(super) private: bool,
    pub(super) tags: Vec<String>,
    pub(super) entrypoints: Vec<String>,
}

/// The description of one flow by its pack.
#[derive(Debug)]
pub(super) enum Schema {
    /// JSON Schemas of input and output.
    Schemas { input: String, output: String },
    /// The flow itself, JSON.
    Flow(String),
}

/// The end of a run.
#[derive(Debug, Default)]
pub(super) struct End {
    /// `done`, `pending`, `error`, or the pack's own word.
    pub(super) status: String,
    pub(super) failed: bool,
    pub(super) output: Option<String>,
    /// The reason of a failure, or the thing that the run waits for, for people.
    pub(super) message: Option<String>,
    pub(super) expected_input: Vec<String>,
    pub(super) logs: Option<String>,
    pub(super) metrics: Option<String>,
}

/// The interfaces for asking and running packs, the newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generation {
    V0_4,
    OlderV0_4,
    V0_2,
    OlderV0_2,
    ExportV1,
    Interfaces,
}

impl Generation {
    /// Finds the generation of a component by its types.
    pub(super) fn of(component: &Component) -> Result<Self, Failure> {
        let mut wrong = None;
        // An interface of this name with other types is a better message than a missing
        // one.
        let mut fits = |result: Result<(), Error>| match result {
            Ok(()) => true,
            Err(error) => {
                if wrong.is_none() || matches!(error, Error::OtherShape { .. }) {
                    wrong = Some(error);
                }
                false
            }
        };
        let both = |queries: Result<(), Error>, exec: Result<(), Error>| queries.and(exec);
        let found = [
            (
                Self::V0_4,
                both(
                    component.fits::<queries_v0_4::Guest>(),
                    component.fits::<exec_v0_4::Guest>(),
                ),
            ),
            (
                Self::OlderV0_4,
                both(
                    component.fits::<older_queries_v0_4::Guest>(),
                    component.fits::<older_exec_v0_4::Guest>(),
                ),
            ),
            (Self::V0_2, component.fits::<v0_2::Guest>()),
            (Self::OlderV0_2, component.fits::<older_v0_2::Guest>()),
            (Self::ExportV1, component.fits::<export_v1::Guest>()),
            (Self::Interfaces, component.fits::<interfaces::Guest>()),
        ]
        .into_iter()
        .find_map(|(generation, result)| fits(result).then_some(generation));
        match (found, wrong) {
            (Some(generation), _) => Ok(generation),
            (None, Some(error)) => Err(error.into()),
            (None, None) => unreachable!("all were looked at, so one was wrong"),
        }
    }

    pub(super) fn package(self) -> &'static str {
        match self {
            Self::V0_4 | Self::OlderV0_4 => "greentic:pack-export@0.4.0",
            Self::V0_2 | Self::OlderV0_2 => "greentic:pack-export@0.2.0",
            Self::ExportV1 => "greentic:pack-export-v1@0.1.0",
            Self::Interfaces => "greentic:interfaces-pack@0.1.0",
        }
    }

    /// Returns whether flows are run by their names.
    pub(super) fn has_flows(self) -> bool {
        self != Self::Interfaces
    }

    pub(super) fn list(self, pack: &mut Instance) -> Result<Vec<Flow>, Failure> {
        macro_rules! list {
            ($guest:path, $kind:ident) => {
                answered(pack.exports::<$guest>()?.list_flows()?)?
                    .into_iter()
                    .map(|flow| Flow {
                        id: flow.id,
                        kind: flow.$kind,
                        version: Some(flow.version),
                        profile: Some(flow.profile),
                        private: flow.private,
                        tags: Vec::new(),
                        entrypoints: Vec::new(),
                    })
                    .collect()
            };
        }
        Ok(match self {
            Self::V0_4 => list!(queries_v0_4::Guest, r#type),
            Self::OlderV0_4 => list!(older_queries_v0_4::Guest, r#type),
            Self::V0_2 => list!(v0_2::Guest, flow_type),
            Self::OlderV0_2 => list!(older_v0_2::Guest, flow_type),
            Self::ExportV1 => pack
                .exports::<export_v1::Guest>()?
                .list_flows()?
                .into_iter()
                .map(|flow| Flow {
                    id: flow.id,
                    kind: kind(flow.kind).to_owned(),
                    version: None,
                    profile: None,
                    private: false,
                    tags: flow.tags,
                    entrypoints: flow.entrypoints,
                })
                .collect(),
            Self::Interfaces => Vec::new(),
        })
    }

    pub(super) fn schema(self, pack: &mut Instance, flow: &str) -> Result<Schema, Failure> {
        macro_rules! schema {
            ($guest:path) => {{
                let schema = answered(pack.exports::<$guest>()?.get_flow_schema(flow)?)?;
                Schema::Schemas {
                    input: schema.input_jsonschema,
                    output: schema.output_jsonschema,
                }
            }};
        }
        Ok(match self {
            Self::V0_4 => schema!(queries_v0_4::Guest),
            Self::OlderV0_4 => schema!(older_queries_v0_4::Guest),
            Self::V0_2 => schema!(v0_2::Guest),
            Self::OlderV0_2 => schema!(older_v0_2::Guest),
            Self::ExportV1 => {
                let mut pack = pack.exports::<export_v1::Guest>()?;
                // This interface cannot report that there is no such flow.
                if !pack.list_flows()?.iter().any(|known| known.id == flow) {
                    return Err(no_such_flow());
                }
                Schema::Flow(pack.get_flow_json(flow)?)
            }
            Self::Interfaces => {
                return Err(self.lacks("flows with schemas: `pack FILE run` runs them as they are"));
            }
        })
    }

    pub(super) fn run(
        self,
        pack: &mut Instance,
        flow: &str,
        input: &str,
        tenant: TenantCtx,
    ) -> Result<End, Failure> {
        macro_rules! run {
            ($guest:path, $opts:expr) => {{
                let opts = $opts;
                let result = pack
                    .exports::<$guest>()?
                    .run_flow(flow, input, Some(&opts))?;
                let result = answered(result)?;
                End {
                    status: result.status,
                    failed: result.error.is_some(),
                    output: result.output_json,
                    message: result.error,
                    expected_input: Vec::new(),
                    logs: result.logs_json,
                    metrics: result.metrics_json,
                }
            }};
        }
        Ok(match self {
            Self::V0_4 => run!(exec_v0_4::Guest, {
                exec_v0_4::RunOpts {
                    tenant: Some(tenant),
                    deployment: None,
                    timeout_ms: None,
                    fuel_units: None,
                }
            }),
            Self::V0_2 => run!(v0_2::Guest, {
                v0_2::RunOpts {
                    tenant: Some(tenant),
                    deployment: None,
                    timeout_ms: None,
                    fuel_units: None,
                }
            }),
            Self::OlderV0_4 => run!(older_exec_v0_4::Guest, {
                older_exec_v0_4::RunOpts {
                    tenant: Some(compat::tenant_v0_4(tenant)),
                    timeout_ms: None,
                    fuel_units: None,
                }
            }),
            Self::OlderV0_2 => run!(older_v0_2::Guest, {
                older_v0_2::RunOpts {
                    tenant: Some(compat::tenant_v0_2(tenant)),
                    timeout_ms: None,
                    fuel_units: None,
                }
            }),
            Self::ExportV1 => {
                return Err(self.lacks("functions to run flows with: a runner reads and runs them"));
            }
            Self::Interfaces => pack
                .exports::<interfaces::Guest>()?
                .invoke(input, &tenant)?
                .into(),
        })
    }

    fn lacks(self, what: &str) -> Failure {
        Failure::Usage {
            message: format!("packs of {} have no {what}", self.package()),
        }
    }
}

impl From<Outcome> for End {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done(output) => Self {
                status: "done".to_owned(),
                output: Some(output),
                ..Self::default()
            },
            Outcome::Pending(pending) => Self {
                status: "pending".to_owned(),
                message: Some(pending.reason),
                expected_input: pending.expected_input.unwrap_or_default(),
                ..Self::default()
            },
            Outcome::Error(error) => Self {
                status: "error".to_owned(),
                failed: true,
                message: Some(format!("{}: {}", code(error.code), error.message)),
                ..Self::default()
            },
        }
    }
}

fn answered<R, E: Into<Refusal>>(answer: Result<R, E>) -> Result<R, Failure> {
    answer.map_err(|error| {
        let Refusal(code, message) = error.into();
        Failure::Answered {
            code: code.to_owned(),
            message: message.to_owned(),
        }
    })
}

fn no_such_flow() -> Failure {
    let Refusal(code, message) = IfaceError::NotFound.into();
    Failure::Answered {
        code: code.to_owned(),
        message: message.to_owned(),
    }
}

/// The name of an error in WIT, and its meaning.
struct Refusal(&'static str, &'static str);

macro_rules! refusals {
    ($($error:path)*) => {$(
        impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                use $error as Error;
                match error {
                    Error::InvalidArg => Self("invalid-arg", "it does not take that input"),
                    Error::NotFound => Self("not-found", "the pack has no such flow"),
                    Error::Denied => Self("denied", "this tenant may not do that"),
                    Error::Unavailable => Self("unavailable", "the pack cannot tell now"),
                    Error::Internal => Self("internal", "the pack failed"),
                }
            }
        }
    )*};
}

refusals! {
    IfaceError
    older_queries_v0_4::IfaceError
    older_v0_2::IfaceError
}

fn code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Unknown => "unknown",
        ErrorCode::InvalidInput => "invalid-input",
        ErrorCode::NotFound => "not-found",
        ErrorCode::Conflict => "conflict",
        ErrorCode::Timeout => "timeout",
        ErrorCode::Unauthenticated => "unauthenticated",
        ErrorCode::PermissionDenied => "permission-denied",
        ErrorCode::RateLimited => "rate-limited",
        ErrorCode::Unavailable => "unavailable",
        ErrorCode::Internal => "internal",
    }
}

fn kind(kind: export_v1::FlowKind) -> &'static str {
    use export_v1::FlowKind;
    match kind {
        FlowKind::Messaging => "messaging",
        FlowKind::Event => "event",
        FlowKind::ComponentConfig => "component-config",
        FlowKind::Job => "job",
        FlowKind::Http => "http",
    }
}
