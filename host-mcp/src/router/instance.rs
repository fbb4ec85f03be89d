//! A router component and its instances, in whichever version of the interface
//! they have.

use greentic_host_shim::bindings::mcp::{v24_11_5, v25_3_26, v25_6_18};
use greentic_host_shim::{Component, Error, Exports, Interrupt, Prepared};

/// A router component that is compiled and ready to be instantiated.
#[derive(Debug)]
pub(crate) struct Program {
    prepared: Prepared,
    version: Version,
}

/// A component may export several; the latest counts.
#[derive(Clone, Copy, Debug)]
enum Version {
    V24_11_5,
    V25_3_26,
    V25_6_18,
}

/// An instance, seen through the version of the interface that it has.
pub(crate) enum Guest<'a> {
    V24_11_5(Exports<'a, v24_11_5::Guest>),
    V25_3_26(Exports<'a, v25_3_26::Guest>),
    V25_6_18(Exports<'a, v25_6_18::Guest>),
}

impl Program {
    /// # Errors
    ///
    /// The component exports no router, or one of other types.
    pub(crate) fn new(prepared: Prepared) -> Result<Self, Error> {
        let version = version(prepared.component())?;
        Ok(Self { prepared, version })
    }

    /// Makes a call in an instance of its own. `interrupt` ends it, from the
    /// making of the instance on.
    pub(crate) fn enter<R>(
        &self,
        interrupt: &Interrupt,
        call: impl FnOnce(Guest<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let mut instance = self.prepared.instantiate_for(interrupt)?;
        call(match self.version {
            Version::V24_11_5 => Guest::V24_11_5(instance.exports()?),
            Version::V25_3_26 => Guest::V25_3_26(instance.exports()?),
            Version::V25_6_18 => Guest::V25_6_18(instance.exports()?),
        })
    }
}

fn version(component: &Component) -> Result<Version, Error> {
    let fits = [
        (Version::V25_6_18, component.fits::<v25_6_18::Guest>()),
        (Version::V25_3_26, component.fits::<v25_3_26::Guest>()),
        (Version::V24_11_5, component.fits::<v24_11_5::Guest>()),
    ];
    let mut missing = None;
    for (version, fit) in fits {
        match fit {
            Ok(()) => return Ok(version),
            Err(error @ Error::NotExported { .. }) => missing = missing.or(Some(error)),
            Err(error) => return Err(error),
        }
    }
    // There are three of them.
    missing.map_or(Ok(Version::V25_6_18), Err)
}
