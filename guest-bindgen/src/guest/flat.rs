//! Flattening: the core values that the canonical ABI passes a value as.
//!
//! Source: [Canonical ABI, Flattening].
//!
//! [Canonical ABI, Flattening]: https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#flattening

use std::collections::HashMap;

use wit_parser::{Function, Int, Resolve, Type, TypeDefKind, TypeId};

/// Parameters of more core values than this are passed in memory.
pub(crate) const MAX_FLAT_PARAMS: usize = 16;
/// Results of more core values than this are passed in memory.
const MAX_FLAT_RESULTS: usize = 1;

/// A core value type. Pointers and lengths are `I32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flat {
    I32,
    I64,
    F32,
    F64,
}

impl Flat {
    /// The Rust type.
    pub(crate) const fn rust(self) -> &'static str {
        match self {
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// The type that can hold both: `join` of the Canonical ABI.
    const fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::I32, Self::I32 | Self::F32) | (Self::F32, Self::I32) => Self::I32,
            (Self::F32, Self::F32) => Self::F32,
            (Self::F64, Self::F64) => Self::F64,
            _ => Self::I64,
        }
    }

    /// An expression that stores a value of this type in one of `joined`.
    pub(crate) fn widen(self, joined: Self, value: &str) -> String {
        match (self, joined) {
            _ if self == joined => value.to_owned(),
            (Self::F32, Self::I32) => format!("({value}).to_bits() as i32"),
            (Self::F32, _) => format!("i64::from(({value}).to_bits())"),
            (Self::F64, _) => format!("({value}).to_bits() as i64"),
            // The upper half is never read.
            (_, _) => format!("i64::from({value})"),
        }
    }

    /// An expression that gets a value of this type out of one of `joined`.
    pub(crate) fn narrow(self, joined: Self, value: &str) -> String {
        match (self, joined) {
            _ if self == joined => value.to_owned(),
            (Self::F32, _) => format!("f32::from_bits({value} as u32)"),
            (Self::F64, _) => format!("f64::from_bits({value} as u64)"),
            (_, _) => format!("{value} as i32"),
        }
    }
}

/// The core signature by which the canonical ABI passes a function's parameters and its result.
#[derive(Debug)]
pub(crate) struct Signature<'r> {
    pub(crate) function: &'r Function,
    pub(crate) params: Vec<Flat>,
    /// The parameters are in memory, and one address is passed.
    pub(crate) params_spill: bool,
    pub(crate) result: Option<Flat>,
    /// The result is in memory.
    pub(crate) result_spills: bool,
}

impl<'r> Signature<'r> {
    /// The signature of a function.
    pub(crate) fn new(resolve: &Resolve, function: &'r Function) -> Self {
        let params: Vec<_> = function
            .params
            .iter()
            .flat_map(|param| flatten(resolve, &param.ty))
            .collect();
        let result = function
            .result
            .as_ref()
            .map(|ty| flatten(resolve, ty))
            .unwrap_or_default();
        let result_spills = result.len() > MAX_FLAT_RESULTS;
        Self {
            function,
            params_spill: params.len() > MAX_FLAT_PARAMS,
            params,
            result: (!result_spills).then(|| result.first().copied()).flatten(),
            result_spills,
        }
    }

    /// Returns whether the answer can be a constant: the function has no parameters, and
    /// its answer is read from memory.
    pub(crate) fn can_be_constant(&self) -> bool {
        self.function.params.is_empty() && self.result_spills
    }
}

/// The core values of a type. Of one that has more than are passed flat only the
/// first ones, one more than those: it goes by memory, however many there are.
pub(crate) fn flatten(resolve: &Resolve, ty: &Type) -> Vec<Flat> {
    Flattening {
        resolve,
        done: HashMap::new(),
    }
    .flatten(ty)
}

/// Flattens each type once, however often another has it in it.
struct Flattening<'r> {
    resolve: &'r Resolve,
    done: HashMap<TypeId, Vec<Flat>>,
}

