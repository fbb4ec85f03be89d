//! Bindings for components: types, traits, the code between both and the host,
//! and sources of components to start from.

mod bindings;
mod config;
mod deprecated;
mod empty;
#[cfg(feature = "repository")]
mod example;
mod flat;
mod interface;
mod lift;
mod lower;
mod names;
mod options;
mod section;
mod source;
mod stub;
mod type_printer;
mod types;
mod view;
#[cfg(feature = "repository")]
pub mod worlds;

pub use bindings::{Bindings, Module};
pub use options::Options;
pub use stub::{Answers, Stub};

use crate::wit::selection::select;
use crate::{Error, Wit};

impl Wit {
    /// Bindings for all packages but those that define no interface.
    ///
    /// All items of the root package are there, with all that they reach. Of the packages
    /// that it depends on, items that cannot be represented are left out and listed:
    /// [`Bindings::skipped`].
    ///
    /// # Errors
    ///
    /// [`Error::Unsupported`] where something cannot be represented.
    pub fn bindings(&self) -> Result<Bindings, Error> {
        self.bindings_with(&Options::default())
    }

    /// The same, with other settings than the usual ones.
    ///
    /// # Errors
    ///
    /// See [`bindings`](Wit::bindings).
    pub fn bindings_with(&self, options: &Options) -> Result<Bindings, Error> {
        let packages = || self.resolve.packages.iter().map(|(_, one)| &one.name);
        for name in &options.unchanged {
            if !packages().any(|package| package.to_string() == *name) {
                let known: Vec<_> = packages().map(|name| format!("`{name}`")).collect();
                return Err(Error::Unsupported {
                    at: String::new(),
                    item: format!("package `{name}`, which is to be unchanged"),
                    what: "the WIT has none of this name and version".into(),
                    instead: format!("the packages are {}", known.join(", ")),
                });
            }
        }
        let selection = select(self, options)?;
        Bindings::generate(self, selection, options)
    }

    /// The source of a component.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownItem`] where there is no such world or interface, and
    /// [`Error::Unsupported`] where something cannot be represented.
    pub fn stub(&self, stub: &Stub) -> Result<String, Error> {
        stub.check(self)?;
        stub.write(&self.resolve)
    }
}
