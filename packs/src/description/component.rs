//! A component whose functions answer with constants.
//!
//! ```text
//! memory  0: description, length; 8: info, length; 16: the description
//! code    describe: i32.const 0    get-component-info: i32.const 8
//! ```
//!
//! The identity of the component is a part of its description, so that it stands there
//! once. Results are read from memory, and nothing is ever written to it.

use wasm_encoder::{
    Alias, CanonicalFunctionSection, CanonicalOption, CodeSection, Component,
    ComponentAliasSection, ComponentExportKind, ComponentExportSection, ComponentInstanceSection,
    ComponentTypeSection, ComponentValType, ConstExpr, DataSection, ExportKind, ExportSection,
    Function, FunctionSection, InstanceSection, MemorySection, MemoryType, Module, ModuleArg,
    ModuleSection, PrimitiveValType, TypeSection, ValType,
};

/// The interface that the component exports.
const INTERFACE: &str = "greentic:component/component-descriptor@0.6.0";

/// The functions of it, with the names that they have in the core module.
const FUNCTIONS: [(&str, &str); 2] = [("describe", "d"), ("get-component-info", "i")];

/// The memory of the core module.
const MEMORY: &str = "m";

/// Two lists: pointer and length of each.
const HEAD: usize = 16;

const PAGE: usize = 1 << 16;

/// Returns a component that answers with a description, and with `info`, which is a part
/// of it.
pub(super) fn of(description: &[u8], info: &[u8]) -> Vec<u8> {
    let module = module(description, info);
    let mut component = Component::new();
    component.section(&ModuleSection(&module));
    let mut instances = InstanceSection::new();
    instances.instantiate::<_, &str>(0, std::iter::empty::<(&str, ModuleArg)>());
    component.section(&instances);

    let mut aliases = ComponentAliasSection::new();
    let mut alias = |kind, name| {
        aliases.alias(Alias::CoreInstanceExport {
            instance: 0,
            kind,
            name,
        });
    };
    alias(ExportKind::Memory, MEMORY);
    for (_, name) in FUNCTIONS {
        alias(ExportKind::Func, name);
    }
    component.section(&aliases);

    let mut types = ComponentTypeSection::new();
    types
        .defined_type()
        .list(ComponentValType::Primitive(PrimitiveValType::U8));
    types
        .function()
        .params(std::iter::empty::<(&str, ComponentValType)>())
        .result(Some(ComponentValType::Type(0)));
    component.section(&types);

    let mut lifts = CanonicalFunctionSection::new();
    for function in 0..2 {
        lifts.lift(function, 1, [CanonicalOption::Memory(0)]);
    }
    component.section(&lifts);

    let mut instances = ComponentInstanceSection::new();
    let [(first, _), (second, _)] = FUNCTIONS;
    instances.export_items([
        (first, ComponentExportKind::Func, 0),
        (second, ComponentExportKind::Func, 1),
    ]);
    component.section(&instances);
    let mut exports = ComponentExportSection::new();
    exports.export(INTERFACE, ComponentExportKind::Instance, 0, None);
    component.section(&exports);
    component.finish()
}

fn module(description: &[u8], info: &[u8]) -> Module {
    let place = description
        .windows(info.len())
        .position(|part| part == info)
        .expect("a part of the description");
    let word = |value: usize| {
        u32::try_from(value)
            .expect("a megabyte at most")
            .to_le_bytes()
    };
    let mut data = Vec::with_capacity(HEAD + description.len());
    for (start, length) in [(HEAD, description.len()), (HEAD + place, info.len())] {
        data.extend(word(start));
        data.extend(word(length));
    }
    data.extend_from_slice(description);

    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([], [ValType::I32]);
    module.section(&types);
    let mut functions = FunctionSection::new();
    functions.function(0).function(0);
    module.section(&functions);
    let mut memories = MemorySection::new();
    let pages = data.len().div_ceil(PAGE) as u64;
    memories.memory(MemoryType {
        minimum: pages,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    module.section(&memories);
    let mut exports = ExportSection::new();
    exports.export(MEMORY, ExportKind::Memory, 0);
    for ((_, name), index) in FUNCTIONS.iter().zip(0..) {
        exports.export(name, ExportKind::Func, index);
    }
    module.section(&exports);
    let mut code = CodeSection::new();
    for list in [0, 8] {
        let mut function = Function::new([]);
        function.instructions().i32_const(list).end();
        code.function(&function);
    }
    module.section(&code);
    let mut datas = DataSection::new();
    datas.active(0, &ConstExpr::i32_const(0), data);
    module.section(&datas);
    module
}
