//! Finds out the cost of a component before it is due: one pass over the file
//! validates it, counts what compiling and instantiating would write out, and ends at the first count beyond [`CodeLimits`](crate::CodeLimits).

mod function;
mod instantiation_cost;
mod lowered;
mod module;
pub(crate) mod nesting;
mod surface;
mod types;

use wasmtime::wasmparser::{
    BinaryReaderError, CanonicalFunction, FuncValidatorAllocations, Payload, ValidPayload,
    Validator, WasmFeatures,
};

use crate::{CodeLimit, Error, LimitKind, Limits, fault};
use function::Costs;
use instantiation_cost::InstantiationCost;
use lowered::Parts;
use module::Module;

/// Counts a component with all that it instantiates, written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Unfolded {
    /// Instances of components and of core modules.
    instances: u64,
    /// Bytes of the core instances, outside of memories and tables.
    records: u64,
    /// Core instances of modules that are not known.
    unknown: u64,
    /// Definitions of its components.
    definitions: u64,
    /// Its exports, with all exports of the instances among them. One instance of it
    /// has that many.
    exported: u64,
    /// Parts of the types of functions that are lowered.
    lowered: u64,
}

impl Unfolded {
    fn add(&mut self, other: Self) {
        self.instances = self.instances.saturating_add(other.instances);
        self.records = self.records.saturating_add(other.records);
        self.unknown = self.unknown.saturating_add(other.unknown);
        self.definitions = self.definitions.saturating_add(other.definitions);
        self.lowered = self.lowered.saturating_add(other.lowered);
    }
}

/// Goes through a component with whoever reads it.
pub(crate) struct Scales<'a> {
    limits: &'a Limits,
    validator: Validator,
    allocations: FuncValidatorAllocations,
    instantiation_cost: InstantiationCost,
    /// Of the types of functions that are lowered.
    parts: Parts,
    /// The core module that is open.
    module: Option<Module>,
    /// Core modules so far.
    modules: usize,
    functions: u64,
    /// Their imports and exports.
    names: u64,
    /// Items of their segments of tables.
    elements: u64,
    /// Parts of types in core modules.
    core_type_parts: u64,
    /// Values of all functions.
    values: u64,
}

impl<'a> Scales<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            // What an engine does not know it refuses by itself.
            validator: Validator::new_with_features(WasmFeatures::all()),
            allocations: FuncValidatorAllocations::default(),
            instantiation_cost: InstantiationCost::default(),
            parts: Parts::default(),
            module: None,
            modules: 0,
            functions: 0,
            names: 0,
            elements: 0,
            core_type_parts: 0,
            values: 0,
        }
    }

    /// A component begins.
    pub(crate) fn enter(&mut self) -> Result<(), Error> {
        self.instantiation_cost.enter()
    }

    /// A core module begins.
    pub(crate) fn enter_module(&mut self) {
        self.modules += 1;
        self.module = Some(Module::new());
    }

    /// The innermost component or module ends. Gives the bytes that an instance of
    /// the outermost one takes outside of memories and tables, once that ends.
    pub(crate) fn leave(&mut self) -> Result<u64, Error> {
        if let Some(module) = self.module.take() {
            self.values = self.values.saturating_add(module.signatures);
            self.instantiation_cost.module(module.record);
            self.check_values()?;
            return Ok(0);
        }
        let Some(unfolded) = self.instantiation_cost.leave() else {
            return Ok(0);
        };
        // Lowered functions of one component that another one implements are
        // adapted; which these are is not known yet.
        self.check(CodeLimit::Adapters, unfolded.lowered, || "it".into())?;
        let unknown = unfolded
            .unknown
            .saturating_mul(self.instantiation_cost.largest_module());
        Ok(unfolded.records.saturating_add(unknown))
    }

    /// Takes a part of the file into account, and validates it.
    pub(crate) fn note(&mut self, payload: &Payload<'_>) -> Result<(), Error> {
        match &mut self.module {
            Some(module) => {
                let before = (module.functions, module.names, module.elements);
                module.note(payload)?;
                self.functions += module.functions - before.0;
                self.names += module.names - before.1;
                self.elements += module.elements - before.2;
                let parts = module.type_parts;
                if let Payload::TypeSection(_) = payload {
                    self.core_type_parts += parts;
                }
                for (which, count) in [
                    (CodeLimit::Functions, self.functions),
                    (CodeLimit::Names, self.names),
                    (CodeLimit::Elements, self.elements),
                ] {
                    self.check(which, count, || "it".into())?;
                }
            }
            None => self.instantiation_cost.note(payload)?,
        }
        let parts = self.instantiation_cost.type_parts + self.core_type_parts;
        self.check(CodeLimit::TypeParts, parts, || "it".into())?;
        let definitions = self.instantiation_cost.definitions();
        self.check(CodeLimit::Definitions, definitions, || "it".into())?;
        if let ValidPayload::Func(function, body) =
            self.validator.payload(payload).map_err(invalid)?
        {
            let (index, module) = (function.index, self.modules - 1);
            let place = || format!("function {index} of core module {module}");
            let bytes = body.range().len() as u64;
            self.check(CodeLimit::FunctionBytes, bytes, place)?;
            let allocations = std::mem::take(&mut self.allocations);
            let validator = function.into_validator(allocations);
            let limits = self.limits;
            let (costs, allocations) = function::weigh(&body, validator, |costs: Costs| {
                for (which, count) in [
                    (CodeLimit::Locals, costs.locals),
                    (CodeLimit::Carried, costs.values),
                    (CodeLimit::Spans, costs.spans),
                    (CodeLimit::Nesting, costs.depth),
                ] {
                    check(limits, which, count, place)?;
                }
                Ok(())
            })?;
            self.allocations = allocations;
            self.values = self.values.saturating_add(costs.values + costs.locals);
            self.check_values()?;
        }
        if let (Payload::ComponentCanonicalSection(section), Some(types)) =
            (payload, self.validator.types(0))
        {
            for function in section.clone() {
                // What is there was validated.
                if let CanonicalFunction::Lower { func_index, .. } = function.map_err(invalid)? {
                    let function = types.component_function_at(func_index);
                    self.instantiation_cost
                        .lower(self.parts.of(types, function));
                }
            }
        }
        Ok(())
    }

    fn check_values(&self) -> Result<(), Error> {
        self.check(CodeLimit::AllCarried, self.values, || "it".into())
    }

    fn check(&self, which: CodeLimit, count: u64, place: impl Fn() -> String) -> Result<(), Error> {
        check(self.limits, which, count, place)
    }
}

fn check(
    limits: &Limits,
    which: CodeLimit,
    count: u64,
    place: impl Fn() -> String,
) -> Result<(), Error> {
    let limit = limits.code.get(which);
    if count <= limit {
        return Ok(());
    }
    Err(Error::Limit {
        which: LimitKind::Code(which),
        during: fault::COMPILE.into(),
        message: format!(
            "{} has at least {count} {}; the limit is {limit}",
            place(),
            which.unit()
        ),
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "what map_err hands over, here and in `binary`"
)]
pub(crate) fn invalid(error: BinaryReaderError) -> Error {
    Error::Invalid {
        message: error.to_string(),
    }
}
