//! The interfaces that this host knows, one file each.

use std::fmt;

use wasmtime::component::types::ComponentItem;
use wasmtime::component::{
    Component, ComponentExportIndex, ComponentNamedList, HasSelf, Lift, Linker, Lower,
};

use crate::error::Error;
use crate::host::State;

pub(crate) mod describe_v1;
pub(crate) mod node_v0_5;
pub(crate) mod secrets_store;

/// Names of the interfaces that [`link`] provides. Interfaces that only hold
/// types need no implementation, and are not among them.
pub(crate) const PROVIDED: &[&str] = &[
    "greentic:component/control@0.5.0",
    "greentic:secrets-store/secrets-store@1.0.0",
];

/// Adds everything that a component may import to the linker.
pub(crate) fn link(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    type Data = HasSelf<State>;

    node_v0_5::add_to_linker::<_, Data>(linker, |state| state)?;
    secrets_store::add_to_linker::<_, Data>(linker, |state| state)
}

/// An interface that a component exports and this host can call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum World {
    /// `greentic:component/node@0.5.0`: a node of a flow.
    NodeV0_5,
    /// `greentic:component/describe-v1@1.0.0`: a description and nothing to
    /// execute.
    DescribeV1,
}

impl World {
    /// All of them, those that do most first.
    pub const ALL: &[Self] = &[Self::NodeV0_5, Self::DescribeV1];

    /// The name of the interface with its package and version.
    pub fn interface(self) -> &'static str {
        match self {
            Self::NodeV0_5 => "greentic:component/node@0.5.0",
            Self::DescribeV1 => "greentic:component/describe-v1@1.0.0",
        }
    }

    /// The known interfaces that a component exports: an interface counts by
    /// its name and the types of all its functions, as one version number has
    /// stood for several shapes.
    pub(crate) fn detect(component: &Component) -> Result<Vec<Self>, Error> {
        let mut found = Vec::new();
        for &world in Self::ALL {
            let Some(shape) = Shape::of(component, world) else {
                continue;
            };
            match world {
                Self::NodeV0_5 => node_v0_5::fit(&shape)?,
                Self::DescribeV1 => describe_v1::fit(&shape)?,
            }
            found.push(world);
        }
        Ok(found)
    }

    /// The error of a call that needs this interface.
    pub(crate) fn not_exported(self, function: &'static str) -> Error {
        Error::NotExported {
            function,
            interface: self.interface(),
        }
    }
}

impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.interface())
    }
}

/// Whether an export has the types that we call it with.
type Fit = Result<(), Error>;

/// An exported instance whose functions are to be compared with ours.
struct Shape<'a> {
    component: &'a Component,
    types: wasmtime::component::types::Component,
    index: ComponentExportIndex,
    world: World,
}

impl<'a> Shape<'a> {
    /// `None` if the component exports no instance of that name.
    fn of(component: &'a Component, world: World) -> Option<Self> {
        let (item, index) = component.get_export(None, world.interface())?;
        matches!(item, ComponentItem::ComponentInstance(_)).then(|| Self {
            component,
            types: component.component_type(),
            index,
            world,
        })
    }

    /// Whether there is such a function with these parameters and results.
    fn function<P, R>(&self, name: &'static str) -> Fit
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift,
    {
        let misfit = |message: String| Error::OtherShape {
            interface: self.world.interface(),
            function: name,
            message,
        };
        match self.component.get_export(Some(&self.index), name) {
            Some((ComponentItem::ComponentFunc(function), _)) => function
                .typecheck::<P, R>(&self.types.instance_type())
                .map_err(|error| misfit(format!("{error:#}"))),
            Some(_) => Err(misfit("it is not a function".into())),
            None => Err(misfit("it is missing".into())),
        }
    }
}
