//! Options of canonical functions.

use wasmparser::CanonicalOption;

use crate::model::{Scope, What, options_mut};

/// Leaves out what an option says that is so without it.
pub fn leave_out_defaults(scope: &mut Scope<'_>) {
    for item in &mut scope.items {
        match &mut item.what {
            What::Component(inner) => leave_out_defaults(inner),
            What::Canonical(function) => {
                if let Some(options) = options_mut(function) {
                    *options = options
                        .iter()
                        .filter(|option| **option != CanonicalOption::UTF8)
                        .copied()
                        .collect();
                }
            }
            _ => {}
        }
    }
}
