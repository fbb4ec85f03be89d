//! The deepest way through the call graph.

use std::collections::BTreeSet;

use super::code::CallTarget;
use super::frame::{Surroundings, frame};
use super::graph::{CallGraph, NodeKind, Tables, targets};
use super::link::{CoreDefinition, CoreFunction, Links};
use super::summary::{Node, Summary};
use super::value::AbstractValue;
use super::{Reason, StackFrame, Unbounded};
use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::space::{Space, index};

/// The most functions that are named, of a path and of a use without a bound.
const NAMED: usize = 16;

/// The effect on one stack of functions and of all that they reach.
pub(super) struct Worst<'l, 'a> {
    links: &'l Links<'a>,
    tables: &'l Tables,
    /// The global that is the stack pointer.
    pointer: Option<CoreDefinition>,
    graph: CallGraph,
    /// The strongly connected part that each place is in.
    parts: Vec<usize>,
    summaries: Vec<Summary>,
    /// The uses without a bound.
    unbounded: Vec<Unbounded>,
    /// The uses without a bound that each place reaches, the first of them.
    reaches: Vec<BTreeSet<usize>>,
}

impl<'l, 'a> Worst<'l, 'a> {
    /// Finds the deepest way from each of these functions. `work` is the most code
    /// that is looked at.
    ///
    /// # Errors
    /// When code cannot be parsed, or there is too much of it.
    pub(super) fn of(
        links: &'l Links<'a>,
        tables: &'l Tables,
        pointer: Option<CoreDefinition>,
        roots: impl IntoIterator<Item = CoreDefinition>,
        work: &mut u64,
    ) -> Result<Self, ModuleRefusal> {
        let graph = CallGraph::of(links, tables, roots);
        *work = work.checked_sub(graph.weight(links)).ok_or_else(|| {
            ModuleRefusal::new("it has the same code on more stacks than its size would allow")
        })?;
        let parts = graph.parts();
        let count = graph.kinds.len();
        let mut worst = Self {
            links,
            tables,
            pointer,
            graph,
            parts: vec![0; count],
            summaries: vec![Summary::nothing(); count],
            unbounded: Vec::new(),
            reaches: vec![BTreeSet::new(); count],
        };
        for (number, part) in parts.iter().enumerate() {
            for node in part {
                worst.parts[*node] = number;
            }
        }
        for part in &parts {
            worst.part(part)?;
        }
        Ok(worst)
    }

    /// Looks at places that call each other, after all that they call besides.
    fn part(&mut self, part: &[Node]) -> Result<(), ModuleRefusal> {
        for node in part {
            self.summaries[*node] = self.summary(*node)?;
        }
        let mut reaches = BTreeSet::new();
        for node in part {
            for callee in &self.graph.calls[*node] {
                reaches.extend(&self.reaches[*callee]);
            }
            if self.graph.kinds[*node] == NodeKind::Foreign {
                reaches.insert(self.unbounded.len());
                self.unbounded.push(Unbounded::new(Reason::Foreign));
            }
            if self.summaries[*node].dynamic {
                reaches.insert(self.unbounded.len());
                let mut unbounded = Unbounded::new(Reason::Dynamic);
                unbounded.functions.extend(self.name(*node));
                self.unbounded.push(unbounded);
            }
        }
        let summaries = || part.iter().map(|node| &self.summaries[*node]);
        if summaries().any(|summary| summary.again.is_some()) {
            // Each of them once, whichever comes last.
            let again = |summary: &Summary| summary.again.unwrap_or(0);
            let once: i64 = summaries().map(again).sum();
            let last = summaries().map(|summary| summary.depth - again(summary));
            let depth = once + last.max().unwrap_or(0);
            for node in part {
                self.summaries[*node].depth = depth;
            }
            // Otherwise going round takes nothing.
            if once > 0 {
                reaches.insert(self.unbounded.len());
                self.unbounded.push(self.recursion(part, once));
            }
        }
        while reaches.len() > NAMED {
            reaches.pop_last();
        }
        for node in part {
            self.reaches[*node].clone_from(&reaches);
        }
        Ok(())
    }

    /// Returns the note on places that call each other.
    fn recursion(&self, part: &[Node], once: i64) -> Unbounded {
        let indirect = part
            .iter()
            .any(|node| !matches!(self.graph.kinds[*node], NodeKind::Function(_)));
        let mut unbounded = Unbounded::new(if indirect {
            Reason::IndirectRecursion
        } else {
            Reason::Recursion
        });
        unbounded.round = once.unsigned_abs();
        let mut names: Vec<_> = part
            .iter()
            .filter(|node| self.summaries[**node].again > Some(0))
            .filter_map(|node| self.name(*node))
            .collect();
        names.sort();
        unbounded.others = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        unbounded.functions = names;
        unbounded
    }

