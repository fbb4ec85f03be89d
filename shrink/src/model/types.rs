//! Types.

use wasmparser::{ComponentDefinedType, ComponentFuncType, ValType};

use super::{Id, Scope};

/// A type that a component defines.
#[derive(Clone, Debug)]
pub enum Type<'a> {
    /// A type of values.
    Defined(ComponentDefinedType<'a>),
    /// A type of functions.
    Func(ComponentFuncType<'a>),
    /// A type of components: imports and exports.
    Component(Scope<'a>),
    /// A type of instances: exports.
    Instance(Scope<'a>),
    /// A new resource. Two that look alike are different ones.
    Resource {
        /// The core type of its values in core code.
        representation: ValType,
        /// The core function that ends a value.
        destructor: Option<Id>,
    },
}
