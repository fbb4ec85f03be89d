//! Sizes in Wasmtime: the code that it makes of a file, and the memory of an instance.

use std::time::Duration;

use greentic_host_shim::{CompileWorker, Error, Limits, Shim};
use greentic_untrusted::guarded;
use wasmtime_environ::wasmparser::{Parser, Payload, Validator, WasmFeatures};
use wasmtime_environ::{
    HostPtr, ModuleEnvironment, ModuleTypesBuilder, StaticModuleIndex, Table, Tunables, VMOffsets,
    WasmHeapTopType,
};

use crate::measure::Kind;
use crate::track::report::{Compiled, Fact, Footprint, Host};

/// The engine to which the figures belong.
const ENGINE: &str = "Wasmtime 48";

/// The longest time to compile one file.
const TIME: Duration = Duration::from_secs(20);

/// Wasmtime, as this host sets it up.
pub struct Native {
    machine: Shim,
    interpreter: Shim,
    most: usize,
}

impl Native {
    /// Sets both engines up. With a worker, files are compiled in processes of their own,
    /// so that their time and memory have a limit. Files of more than `most` bytes are not
    /// compiled.
    ///
    /// # Errors
    ///
    /// - The engines cannot be set up.
    pub fn new(worker: Option<&CompileWorker>, most: usize) -> Result<Self, Error> {
        let limits = Limits {
            component_bytes: most,
            compile_time: Some(TIME),
            ..Limits::server()
        };
        let builder = || {
            let builder = Shim::builder().limits(limits.clone());
            match worker {
                Some(worker) => builder.compile_worker(worker.clone()),
                None => builder,
            }
        };
        Ok(Self {
            machine: builder().build()?,
            interpreter: builder().interpreter().build()?,
            most,
        })
    }

    fn code(&self, shim: &Shim, file: &[u8], kind: Kind) -> Fact<u64> {
        let most = self.most;
        if file.len() > most {
            let unknown = format!(
                "the file has {} bytes, and those of at most {most} are compiled; raise it with \
                 --compile-limit",
                file.len()
            );
            return Fact::Unknown { unknown };
        }
        let bytes = match kind {
            Kind::Component => shim.code_bytes(file),
            Kind::Module => shim.code_bytes(&around(file)),
        };
        Fact::of(bytes.map(|bytes| bytes as u64))
    }
}

/// Returns a component around one core module, because engines here take only components.
fn around(module: &[u8]) -> Vec<u8> {
    let mut component = b"\0asm\x0d\0\x01\0\x01".to_vec();
    let mut length = module.len();
    loop {
        let low = u8::try_from(length & 0x7f).unwrap_or(0);
        length >>= 7;
        if length == 0 {
            component.push(low);
            break;
        }
        component.push(low | 0x80);
    }
    component.extend(module);
    component
}

impl Host for Native {
    fn compiled(&self, file: &[u8], kind: Kind) -> Compiled {
        Compiled {
            engine: ENGINE.to_owned(),
            cranelift_bytes: self.code(&self.machine, file, kind),
            pulley_bytes: self.code(&self.interpreter, file, kind),
        }
    }

    fn footprint(&self, file: &[u8]) -> Fact<Footprint> {
        // The reader of the engine may fail on files of strangers.
        match guarded(|| footprint(file)) {
            Ok(footprint) => Fact::of(footprint),
            Err(said) => Fact::Unknown { unknown: said },
        }
    }
}

/// Returns the sum of the memory that the core modules of a file take. Each module counts
/// once.
fn footprint(file: &[u8]) -> anyhow::Result<Footprint> {
    let mut all = Footprint::default();
    let mut add = |module: &[u8]| {
        let takes = of_module(module)?;
        let sum = |all: &mut u64, more: u64| *all = all.saturating_add(more);
        sum(&mut all.bytes, takes.bytes);
        sum(&mut all.memory_bytes, takes.memory_bytes);
        sum(&mut all.table_bytes, takes.table_bytes);
        sum(&mut all.context_bytes, takes.context_bytes);
        anyhow::Ok(())
    };
    if Parser::is_core_wasm(file) {
        add(file)?;
        return Ok(all);
    }
    for payload in Parser::new(0).parse_all(file) {
        if let Payload::ModuleSection {
            unchecked_range, ..
        } = payload?
        {
            add(file.get(unchecked_range).unwrap_or_default())?;
        }
    }
    Ok(all)
}

/// Returns the memory that an instance of a core module takes. Imported memories and
/// tables belong to others.
fn of_module(module: &[u8]) -> anyhow::Result<Footprint> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let mut types = ModuleTypesBuilder::new(&validator);
    let tunables = Tunables::default_host();
    let index = StaticModuleIndex::from_u32(0);
    let reader = ModuleEnvironment::new(&tunables, &mut validator, &mut types, index);
    let module = reader.translate(Parser::new(0), module)?.module;
    let memories = module.memories.values().skip(module.num_imported_memories);
    let memory_bytes = memories
        .map(|memory| memory.minimum_byte_size().unwrap_or(u64::MAX))
        .fold(0, u64::saturating_add);
    let tables = module.tables.values().skip(module.num_imported_tables);
    let table_bytes = tables
        .map(|table| table.limits.min.saturating_mul(element_bytes(table)))
        .fold(0, u64::saturating_add);
    let context_bytes = u64::from(VMOffsets::new(HostPtr, &module).size_of_vmctx());
    Ok(Footprint {
        bytes: memory_bytes
            .saturating_add(table_bytes)
            .saturating_add(context_bytes),
        memory_bytes,
        table_bytes,
        context_bytes,
    })
}

/// Returns the size of an element of a table: a pointer to a function, a reference within
/// the heap, or a continuation with its revision.
fn element_bytes(table: &Table) -> u64 {
    let pointer = size_of::<usize>() as u64;
    match table.ref_type.heap_type.top() {
        WasmHeapTopType::Func => pointer,
        WasmHeapTopType::Cont => 2 * pointer,
        WasmHeapTopType::Extern | WasmHeapTopType::Any | WasmHeapTopType::Exn => 4,
    }
}
