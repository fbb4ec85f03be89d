//! The schema of manifests.

use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::error::{Error, Problem};

/// The facts of `schemas/v1/component.manifest.schema.json` of the platform. Both give
/// the same verdict on every document: the tests ask the platform's own.
const SCHEMA: &str = include_str!("schema.json");

/// Problems that are told at a time.
const MOST_PROBLEMS: usize = 20;

/// Characters of a message of the validator: it quotes what it found.
const MOST_CHARACTERS: usize = 300;

fn validator() -> &'static Validator {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    VALIDATOR.get_or_init(|| {
        let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
        jsonschema::validator_for(&schema).expect("the schema is one")
    })
}

/// Holds a document against the schema.
///
/// # Errors
///
/// - [`Error::Manifest`] with what is wrong, and where.
pub(super) fn check(document: &Value) -> Result<(), Error> {
    let problems: Vec<_> = validator()
        .iter_errors(document)
        .take(MOST_PROBLEMS)
        .map(|error| {
            let place = error.instance_path().to_string();
            let place = place.trim_start_matches('/').replace('/', ".");
            let message: String = error.to_string().chars().take(MOST_CHARACTERS).collect();
            Problem::new(if place.is_empty() { "manifest" } else { &place }, message)
        })
        .collect();
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Manifest { problems })
}
