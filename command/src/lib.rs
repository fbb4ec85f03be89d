//! The layer that all commands of greentic-tiny share: exit codes, failures, what is
//! printed and how, files, progress. A command means the same by `--json`,
//! `--color`, `-o` and its exit code as every other one.
//!
//! - [`exit`] has the exit codes.
//! - [`failure`] has failures, for people and as JSON.
//! - [`output`] prints: documents, messages, tables, in colour or without.
//! - [`files`] reads inputs and writes outputs in whole or not at all, [`places`]
//!   keeps an output from destroying an input.
//! - [`progress`] says what is being done.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod exit;
pub mod failure;
pub mod files;
pub mod output;
pub mod places;
pub mod progress;
pub mod style;

pub use exit::Exit;
pub use failure::Failure;
