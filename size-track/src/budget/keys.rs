//! The keys that a budgets file may have.

use std::path::Path;

use greentic_untrusted::on_one_line;
use toml_edit::{Document, TableLike};

use super::BudgetsError;

/// The least likeness of two names, from 0 to 1, for one to be suggested for the other.
const LIKE: f64 = 0.5;

/// Refuses keys that are not among `known`, and suggests the most similar one.
///
/// # Errors
/// - The text is no TOML.
/// - A table has a key that is not known.
pub(super) fn check(path: &Path, source: &str, known: &[&str]) -> Result<(), BudgetsError> {
    let document = Document::parse(source).map_err(|error| BudgetsError::Syntax {
        path: path.to_owned(),
        error: Box::new(error.into()),
    })?;
    let tables = document.as_table().iter();
    for (name, table) in tables {
        // A value that is not a table is an error of its own.
        let Some(table) = table.as_table_like() else {
            continue;
        };
        let unknown = table.iter().find(|(key, _)| !known.contains(key));
        let Some((key, _)) = unknown else { continue };
        return Err(BudgetsError::UnknownKey {
            path: path.to_owned(),
            line: line(source, table, key),
            table: on_one_line(name).into_owned(),
            key: on_one_line(key).into_owned(),
            hint: hint(key, known),
        });
    }
    Ok(())
}

/// Returns the line of a key, the first one being 1.
fn line(source: &str, table: &dyn TableLike, key: &str) -> usize {
    let span = table.get_key_value(key).and_then(|(key, _)| key.span());
    super::line_at(source, span.map_or(0, |span| span.start))
}

/// Returns the key that is probably meant, or all known keys.
fn hint(key: &str, known: &[&str]) -> String {
    let like = |known: &&str| strsim::jaro_winkler(key, known);
    let nearest = known
        .iter()
        .copied()
        .max_by(|one, other| like(one).total_cmp(&like(other)));
    match nearest {
        Some(nearest) if strsim::normalized_damerau_levenshtein(key, nearest) >= LIKE => {
            format!("did you mean `{nearest}`?")
        }
        _ => format!("there are {}", known.join(", ")),
    }
}