    fn summary(&self, node: Node) -> Result<Summary, ModuleRefusal> {
        let NodeKind::Function(place) = self.graph.kinds[node] else {
            let mut summary = Summary::nothing();
            for callee in &self.graph.calls[node] {
                if self.parts[*callee] == self.parts[node] {
                    summary.again = Some(0);
                } else {
                    summary.or(&self.summaries[*callee], *callee);
                }
            }
            if summary.pointer != Some(AbstractValue::Stack(0)) {
                summary.pointer = Some(AbstractValue::Stack(0));
                summary.dynamic = true;
            }
            return Ok(summary);
        };
        let module = &self.links.code(place.instance).module;
        let (Some(body), Some(ty)) = (
            module.bodies.get(place.defined),
            module.functions.get(place.defined),
        ) else {
            return Ok(Summary::nothing());
        };
        let around = CallContext {
            worst: self,
            instance: place.instance,
            part: self.parts[node],
        };
        frame(module, body, *ty, &around)
    }

    /// Returns the depth of these functions, the way that leads there, and the uses
    /// without a bound on it.
    pub(super) fn deepest(
        &self,
        functions: &[CoreFunction],
    ) -> (u64, Vec<StackFrame>, Vec<Unbounded>) {
        let nodes: Vec<_> = functions
            .iter()
            .filter_map(|function| match function {
                CoreFunction::Defined(place) => self.graph.find(NodeKind::Function(*place)),
                CoreFunction::Host(_) => None,
            })
            .collect();
        let depth = |node: &Node| self.summaries[*node].depth;
        // If there are several, the first.
        let first = nodes.iter().copied().rev().max_by_key(depth);
        let bytes = first.as_ref().map_or(0, depth);
        let mut path = Vec::new();
        let mut next = first;
        while let Some(node) = next
            && path.len() < NAMED
        {
            let summary = &self.summaries[node];
            path.extend(self.name(node).map(|function| StackFrame {
                function,
                bytes: summary.frame.unsigned_abs(),
            }));
            next = summary.deepest;
        }
        let unbounded: BTreeSet<_> = nodes.iter().flat_map(|node| &self.reaches[*node]).collect();
        let unbounded = unbounded
            .into_iter()
            .take(NAMED)
            .map(|place| self.unbounded[*place].clone())
            .collect();
        (u64::try_from(bytes).unwrap_or(0), path, unbounded)
    }

    /// Returns the name of a function.
    fn name(&self, node: Node) -> Option<String> {
        let NodeKind::Function(place) = self.graph.kinds[node] else {
            return None;
        };
        let code = self.links.code(place.instance);
        let imported = code.module.imported[Space::Function];
        let name = code.name(imported.saturating_add(index(place.defined)));
        Some(match self.links.codes.len() {
            1 => name,
            _ if !name.starts_with("function ") => name,
            _ => format!(
                "{name} of core module {}",
                self.links.instances[place.instance].code
            ),
        })
    }
}

/// One function, with the functions that it may call.
struct CallContext<'w, 'l, 'a> {
    worst: &'w Worst<'l, 'a>,
    instance: usize,
    part: usize,
}

impl CallContext<'_, '_, '_> {
    /// Takes down a call of one function.
    fn enter(
        &self,
        node: Node,
        pointer: AbstractValue,
        arguments: &[AbstractValue],
        caller: &mut Summary,
    ) -> bool {
        if self.worst.parts[node] == self.part {
            let depth = match pointer {
                AbstractValue::Stack(at) => -i64::from(at),
                _ => caller.frame,
            };
            caller.again = Some(caller.again.unwrap_or(0).max(depth));
            return true;
        }
        let summary = &self.worst.summaries[node];
        caller.reach(pointer, summary.depth, Some(node));
        for (index, below) in &summary.below {
            let argument = arguments.get(*index as usize);
            let argument = argument.copied().unwrap_or(AbstractValue::Unknown);
            caller.dynamic |= matches!(
                argument,
                AbstractValue::Unknown | AbstractValue::Constant(_)
            );
            caller.reach(argument, *below, Some(node));
        }
        false
    }
}

impl Surroundings for CallContext<'_, '_, '_> {
    fn is_pointer(&self, global: u32) -> bool {
        let code = self.worst.links.code(self.instance);
        code.pointer == Some(global)
            && self.worst.pointer.is_some()
            && self.worst.links.global(self.instance, global) == self.worst.pointer
    }

    fn call(
        &self,
        call: CallTarget,
        pointer: AbstractValue,
        arguments: &[AbstractValue],
        caller: &mut Summary,
    ) -> Option<(AbstractValue, Vec<AbstractValue>)> {
        let unchanged = Some((pointer, Vec::new()));
        let (links, tables) = (self.worst.links, self.worst.tables);
        let mut nodes = targets(links, tables, self.instance, call)
            .into_iter()
            .filter_map(|kind| self.worst.graph.find(kind));
        if let CallTarget::Direct(function) = call
            && let CoreFunction::Host(_) = links.function(self.instance, function)
        {
            for node in nodes {
                self.enter(node, pointer, &[], caller);
            }
            return unchanged;
        }
        let Some(node) = nodes.next() else {
            return unchanged;
        };
        if self.enter(node, pointer, arguments, caller) {
            return unchanged;
        }
        let summary = &self.worst.summaries[node];
        let results = summary.results.iter();
        Some((
            summary.pointer?.in_caller(pointer, arguments),
            results
                .map(|result| result.in_caller(pointer, arguments))
                .collect(),
        ))
    }
}
