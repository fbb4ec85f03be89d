//! What the commands do, one module each, and what several of them share.

pub(crate) mod apart;
mod argument;
pub(crate) mod artifact;
pub(crate) mod bench;
pub(crate) mod build;
pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod config_schema;
pub(crate) mod describe;
pub(crate) mod descriptor;
pub(crate) mod i18n;
pub(crate) mod inspect;
pub(crate) mod invoke;
pub(crate) mod manifest;
pub(crate) mod manual;
pub(crate) mod mcp;
pub(crate) mod new;
pub(crate) mod older;
pub(crate) mod pack;
pub(crate) mod precompile;
pub(crate) mod provider;
pub(crate) mod qa;
pub(crate) mod session;
mod setup;
pub(crate) mod stack;
pub(crate) mod stream;
pub(crate) mod worker;
