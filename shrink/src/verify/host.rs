//! The imports of a component: answers that look random.

use std::collections::{BTreeMap, BTreeSet};

use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{LinkerInstance, ResourceType, Val};
use wasmtime::{AsContextMut as _, Engine, Error, ResourceLimiter, Result, StoreContextMut, bail};

use super::handles::{StoreHandles, came_out};
use super::inputs::RecordedCall;
use super::payload::Flow;
use super::text::Text;
use super::values::Maker;
use super::wait;

/// The most bytes that the memories and tables of an instance may take together.
const MOST_BYTES: usize = 256 << 20;

/// The most calls of imports in one call of an export: enough for any that comes to
/// an end.
const MOST_CALLS: usize = 5_000;

/// The side that imports are answered from.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// Decides the answers.
    seed: u64,
    /// The calls since they were taken last.
    calls: Vec<String>,
    /// The number of calls before those.
    before: usize,
    /// The words that texts are made of.
    words: Vec<String>,
    /// The number of imported resources.
    resources: u32,
    /// The number of handles of them that were made up.
    made: u32,
    /// `true` if memory was refused.
    refused: bool,
    /// The items of streams and futures that the component gave away.
    pub(super) flows: Vec<Flow>,
    /// The call that is being made with inputs of a file.
    pub(super) input: Option<RecordedCall>,
    /// Imports that were called and could not be answered for, and why.
    unanswered: BTreeMap<String, String>,
    /// The kinds of flows, streams or futures, that were given away and that nobody
    /// read, since they were taken last.
    unread: BTreeSet<&'static str>,
    /// The same, with the imports that were called.
    unread_of: BTreeSet<Unread>,
}

/// An import, or with no name the function that was called, that gave away items
/// which nobody read; and whether those were streams or futures.
pub(super) type Unread = (String, &'static str);

impl Host {
    /// Makes a host for a component that imports so many resources.
    pub(super) fn new(seed: u64, words: Vec<String>, resources: usize) -> Self {
        Self {
            seed,
            words,
            resources: u32::try_from(resources).unwrap_or(u32::MAX),
            ..Self::default()
        }
    }

    /// Returns the calls of imports since the last time.
    pub(super) fn take_calls(&mut self) -> Vec<String> {
        self.before += self.calls.len();
        std::mem::take(&mut self.calls)
    }

    /// Returns the items of streams and futures since the last time.
    pub(super) fn take_flows(&mut self) -> Vec<String> {
        let flows = self.flows.iter_mut().enumerate();
        flows
            .filter_map(|(number, flow)| Some(format!("{number}: {}", flow.take()?)))
            .collect()
    }

    /// Returns the imports that could not be answered for since the last time, and
    /// why.
    pub(super) fn take_unanswered(&mut self) -> BTreeMap<String, String> {
        std::mem::take(&mut self.unanswered)
    }

    /// Notes that a stream or a future was not read.
    pub(super) fn unread(&mut self, kind: &'static str) {
        self.unread.insert(kind);
    }

    /// Notes that the flows that were not read came from this one: an import, or
    /// with no name the function that is called.
    pub(super) fn unread_of(&mut self, name: &str) {
        let unread = std::mem::take(&mut self.unread);
        self.unread_of
            .extend(unread.into_iter().map(|kind| (name.to_owned(), kind)));
    }

    /// Returns the flows that were not read since the last time.
    pub(super) fn take_unread(&mut self) -> BTreeSet<Unread> {
        self.unread_of("");
        std::mem::take(&mut self.unread_of)
    }

    /// Returns whether memory was refused since the last time.
    pub(super) fn take_refused(&mut self) -> bool {
        std::mem::take(&mut self.refused)
    }

    /// Returns the words that texts are made of.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// Takes down a call of a function that a core module imports. Returns a number
    /// that decides the answer, from the seed, the number of calls before, and the
    /// name.
    ///
    /// # Errors
    ///
    /// - There were too many calls.
    pub(super) fn called(&mut self, name: &str, call: String) -> Result<u64> {
        self.calls.push(call);
        if self.calls.len() > MOST_CALLS {
            bail!("more than {MOST_CALLS} calls of imports");
        }
        let number = (self.before + self.calls.len()) as u64;
        let seed = mix(self.seed, &number.to_le_bytes());
        Ok(mix(seed, name.as_bytes()))
    }

    /// Checks whether a resource is an imported one.
    pub(super) fn is_host(&self, ty: ResourceType) -> bool {
        self.number(ty).is_some()
    }

    /// Returns the number that a new handle stands for, and the number of its
    /// resource; `None` if the resource is not an imported one.
    pub(super) fn new_resource(&mut self, ty: ResourceType) -> Option<(u32, u32)> {
        let number = self.number(ty)?;
        self.made += 1;
        Some((self.made, number))
    }

    fn number(&self, ty: ResourceType) -> Option<u32> {
        (0..self.resources).find(|number| ResourceType::host_dynamic(*number) == ty)
    }
}

impl ResourceLimiter for Host {
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        self.refused |= desired > MOST_BYTES;
        Ok(desired <= MOST_BYTES)
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        let refused = desired > MOST_BYTES / 64;
        self.refused |= refused;
        Ok(!refused)
    }
}

