//! The components of the worlds.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use anyhow::Result;
use greentic_conformance::generated;
use greentic_guest_bindgen::Answers;
use greentic_size_report::Generated;

use crate::text::{Text, texts};

/// The component of a world or an interface; all of them are built at once.
pub(crate) fn built(text: &Text, of: &str, answers: Answers) -> &'static [u8] {
    static BUILT: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let sources = texts().iter().flat_map(Text::sources).collect();
        build("worlds", &["wit-all"], sources).expect("the components of the worlds")
    });
    &built[&text.component(of, answers)]
}

pub(crate) fn build(
    name: &str,
    features: &[&str],
    sources: BTreeMap<String, String>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let files = generated::built(&Generated {
        name: name.to_owned(),
        features: features.iter().copied().map(str::to_owned).collect(),
        sources,
    })?;
    let files = files.into_iter();
    files
        .map(|(name, file)| Ok((name, std::fs::read(file)?)))
        .collect()
}
