//! The interfaces by which components are called.

use greentic_host_shim::bindings::component::v0_4::node as node_0_4;
use greentic_host_shim::bindings::component::v0_5::node as node_0_5;
use greentic_host_shim::bindings::component::v0_6::component_runtime as runtime_0_6;
use greentic_host_shim::bindings::component::v0_6_1::runtime as runtime_0_6_1;
use greentic_host_shim::bindings::rev_0_4_113::component::v0_6::node as node_0_6;
use greentic_host_shim::{Component, Error as ShimError, Revision};

use crate::{Error, Runner};

/// An interface by which a component is called with an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Interface {
    /// `greentic:component/node@0.6.0`, of revision 0.4.113.
    Node06,
    /// `greentic:component/node@0.5.0`, in one of its shapes.
    Node05(Revision),
    /// `greentic:component/node@0.4.0`, in the shape that runners call.
    Node04,
    /// `greentic:component/component-runtime@0.6.0`.
    Runtime06,
    /// `greentic:component/runtime@0.6.1`, which no runner calls yet.
    Runtime061,
}

impl Interface {
    /// Returns its name with package and version.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.kind().name()
    }

    fn kind(self) -> InterfaceName {
        match self {
            Self::Node06 => InterfaceName::Node06,
            Self::Node05(_) => InterfaceName::Node05,
            Self::Node04 => InterfaceName::Node04,
            Self::Runtime06 => InterfaceName::Runtime06,
            Self::Runtime061 => InterfaceName::Runtime061,
        }
    }

    /// Returns the one by which a component is called: the first that it exports, in
    /// the order of the newest runner.
    ///
    /// # Errors
    ///
    /// [`ShimError::NotExported`] or [`ShimError::OtherShape`] if there is none.
    pub fn of(component: &Component) -> Result<Self, Error> {
        Self::first(component, &ORDER).map_err(Error::Component)
    }

    /// Returns the one by which a runner calls a component. It takes the first one that
    /// has the right name, and gives up where that has another shape.
    ///
    /// # Errors
    ///
    /// [`Error::NotCalled`] if it does not.
    pub fn for_runner(component: &Component, runner: Runner) -> Result<Self, Error> {
        let order: &[InterfaceName] = match runner {
            Runner::V0_4_60 => &[InterfaceName::Node05, InterfaceName::Node04],
            Runner::V1_2 => &[
                InterfaceName::Node06,
                InterfaceName::Node05,
                InterfaceName::Node04,
                InterfaceName::Runtime06,
            ],
        };
        let not_called = |why: String| Error::NotCalled { runner, why };
        for kind in order {
            match kind.find(component) {
                Ok(Self::Node05(revision)) if revision != Revision::V0_4_89 => {
                    return Err(not_called(format!(
                        "it speaks {} in {revision}, and the runner in that of 0.4.89",
                        node_0_5::NAME
                    )));
                }
                Ok(interface) => return Ok(interface),
                Err(ShimError::NotExported { .. }) => {}
                Err(error) => return Err(not_called(error.to_string())),
            }
        }
        let names: Vec<_> = order.iter().map(|kind| kind.name()).collect();
        Err(not_called(format!(
            "it exports none of {}",
            names.join(", ")
        )))
    }

    fn first(component: &Component, order: &[InterfaceName]) -> Result<Self, ShimError> {
        let mut none = None;
        let mut other = None;
        for kind in order {
            match kind.find(component) {
                Ok(interface) => return Ok(interface),
                Err(error @ ShimError::NotExported { .. }) if *kind == InterfaceName::Node05 => {
                    none = Some(error);
                }
                Err(ShimError::NotExported { .. }) => {}
                Err(error) => other = other.or(Some(error)),
            }
        }
        // Most components are to be nodes of 0.5.
        match other.or(none) {
            Some(error) => Err(error),
            None => InterfaceName::Node05.find(component),
        }
    }
}

/// An interface, whatever its shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InterfaceName {
    Node06,
    Node05,
    Node04,
    Runtime06,
    Runtime061,
}

/// As the newest runner has it, and what no runner calls at the end.
const ORDER: [InterfaceName; 5] = [
    InterfaceName::Node06,
    InterfaceName::Node05,
    InterfaceName::Node04,
    InterfaceName::Runtime06,
    InterfaceName::Runtime061,
];

impl InterfaceName {
    fn name(self) -> &'static str {
        match self {
            Self::Node06 => node_0_6::NAME,
            Self::Node05 => node_0_5::NAME,
            Self::Node04 => node_0_4::NAME,
            Self::Runtime06 => runtime_0_6::NAME,
            Self::Runtime061 => runtime_0_6_1::NAME,
        }
    }

    fn find(self, component: &Component) -> Result<Interface, ShimError> {
        let fits = match self {
            Self::Node05 => return component.node_revision().map(Interface::Node05),
            Self::Node06 => (component.fits::<node_0_6::Guest>(), Interface::Node06),
            Self::Node04 => (component.fits::<node_0_4::Guest>(), Interface::Node04),
            Self::Runtime06 => (component.fits::<runtime_0_6::Guest>(), Interface::Runtime06),
            Self::Runtime061 => (
                component.fits::<runtime_0_6_1::Guest>(),
                Interface::Runtime061,
            ),
        };
        fits.0.map(|()| fits.1)
    }
}
