//! A router component and its instances, in whichever version of the interface
//! they have.

use std::path::Path;

use greentic_host_shim::bindings::mcp::{v24_11_5, v25_3_26, v25_6_18};
use greentic_host_shim::{Component, Error, Exports, Host, Interrupt, Prepared};

use super::revision::Revision;
use crate::engine::LoadArgs;
use crate::failure::Failure;
use crate::file;

/// A router component that is compiled and ready to be instantiated.
pub(crate) struct Program {
    prepared: Prepared,
    version: Version,
}

/// A component may export several; the latest counts.
#[derive(Clone, Copy)]
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

pub(crate) struct Instance {
    inner: greentic_host_shim::Instance,
    version: Version,
}

impl Program {
    /// Compiles a component.
    ///
    /// # Errors
    ///
    /// The file is no component, or not one of a router that this host can
    /// run.
    pub(crate) fn load(path: &Path, load: &LoadArgs, host: Host) -> Result<Self, Failure> {
        let component = file::component(path, load)?;
        Ok(Self {
            version: version(&component)?,
            prepared: component.prepare(host)?,
        })
    }

    /// The revision that the component is written for.
    pub(crate) fn revision(&self) -> Revision {
        match self.version {
            Version::V24_11_5 => Revision::V2024_11_05,
            Version::V25_3_26 => Revision::V2025_03_26,
            Version::V25_6_18 => Revision::V2025_06_18,
        }
    }

    /// Makes an instance.
    ///
    /// # Errors
    ///
    /// It trapped or took more than it may.
    pub(crate) fn start(&self) -> Result<Instance, Error> {
        Ok(Instance {
            inner: self.prepared.instantiate()?,
            version: self.version,
        })
    }
}

impl Instance {
    /// Makes calls that `cancel` ends. After an error the instance is not to
    /// be used again.
    pub(crate) fn enter<R>(
        &mut self,
        cancel: &Interrupt,
        call: impl FnOnce(Guest<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let Self { inner, version } = self;
        inner.interrupt_by(cancel);
        call(match version {
            Version::V24_11_5 => Guest::V24_11_5(inner.exports()?),
            Version::V25_3_26 => Guest::V25_3_26(inner.exports()?),
            Version::V25_6_18 => Guest::V25_6_18(inner.exports()?),
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