/// Returns a number that depends on all bits of others (FNV-1a).
pub(super) fn mix(seed: u64, bytes: &[u8]) -> u64 {
    let seed = seed.to_le_bytes();
    let bytes = seed.iter().chain(bytes);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The imports that a component is given.
#[derive(Default)]
pub(super) struct Imports {
    /// Resources as the component has them, by the number that they get. One
    /// that is imported under several names is one.
    pub(super) resources: Vec<ResourceType>,
}

impl Imports {
    /// Defines `items` in `linker`; `path` is the name of the instance that they
    /// are in.
    ///
    /// # Errors
    ///
    /// - Something other than a function, a resource or an instance is imported.
    pub(super) fn link(
        &mut self,
        engine: &Engine,
        path: &str,
        items: &mut dyn Iterator<Item = (&str, ComponentItem)>,
        linker: &mut LinkerInstance<'_, Host>,
    ) -> Result<()> {
        for (name, item) in items {
            let full = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}#{name}")
            };
            match item {
                ComponentItem::ComponentFunc(ty) => {
                    if ty.async_() {
                        linker.func_new_concurrent(
                            name,
                            move |accessor, ty, arguments, results| {
                                let full = full.clone();
                                Box::pin(async move {
                                    let number = accessor.with(|mut access| {
                                        let store = access.as_context_mut();
                                        answer(store, &full, &ty, arguments, results)
                                    })?;
                                    // Some have their answer at once, others wait.
                                    if number % 2 == 1 {
                                        wait::pause().await;
                                    }
                                    Ok(())
                                })
                            },
                        )?;
                        continue;
                    }
                    linker.func_new(name, move |store, ty, arguments, results| {
                        answer(store, &full, &ty, arguments, results).map(|_| ())
                    })?;
                }
                ComponentItem::Resource(ty) => {
                    let known = self.resources.iter().position(|other| *other == ty);
                    let number = known.unwrap_or(self.resources.len());
                    if known.is_none() {
                        self.resources.push(ty);
                    }
                    let number = u32::try_from(number)?;
                    let ty = ResourceType::host_dynamic(number);
                    linker.resource(name, ty, move |mut store, rep| {
                        store.data_mut().calls.push(format!("drop {number}/{rep}"));
                        Ok(())
                    })?;
                }
                ComponentItem::ComponentInstance(instance) => {
                    let mut items = instance.exports(engine).map(|(name, item)| (name, item.ty));
                    let mut inner = linker.instance(name)?;
                    self.link(engine, &full, &mut items, &mut inner)?;
                }
                ComponentItem::Type(_) => {}
                ComponentItem::Component(_)
                | ComponentItem::Module(_)
                | ComponentItem::CoreFunc(_) => {
                    bail!(
                        "it imports {full}, which is neither a function, a resource nor an instance"
                    )
                }
            }
        }
        Ok(())
    }
}

/// Answers for one function. The answer is that of the file if there is one;
/// otherwise it depends on the seed, on the number of calls before, and on the name
/// of the function. Returns the number of the call.
fn answer(
    mut store: StoreContextMut<'_, Host>,
    name: &str,
    ty: &ComponentFunc,
    arguments: &[Val],
    results: &mut [Val],
) -> Result<usize> {
    let mut text = Text {
        other: &mut |value| came_out(&mut store, value, &mut |_| {}),
    };
    let call = format!("{name}({})", text.values(arguments));
    let host = store.data_mut();
    host.unread_of(name);
    host.calls.push(call);
    if host.calls.len() > MOST_CALLS {
        bail!("more than {MOST_CALLS} calls of imports");
    }
    let number = host.before + host.calls.len();
    let said = host
        .input
        .as_ref()
        .map(|input| input.answer(name, ty, arguments));
    match said {
        Some(Ok(Some(value))) => {
            results.fill(value);
            return Ok(number);
        }
        Some(Err(why)) => return Err(unanswered(host, name, why)),
        Some(Ok(None)) | None => {}
    }
    let seed = mix(
        mix(host.seed, &(number as u64).to_le_bytes()),
        name.as_bytes(),
    );
    // The maker needs the store as well, for handles.
    let words = std::mem::take(&mut host.words);
    let mut giver = StoreHandles {
        store: &mut store,
        pool: None,
    };
    let mut maker = Maker::new(seed, &words, &mut giver).turn(number);
    let mut made = Ok(());
    for (place, ty) in results.iter_mut().zip(ty.results()) {
        match maker.value(&ty) {
            Ok(value) => *place = value,
            Err(error) => made = Err(error),
        }
    }
    let host = store.data_mut();
    host.words = words;
    match made {
        Ok(()) => Ok(number),
        Err(error) => Err(unanswered(host, name, error.to_string())),
    }
}

/// Notes that an import could not be answered for, which is a trap.
fn unanswered(host: &mut Host, name: &str, why: String) -> Error {
    let error = Error::msg(why.clone());
    host.unanswered.insert(name.to_owned(), why);
    error
}
