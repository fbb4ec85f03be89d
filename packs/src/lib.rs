//! Manifests, descriptions and packs of Greentic components: what the platform reads of
//! a component before it runs it.
//!
//! - [`manifest`]: `component.manifest.json`, checked and begun.
//! - [`hash`]: the hash in it, renewed where it stands.
//! - [`section`]: the same manifest within the component.
//! - [`description`]: what a component of version 0.6 says of itself, as a component
//!   without code or as a file beside one.
//! - [`pack`]: `.gtpack` files, written to the byte and read within limits.
//! - [`cbor`]: the form that all of it has.
//!
//! The types are those of `greentic-types`; nothing here runs a component.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "platform")]
pub mod cbor;
#[cfg(feature = "platform")]
pub mod description;
mod error;
pub mod hash;
#[cfg(feature = "platform")]
pub mod manifest;
#[cfg(feature = "platform")]
pub mod pack;
#[cfg(feature = "platform")]
pub mod section;
#[cfg(feature = "platform")]
mod unknown;

pub use error::{Error, Problem};
