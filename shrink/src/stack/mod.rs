//! The stack that a component takes at worst.
//!
//! Compilers keep values that WebAssembly's own locals have no place for on a stack
//! in the linear memory. A global, `__stack_pointer`, has the end of that stack. A
//! function subtracts the bytes that it needs, and puts the global back when it
//! returns. The linker fixes the size of the stack once and for all
//! (`-zstack-size`). [`analyse`] tells for each export how much of it a call takes
//! at most: the frames of the deepest way through the call graph.
//!
//! - *Frames* are found by following the stack pointer through the code of each
//!   function. So they are found in any form: without optimisation, or where
//!   [`shrink`](crate::shrink()) has put parts of them into functions of their own.
//!   The global is known by its name, or by its use.
//! - *Imports* take nothing of this stack, but while one runs the host may call
//!   `cabi_realloc` for its answer.
//! - *Indirect calls* may be calls of every function of that type that the table
//!   may hold.
//! - *Recursion* has no end that could be read off the code. It is named, unless
//!   going round takes no stack, and counted as if each function of the circle were
//!   entered once. A frame whose size is computed is treated in the same way.
//!
//! The analysis takes time in proportion to the size of the component.
//!
//! ```
//! let module = wat::parse_str(
//!     r#"(module
//!         (global $__stack_pointer (mut i32) (i32.const 1024))
//!         (func (export "run")
//!             (global.set $__stack_pointer
//!                 (i32.sub (global.get $__stack_pointer) (i32.const 48)))
//!             (global.set $__stack_pointer
//!                 (i32.add (global.get $__stack_pointer) (i32.const 48)))))"#,
//! )?;
//! let stacks = greentic_shrink::stack::analyse(&module)?;
//! assert_eq!(stacks[0].export, "run");
//! assert_eq!((stacks[0].bytes, stacks[0].size), (48, Some(1024)));
//! assert!(stacks[0].unbounded.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod code;
mod frame;
mod graph;
mod link;
mod name;
mod summary;
mod value;
mod worst;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use wasmparser::{DataKind, Encoding, Parser, Payload, WasmFeatures};

use self::graph::Tables;
use self::link::{CoreDefinition, CoreFunction, Links};
use self::worst::Worst;
use crate::core_wasm::constant;
use crate::error::Refusal;
use crate::read::read;
use crate::validate::validate;

/// The stack that calls of one export take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportStack {
    /// The name of the export. A function of an interface has the name of the
    /// interface and a `#` before its own. `(start)` stands for the code that runs
    /// at instantiation.
    pub export: String,
    /// The number of bytes that a call takes at most, except for the `unbounded`
    /// uses.
    pub bytes: u64,
    /// The size of the stack, in bytes. `None` if there is no stack, or if its size
    /// cannot be told because it lies above data.
    pub size: Option<u64>,
    /// The functions of the deepest way, the export first; those far down are left
    /// out.
    pub path: Vec<StackFrame>,
    /// The first few uses without a bound.
    pub unbounded: Vec<Unbounded>,
}

/// A function, and its own frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StackFrame {
    /// The name of the function, or its index where it has none.
    pub function: String,
    /// The size of its frame, in bytes.
    pub bytes: u64,
}

/// A use of the stack without a bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unbounded {
    /// The reason.
    pub reason: Reason,
    /// The number of bytes that going round once takes, if it is recursion. They
    /// are counted once.
    pub round: u64,
    /// The functions that it is about, by name or index: the first few.
    pub functions: Vec<String>,
    /// The number of the other functions.
    pub others: usize,
}

/// The reason why there is no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Functions call each other in a circle.
    Recursion,
    /// Functions may call each other in a circle, through a table or a reference.
    IndirectRecursion,
    /// A frame has a size that is computed, or the code is not understood.
    Dynamic,
    /// A function of elsewhere is called through a table that is imported.
    Foreign,
}

impl Unbounded {
    fn new(reason: Reason) -> Self {
        Self {
            reason,
            round: 0,
            functions: Vec::new(),
            others: 0,
        }
    }
}

impl fmt::Display for Unbounded {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self.reason {
            Reason::Recursion => "recursion",
            Reason::IndirectRecursion => "recursion by indirect calls",
            Reason::Dynamic => "a frame of any size",
            Reason::Foreign => "indirect calls through an imported table",
        })?;
        if self.round > 0 {
            write!(to, ", {} bytes a round", self.round)?;
        }
        for (place, function) in self.functions.iter().enumerate() {
            write!(to, "{} {function}", if place == 0 { ":" } else { "," })?;
        }
        match self.others {
            0 => Ok(()),
            others => write!(to, " and {others} more"),
        }
    }
}

/// The number of definitions and of bytes of code that are followed, for each byte:
/// an instance of a module can take fewer bytes than it gives work.
const WORK: usize = 16;

/// Tells how much stack each exported function of a component or a core module
/// takes at worst, in the order of their names.
///
/// # Errors
///
/// - The bytes are no valid WebAssembly.
/// - There is something in the component that the model does not understand, or
///   it is instantiated over and over.
pub fn analyse(bytes: &[u8]) -> Result<Vec<ExportStack>, Refusal> {
    Ok(analyse_within(bytes, usize::MAX)?.0)
}

