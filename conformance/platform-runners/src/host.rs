//! The imports that a runner gives to a component: linked by the published crate that
//! runners use, and answered from memory.

use std::collections::BTreeMap;

use greentic_interfaces_wasmtime::host_helpers::v1::http_client::{
    HttpClientErrorV1_1, HttpClientHostV1_1, RequestOptionsV1_1, RequestV1_1, ResponseV1_1,
    TenantCtxV1_1 as HttpTenant,
};
use greentic_interfaces_wasmtime::host_helpers::v1::runtime_config::{ConfigError, RuntimeConfigHost};
use greentic_interfaces_wasmtime::host_helpers::v1::secrets_store::{
    SecretsErrorV1_1, SecretsStoreHostV1_1,
};
use greentic_interfaces_wasmtime::host_helpers::v1::state_store::{
    OpAckV1_1, StateKey, StateStoreErrorV1_1, StateStoreHostV1_1, TenantCtxV1_1 as StateTenant,
    add_state_store_to_linker,
};
use greentic_interfaces_wasmtime::host_helpers::v1::telemetry_logger::{
    OpAck as Logged, SpanContext, TelemetryLoggerError, TelemetryLoggerHost,
    TenantCtx as LogTenant,
};
use greentic_interfaces_wasmtime::host_helpers::v1::{HostFns, add_all_v1_to_linker, state_store};
use wasmtime::component::{Linker, ResourceTable};
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

/// The state that a component sees in one call.
pub struct State {
    wasi: WasiCtx,
    table: ResourceTable,
    secrets: BTreeMap<String, String>,
    config: BTreeMap<String, String>,
    state: BTreeMap<String, Vec<u8>>,
    /// The body of every answer over HTTP.
    reply: String,
}

impl State {
    pub fn new(
        secrets: BTreeMap<String, String>,
        config: BTreeMap<String, String>,
        reply: String,
    ) -> Self {
        Self {
            wasi: WasiCtx::builder().build(),
            table: ResourceTable::new(),
            secrets,
            config,
            state: BTreeMap::new(),
            reply,
        }
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

/// Links what `register_all` of the two runners links, as far as components here ask
/// for it; state 1.1 and settings came between the two.
pub fn link(linker: &mut Linker<State>, newer: bool) -> wasmtime::Result<()> {
    wasmtime_wasi::p2::add_to_linker_sync(linker)?;
    add_all_v1_to_linker(
        linker,
        HostFns {
            http_client_v1_1: Some(|state: &mut State| state),
            telemetry_logger: Some(|state: &mut State| state),
            secrets_store_v1_1: Some(|state: &mut State| state),
            state_store_v1_1: if newer { Some(|state: &mut State| state) } else { None },
            runtime_config: if newer { Some(|state: &mut State| state) } else { None },
            http_client: None,
            oauth_broker: None,
            runner_host_http: None,
            runner_host_kv: None,
            state_store: None,
            secrets_store: None,
        },
    )?;
    if !newer {
        add_state_store_to_linker(linker, |state: &mut State| state)?;
    }
    for name in ["greentic:component/control@0.5.0", "greentic:component/control@0.4.0"] {
        let mut control = linker.instance(name)?;
        control.func_wrap("should-cancel", |_, (): ()| Ok((false,)))?;
        control.func_wrap("yield-now", |_, (): ()| Ok(()))?;
    }
    Ok(())
}

impl HttpClientHostV1_1 for State {
    fn send(
        &mut self,
        _: RequestV1_1,
        _: Option<RequestOptionsV1_1>,
        _: Option<HttpTenant>,
    ) -> Result<ResponseV1_1, HttpClientErrorV1_1> {
        Ok(ResponseV1_1 {
            status: 200,
            headers: Vec::new(),
            body: Some(self.reply.clone().into_bytes()),
        })
    }
}

impl TelemetryLoggerHost for State {
    fn log(
        &mut self,
        _: SpanContext,
        _: Vec<(String, String)>,
        _: Option<LogTenant>,
    ) -> Result<Logged, TelemetryLoggerError> {
        Ok(Logged::Ok)
    }
}

impl SecretsStoreHostV1_1 for State {
    fn get(&mut self, key: String) -> Result<Option<Vec<u8>>, SecretsErrorV1_1> {
        Ok(self.secrets.get(&key).map(|secret| secret.clone().into_bytes()))
    }

    fn put(&mut self, key: String, value: Vec<u8>) {
        let value = String::from_utf8_lossy(&value).into_owned();
        self.secrets.insert(key, value);
    }
}

impl StateStoreHostV1_1 for State {
    fn read(&mut self, key: StateKey, _: Option<StateTenant>) -> Result<Vec<u8>, StateStoreErrorV1_1> {
        self.state.get(&key).cloned().ok_or_else(|| StateStoreErrorV1_1 {
            code: "not-found".into(),
            message: key,
        })
    }

    fn write(
        &mut self,
        key: StateKey,
        bytes: Vec<u8>,
        _: Option<StateTenant>,
    ) -> Result<OpAckV1_1, StateStoreErrorV1_1> {
        self.state.insert(key, bytes);
        Ok(OpAckV1_1::Ok)
    }

    fn delete(&mut self, key: StateKey, _: Option<StateTenant>) -> Result<OpAckV1_1, StateStoreErrorV1_1> {
        self.state.remove(&key);
        Ok(OpAckV1_1::Ok)
    }

    fn write_if_absent(
        &mut self,
        key: StateKey,
        bytes: Vec<u8>,
        _: Option<StateTenant>,
    ) -> Result<bool, StateStoreErrorV1_1> {
        let absent = !self.state.contains_key(&key);
        if absent {
            self.state.insert(key, bytes);
        }
        Ok(absent)
    }
}

impl state_store::StateStoreHost for State {
    fn read(
        &mut self,
        key: StateKey,
        _: Option<state_store::TenantCtx>,
    ) -> Result<Vec<u8>, state_store::StateStoreError> {
        self.state.get(&key).cloned().ok_or_else(|| state_store::StateStoreError {
            code: "not-found".into(),
            message: key,
        })
    }

    fn write(
        &mut self,
        key: StateKey,
        bytes: Vec<u8>,
        _: Option<state_store::TenantCtx>,
    ) -> Result<state_store::OpAck, state_store::StateStoreError> {
        self.state.insert(key, bytes);
        Ok(state_store::OpAck::Ok)
    }

    fn delete(
        &mut self,
        key: StateKey,
        _: Option<state_store::TenantCtx>,
    ) -> Result<state_store::OpAck, state_store::StateStoreError> {
        self.state.remove(&key);
        Ok(state_store::OpAck::Ok)
    }
}

impl RuntimeConfigHost for State {
    fn get(&mut self, key: String) -> Result<Option<String>, ConfigError> {
        Ok(self.config.get(&key).cloned())
    }
}
