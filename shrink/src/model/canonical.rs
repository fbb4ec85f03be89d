//! Canonical functions.

use wasmparser::{CanonicalFunction, CanonicalOption};

/// Returns the options of a canonical function that has some.
pub fn options(function: &CanonicalFunction) -> Option<&[CanonicalOption]> {
    match function {
        CanonicalFunction::Lift { options, .. }
        | CanonicalFunction::Lower { options, .. }
        | CanonicalFunction::TaskReturn { options, .. }
        | CanonicalFunction::StreamRead { options, .. }
        | CanonicalFunction::StreamWrite { options, .. }
        | CanonicalFunction::FutureRead { options, .. }
        | CanonicalFunction::FutureWrite { options, .. }
        | CanonicalFunction::ErrorContextNew { options }
        | CanonicalFunction::ErrorContextDebugMessage { options } => Some(options),
        _ => None,
    }
}

/// Returns the options of a canonical function that has some, to change them.
pub fn options_mut(function: &mut CanonicalFunction) -> Option<&mut Box<[CanonicalOption]>> {
    match function {
        CanonicalFunction::Lift { options, .. }
        | CanonicalFunction::Lower { options, .. }
        | CanonicalFunction::TaskReturn { options, .. }
        | CanonicalFunction::StreamRead { options, .. }
        | CanonicalFunction::StreamWrite { options, .. }
        | CanonicalFunction::FutureRead { options, .. }
        | CanonicalFunction::FutureWrite { options, .. }
        | CanonicalFunction::ErrorContextNew { options }
        | CanonicalFunction::ErrorContextDebugMessage { options } => Some(options),
        _ => None,
    }
}
