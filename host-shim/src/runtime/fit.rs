//! The comparison of a component's exports to an interface of the bindings.

use wasmtime::component::types::ComponentItem;
use wasmtime::component::{
    Component, ComponentExportIndex, ComponentNamedList, Lift, Lower, types,
};

/// The result of comparing the exports of a component to an interface.
///
/// Types count by their structure: names of records, variants and parameters
/// are not compared, those of fields and cases are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The component exports no interface of exactly this name and version.
    NotExported,
    /// It does, but not with these types.
    Differs {
        /// The first function that differs.
        function: &'static str,
        /// The difference, in words.
        why: String,
    },
    /// Every function of the interface is there with these types. The
    /// component may export more.
    Fits,
}

/// Compares the function of that name; the error says how it differs.
type Check<'a> = fn(&Shape<'a>, &str) -> Result<(), String>;

/// An exported instance whose functions are compared.
#[derive(Debug)]
pub(crate) struct Shape<'a> {
    component: &'a Component,
    types: types::Component,
    index: ComponentExportIndex,
}

impl<'a> Shape<'a> {
    /// `None` if the component exports no instance of exactly that name.
    pub(crate) fn of(component: &'a Component, name: &str) -> Option<Self> {
        let types = component.component_type();
        // Looked up by name alone Wasmtime would also give a compatible version.
        let exact = types.exports(component.engine()).any(|(export, item)| {
            export == name && matches!(item.ty, ComponentItem::ComponentInstance(_))
        });
        if !exact {
            return None;
        }
        let index = component.get_export_index(None, name)?;
        Some(Self {
            component,
            types,
            index,
        })
    }

    /// Compares functions until one differs.
    pub(crate) fn compare(&self, functions: &[(&'static str, Check<'a>)]) -> Fit {
        for (function, check) in functions {
            if let Err(why) = check(self, function) {
                return Fit::Differs { function, why };
            }
        }
        Fit::Fits
    }

    /// Checks that there is a function with these parameters and results.
    ///
    /// # Errors
    ///
    /// The difference, in words.
    pub(crate) fn function<P, R>(&self, name: &str) -> Result<(), String>
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift,
    {
        match self.component.get_export(Some(&self.index), name) {
            Some((ComponentItem::ComponentFunc(function), _)) => function
                .typecheck::<P, R>(&self.types.instance_type())
                .map_err(|error| format!("{error:#}")),
            Some(_) => Err("it is not a function".into()),
            None => Err("it is missing".into()),
        }
    }
}