impl Flattening<'_> {
    fn flatten(&mut self, ty: &Type) -> Vec<Flat> {
        match ty {
            Type::Bool
            | Type::U8
            | Type::S8
            | Type::U16
            | Type::S16
            | Type::U32
            | Type::S32
            | Type::Char => {
                vec![Flat::I32]
            }
            Type::U64 | Type::S64 => vec![Flat::I64],
            Type::F32 => vec![Flat::F32],
            Type::F64 => vec![Flat::F64],
            Type::String => vec![Flat::I32; 2],
            Type::ErrorContext => unreachable!("refused by the scope check"),
            Type::Id(id) => {
                if let Some(done) = self.done.get(id) {
                    return done.clone();
                }
                let mut flats = self.kind(&self.resolve.types[*id].kind);
                flats.truncate(MAX_FLAT_PARAMS + 1);
                self.done.insert(*id, flats.clone());
                flats
            }
        }
    }

    fn kind(&mut self, kind: &TypeDefKind) -> Vec<Flat> {
        match kind {
            TypeDefKind::Type(ty) => self.flatten(ty),
            TypeDefKind::List(_) => vec![Flat::I32; 2],
            TypeDefKind::Enum(_) | TypeDefKind::Flags(_) => vec![Flat::I32],
            TypeDefKind::Record(record) => record
                .fields
                .iter()
                .flat_map(|field| self.flatten(&field.ty))
                .collect(),
            TypeDefKind::Tuple(tuple) => {
                let members = tuple.types.iter();
                members.flat_map(|ty| self.flatten(ty)).collect()
            }
            TypeDefKind::Option(ty) => self.cases([None, Some(ty)]),
            TypeDefKind::Result(result) => self.cases([result.ok.as_ref(), result.err.as_ref()]),
            TypeDefKind::Variant(variant) => {
                self.cases(variant.cases.iter().map(|case| case.ty.as_ref()))
            }
            _ => unreachable!("refused by the scope check"),
        }
    }

    /// The core values of a type with cases: the case's number, and values that
    /// can hold the payload of any case.
    fn cases<'t>(&mut self, payloads: impl IntoIterator<Item = Option<&'t Type>>) -> Vec<Flat> {
        let mut joined: Vec<Flat> = Vec::new();
        for payload in payloads.into_iter().flatten() {
            for (index, flat) in self.flatten(payload).into_iter().enumerate() {
                match joined.get_mut(index) {
                    Some(present) => *present = present.join(flat),
                    None => joined.push(flat),
                }
            }
        }
        joined.insert(0, Flat::I32);
        joined
    }
}

/// The Rust integer that holds a case's number.
pub(crate) const fn tag(int: Int) -> &'static str {
    match int {
        Int::U8 => "u8",
        Int::U16 => "u16",
        Int::U32 => "u32",
        Int::U64 => "u64",
    }
}

// Reads WIT of the repository, which no package has.
#[cfg(all(test, feature = "repository"))]
mod tests {
    use std::path::{Path, PathBuf};

    use wit_parser::abi::{AbiVariant, WasmType};

    use super::*;

    /// Our own WIT and that of every golden case with bindings.
    fn inputs() -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let cases = std::fs::read_dir(root.join("tests/golden")).expect("the golden cases");
        let mut inputs: Vec<_> = cases
            .map(|case| case.expect("a case").path())
            .filter(|case| case.join("expected.rs").exists())
            .flat_map(|case| [case.join("input.wit"), case.join("wit")])
            .filter(|input| input.exists())
            .collect();
        inputs.push(root.join("../wit"));
        inputs
    }

    /// As wasm32 has it: there pointers and lengths are `i32`.
    fn core(types: &[WasmType]) -> Vec<Flat> {
        let one = |ty: &WasmType| match ty {
            WasmType::I32 | WasmType::Pointer | WasmType::Length => Flat::I32,
            WasmType::I64 | WasmType::PointerOrI64 => Flat::I64,
            WasmType::F32 => Flat::F32,
            WasmType::F64 => Flat::F64,
        };
        types.iter().map(one).collect()
    }

    #[test]
    fn core_signatures_are_those_of_wit_parser() {
        let mut seen = 0;
        for input in inputs() {
            let mut resolve = Resolve::new();
            resolve.push_path(&input).expect("valid WIT");
            for (id, interface) in &resolve.interfaces {
                // What dependencies have beside that has no bindings.
                if crate::wit::scope::interface(&resolve, id).is_err() {
                    continue;
                }
                for function in interface.functions.values() {
                    let signature = Signature::new(&resolve, function);
                    for (variant, imported) in [
                        (AbiVariant::GuestExport, false),
                        (AbiVariant::GuestImport, true),
                    ] {
                        let theirs = resolve.wasm_signature(variant, function);
                        let mut params = if signature.params_spill {
                            vec![Flat::I32]
                        } else {
                            signature.params.clone()
                        };
                        let mut results: Vec<_> = signature.result.into_iter().collect();
                        if signature.result_spills {
                            if imported { &mut params } else { &mut results }.push(Flat::I32);
                        }
                        let item = format!("{}: {}", input.display(), function.name);
                        assert_eq!(core(&theirs.params), params, "parameters of {item}");
                        assert_eq!(core(&theirs.results), results, "result of {item}");
                        assert_eq!(theirs.indirect_params, signature.params_spill, "{item}");
                        assert_eq!(theirs.retptr, signature.result_spills, "{item}");
                    }
                    seen += 1;
                }
            }
        }
        assert!(seen > 80, "only {seen} functions were seen");
    }
}