/// Does the same as [`analyse`], for files of anybody: ends before the texts in the
/// answer have more than `room` bytes, and tells how many exports are left out. An
/// interface with a long name and many functions stands for more text than any
/// memory has.
///
/// # Errors
///
/// - As [`analyse`].
pub fn analyse_within(bytes: &[u8], room: usize) -> Result<(Vec<ExportStack>, usize), Refusal> {
    validate(bytes, WasmFeatures::all(), crate::validate::Depth::Bodies)?;
    let work = bytes.len().saturating_mul(WORK);
    if is_module(bytes)? {
        return stacks(&Links::module(bytes)?, work, room);
    }
    let model = read(bytes)?;
    stacks(&Links::component(&model.root, work)?, work, room)
}

fn is_module(bytes: &[u8]) -> Result<bool, Refusal> {
    let first = Parser::new(0).parse_all(bytes).next().transpose()?;
    Ok(matches!(
        first,
        Some(Payload::Version {
            encoding: Encoding::Module,
            ..
        })
    ))
}

fn stacks(
    links: &Links<'_>,
    work: usize,
    mut room: usize,
) -> Result<(Vec<ExportStack>, usize), Refusal> {
    let mut work = work as u64;
    let tables = Tables::of(links);
    // The exports that share a stack are looked at together.
    let mut shared: BTreeMap<Option<CoreDefinition>, Vec<usize>> = BTreeMap::new();
    for (place, (_, functions)) in links.exports.iter().enumerate() {
        shared
            .entry(pointer(links, functions))
            .or_default()
            .push(place);
    }
    let mut order = Vec::with_capacity(links.exports.len());
    let mut looked = Vec::with_capacity(shared.len());
    for (pointer, exports) in shared {
        let functions = exports.iter().flat_map(|export| &links.exports[*export].1);
        let roots = functions.filter_map(|function| match function {
            CoreFunction::Defined(place) => Some(*place),
            CoreFunction::Host(_) => None,
        });
        let worst = Worst::of(links, &tables, pointer, roots, &mut work)?;
        let size = pointer.and_then(|pointer| size(links, pointer));
        order.extend(exports.iter().map(|export| (*export, looked.len())));
        looked.push((worst, size));
    }
    let name = |export: usize| &links.exports[export].0;
    order.sort_by(|(one, _), (other, _)| name(*one).order(name(*other)));
    let mut stacks = Vec::new();
    for (export, place) in &order {
        let (worst, size) = &looked[*place];
        let (name, functions) = &links.exports[*export];
        let Some(left) = room.checked_sub(name.bytes()) else {
            break;
        };
        let (bytes, path, unbounded) = worst.deepest(functions);
        let stack = ExportStack {
            export: name.text(),
            bytes,
            size: *size,
            path,
            unbounded,
        };
        let Some(left) = left.checked_sub(stack.named()) else {
            break;
        };
        room = left;
        stacks.push(stack);
    }
    let left_out = order.len() - stacks.len();
    Ok((stacks, left_out))
}

impl ExportStack {
    /// Returns the number of bytes of the names of functions.
    fn named(&self) -> usize {
        let path = self.path.iter().map(|frame| &frame.function);
        let unbounded = self.unbounded.iter().flat_map(|one| &one.functions);
        path.chain(unbounded).map(String::len).sum()
    }
}

/// Returns the stack pointer of the first function that is in a core instance with
/// one.
fn pointer(links: &Links<'_>, functions: &[CoreFunction]) -> Option<CoreDefinition> {
    functions.iter().find_map(|function| match function {
        CoreFunction::Defined(place) => {
            let global = links.code(place.instance).pointer?;
            links.global(place.instance, global)
        }
        CoreFunction::Host(_) => None,
    })
}

/// Returns the size of a stack that ends at the value of this global: all of the
/// memory below it, if nothing else is there.
fn size(links: &Links<'_>, pointer: CoreDefinition) -> Option<u64> {
    let module = &links.code(pointer.instance).module;
    let top = constant::address(&module.globals.get(pointer.defined)?.init_expr)?;
    // The memory is that of a core instance that uses the stack.
    let users = (0..links.instances.len()).filter(|instance| {
        let global = links.code(*instance).pointer;
        global.and_then(|global| links.global(*instance, global)) == Some(pointer)
    });
    let memories: Vec<_> = users
        .filter_map(|instance| links.memory(instance, 0))
        .collect();
    for instance in 0..links.instances.len() {
        for data in &links.code(instance).module.data {
            let DataKind::Active {
                memory_index,
                offset_expr,
            } = &data.kind
            else {
                continue;
            };
            let memory = links.memory(instance, *memory_index);
            if memory.is_some_and(|memory| memories.contains(&memory))
                && constant::address(offset_expr).is_none_or(|start| start < top)
                && !data.data.is_empty()
            {
                return None;
            }
        }
    }
    Some(top)
}
