//! The index spaces of a module.

/// An index space of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Space {
    /// Types, each member of a recursion group on its own.
    Type,
    /// Functions, imported ones first.
    Function,
    /// Tables, imported ones first.
    Table,
    /// Memories, imported ones first.
    Memory,
    /// Globals, imported ones first.
    Global,
    /// Exception tags, imported ones first.
    Tag,
    /// Element segments.
    Element,
    /// Data segments.
    Data,
}

impl Space {
    /// All of them, in the order of their declaration.
    pub(crate) const ALL: [Self; 8] = [
        Self::Type,
        Self::Function,
        Self::Table,
        Self::Memory,
        Self::Global,
        Self::Tag,
        Self::Element,
        Self::Data,
    ];

    /// Returns the space of an import or export of this kind.
    pub(crate) fn of(kind: wasmparser::ExternalKind) -> Self {
        use wasmparser::ExternalKind as Kind;
        match kind {
            Kind::Func | Kind::FuncExact => Self::Function,
            Kind::Table => Self::Table,
            Kind::Memory => Self::Memory,
            Kind::Global => Self::Global,
            Kind::Tag => Self::Tag,
        }
    }

    /// Returns the space of an import of this type.
    pub(crate) fn of_import(ty: &wasmparser::TypeRef) -> Self {
        use wasmparser::TypeRef;
        match ty {
            TypeRef::Func(_) | TypeRef::FuncExact(_) => Self::Function,
            TypeRef::Table(_) => Self::Table,
            TypeRef::Memory(_) => Self::Memory,
            TypeRef::Global(_) => Self::Global,
            TypeRef::Tag(_) => Self::Tag,
        }
    }
}

/// A value for each index space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PerSpace<T>([T; 8]);

impl<T> std::ops::Index<Space> for PerSpace<T> {
    type Output = T;

    fn index(&self, space: Space) -> &T {
        &self.0[space as usize]
    }
}

impl<T> std::ops::IndexMut<Space> for PerSpace<T> {
    fn index_mut(&mut self, space: Space) -> &mut T {
        &mut self.0[space as usize]
    }
}

/// An item: a space, and an index in it.
pub(crate) type ItemIndex = (Space, u32);

/// Returns a length or position as an index.
///
/// Validation bounds every index space far below 2^32. A larger number becomes an
/// index that nothing has.
pub(crate) fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
