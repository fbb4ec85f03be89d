//! The items of streams and futures.
//!
//! Wasmtime takes and gives the items of a stream as values of a Rust type. So
//! there is a list of types here. Streams of other types cannot be made up, nor
//! read.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use wasmtime::component::{
    ComponentType, FutureAny, FutureConsumer, FutureReader, Lift, Lower, Source, StreamAny,
    StreamConsumer, StreamReader, StreamResult, Type, Val,
};
use wasmtime::{AsContextMut, Result, StoreContextMut};

use super::host::Host;
use super::text::plain;

/// The most items of a stream that are read; then the end that reads is dropped.
const MOST_ITEMS: usize = 1_000;

/// A type of items.
pub(super) trait Payload:
    ComponentType + Lift + Lower + Send + Sync + Unpin + 'static
{
    /// Returns whether a type of the component is this one; `None` stands for a
    /// stream without values.
    fn fits(ty: Option<&Type>) -> bool;

    /// Returns a value as one of this type, if it is one.
    fn of(value: Val) -> Option<Self>;

    /// Returns the value as one of any type.
    fn any(self) -> Val;
}

impl Payload for () {
    fn fits(ty: Option<&Type>) -> bool {
        ty.is_none()
    }

    fn of(_: Val) -> Option<Self> {
        Some(())
    }

    fn any(self) -> Val {
        Val::Tuple(Vec::new())
    }
}

macro_rules! simple {
    ($($rust:ty: $name:ident),*) => {$(
        impl Payload for $rust {
            fn fits(ty: Option<&Type>) -> bool {
                matches!(ty, Some(Type::$name))
            }

            fn of(value: Val) -> Option<Self> {
                match value {
                    Val::$name(value) => Some(value),
                    _ => None,
                }
            }

            fn any(self) -> Val {
                Val::$name(self)
            }
        }
    )*};
}

simple!(
    bool: Bool, u8: U8, i8: S8, u16: U16, i16: S16, u32: U32, i32: S32, u64: U64, i64: S64,
    f32: Float32, f64: Float64, char: Char, String: String
);

impl<P: Payload> Payload for Vec<P> {
    fn fits(ty: Option<&Type>) -> bool {
        matches!(ty, Some(Type::List(list)) if P::fits(Some(&list.ty())))
    }

    fn of(value: Val) -> Option<Self> {
        match value {
            Val::List(items) => items.into_iter().map(P::of).collect(),
            _ => None,
        }
    }

    fn any(self) -> Val {
        Val::List(self.into_iter().map(P::any).collect())
    }
}

impl<P: Payload> Payload for Option<P> {
    fn fits(ty: Option<&Type>) -> bool {
        matches!(ty, Some(Type::Option(option)) if P::fits(Some(&option.ty())))
    }

    fn of(value: Val) -> Option<Self> {
        match value {
            Val::Option(None) => Some(None),
            Val::Option(Some(value)) => Some(Some(P::of(*value)?)),
            _ => None,
        }
    }

    fn any(self) -> Val {
        Val::Option(self.map(|value| Box::new(value.any())))
    }
}

impl<P: Payload, E: Payload> Payload for Result<P, E> {
    fn fits(ty: Option<&Type>) -> bool {
        let Some(Type::Result(result)) = ty else {
            return false;
        };
        P::fits(result.ok().as_ref()) && E::fits(result.err().as_ref())
    }

    fn of(value: Val) -> Option<Self> {
        // A part that has no value is the empty tuple.
        let part = |part: Option<Box<Val>>| part.map_or(Val::Tuple(Vec::new()), |part| *part);
        match value {
            Val::Result(Ok(value)) => Some(Ok(P::of(part(value))?)),
            Val::Result(Err(value)) => Some(Err(E::of(part(value))?)),
            _ => None,
        }
    }

    fn any(self) -> Val {
        Val::Result(match self {
            Ok(value) => Ok(Some(Box::new(value.any()))),
            Err(value) => Err(Some(Box::new(value.any()))),
        })
    }
}

/// Calls a macro with every type of items that there is.
macro_rules! with_all {
    ($call:ident) => {
        $call!(
            (),
            bool,
            u8,
            i8,
            u16,
            i16,
            u32,
            i32,
            u64,
            i64,
            f32,
            f64,
            char,
            String,
            Vec<u8>,
            Vec<u32>,
            Vec<String>,
            Option<u32>,
            Option<String>,
            Result<(), ()>,
            Result<(), String>,
            Result<u32, String>,
            Result<String, String>
        )
    };
}

/// Checks whether items of a type can be made and read.
pub(super) fn is_known(ty: Option<&Type>) -> bool {
    macro_rules! any {
        ($($payload:ty),*) => { false $(|| <$payload>::fits(ty))* };
    }
    with_all!(any)
}

/// Makes a stream of items, if their type is known.
pub(super) fn stream(
    mut store: impl AsContextMut<Data = Host>,
    ty: Option<&Type>,
    items: &[Val],
) -> Option<Val> {
    macro_rules! make {
        ($($payload:ty),*) => {$(
            if <$payload>::fits(ty) {
                let items: Option<Vec<$payload>> =
                    items.iter().cloned().map(<$payload>::of).collect();
                let reader = StreamReader::new(&mut store, items?).ok()?;
                return reader.try_into_stream_any(&mut store).ok().map(Val::Stream);
            }
        )*};
    }
    with_all!(make);
    None
}

/// Makes a future of a value, if its type is known.
pub(super) fn future(
    mut store: impl AsContextMut<Data = Host>,
    ty: Option<&Type>,
    value: Val,
) -> Option<Val> {
    macro_rules! make {
        ($($payload:ty),*) => {$(
            if <$payload>::fits(ty) {
                let value = <$payload>::of(value)?;
                let ready = async move { Ok::<_, wasmtime::Error>(value) };
                let reader = FutureReader::new(&mut store, ready).ok()?;
                return reader.try_into_future_any(&mut store).ok().map(Val::Future);
            }
        )*};
    }
    with_all!(make);
    None
}

/// Reads a stream that came out of a component, and takes down its items. Returns
/// the text for the stream. Items of an unknown type are not read, and the host is
/// told.
pub(super) fn read_stream(mut store: impl AsContextMut<Data = Host>, stream: &StreamAny) -> String {
    macro_rules! read {
        ($($payload:ty),*) => {$(
            if let Ok(reader) = stream.clone().try_into_stream_reader::<$payload>() {
                let flow = ReadEnd::new(&mut store);
                let name = format!("stream {}", flow.number);
                return match reader.pipe(&mut store, PayloadReader::<$payload>::new(flow)) {
                    Ok(()) => name,
                    Err(error) => format!("{name}, which cannot be read: {error}"),
                };
            }
        )*};
    }
    with_all!(read);
    let _ = stream.clone().close(&mut store);
    store.as_context_mut().data_mut().unread("stream");
    "a stream that nobody reads".to_owned()
}

/// Reads a future in the same way.
pub(super) fn read_future(mut store: impl AsContextMut<Data = Host>, future: &FutureAny) -> String {
    macro_rules! read {
        ($($payload:ty),*) => {$(
            if let Ok(reader) = future.clone().try_into_future_reader::<$payload>() {
                let flow = ReadEnd::new(&mut store);
                let name = format!("future {}", flow.number);
                return match reader.pipe(&mut store, PayloadReader::<$payload>::new(flow)) {
                    Ok(()) => name,
                    Err(error) => format!("{name}, which cannot be read: {error}"),
                };
            }
        )*};
    }
    with_all!(read);
    let _ = future.clone().close(&mut store);
    store.as_context_mut().data_mut().unread("future");
    "a future that nobody reads".to_owned()
}

/// The items of a stream or a future since the last look at it.
#[derive(Debug, Default)]
pub(super) struct Flow {
    items: Vec<String>,
    /// The number of items before.
    before: usize,
    ended: Arc<AtomicBool>,
    /// `true` if the end was told.
    told: bool,
}

impl Flow {
    /// Returns the new items as text; `None` if there are none.
    pub(super) fn take(&mut self) -> Option<String> {
        let ends = self.ended.load(Ordering::Relaxed) && !self.told;
        if self.items.is_empty() && !ends {
            return None;
        }
        self.told |= ends;
        self.before += self.items.len();
        let items = std::mem::take(&mut self.items).join(", ");
        Some(format!(
            "[{items}]{}",
            if ends { " and its end" } else { "" }
        ))
    }
}

/// The end of a stream that reads.
struct ReadEnd {
    number: usize,
    ended: Arc<AtomicBool>,
}

impl ReadEnd {
    fn new(mut store: impl AsContextMut<Data = Host>) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let flow = Flow {
            ended: Arc::clone(&ended),
            ..Flow::default()
        };
        let mut store = store.as_context_mut();
        let flows = &mut store.data_mut().flows;
        flows.push(flow);
        Self {
            number: flows.len() - 1,
            ended,
        }
    }
}

impl Drop for ReadEnd {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

/// Reads the items of a stream or a future.
struct PayloadReader<P> {
    flow: ReadEnd,
    of: std::marker::PhantomData<fn() -> P>,
}

impl<P: Payload> PayloadReader<P> {
    fn new(flow: ReadEnd) -> Self {
        Self {
            flow,
            of: std::marker::PhantomData,
        }
    }

    /// Takes all items that there are. Returns `true` if there may be more.
    fn take(&self, mut store: StoreContextMut<'_, Host>, mut from: Source<'_, P>) -> Result<bool> {
        loop {
            let mut item: Option<P> = None;
            if from.remaining(&mut store) > 0 {
                from.read(&mut store, &mut item)?;
            }
            let Some(flow) = store.data_mut().flows.get_mut(self.flow.number) else {
                return Ok(false);
            };
            match item {
                Some(item) => flow.items.push(plain(&item.any())),
                None => return Ok(flow.before + flow.items.len() < MOST_ITEMS),
            }
        }
    }
}

impl<P: Payload> StreamConsumer<Host> for PayloadReader<P> {
    type Item = P;

    fn poll_consume(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        store: StoreContextMut<'_, Host>,
        source: Source<'_, P>,
        _: bool,
    ) -> Poll<Result<StreamResult>> {
        Poll::Ready(self.take(store, source).map(|more| {
            if more {
                StreamResult::Completed
            } else {
                StreamResult::Dropped
            }
        }))
    }
}

impl<P: Payload> FutureConsumer<Host> for PayloadReader<P> {
    type Item = P;

    fn poll_consume(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        store: StoreContextMut<'_, Host>,
        source: Source<'_, P>,
        _: bool,
    ) -> Poll<Result<()>> {
        Poll::Ready(self.take(store, source).map(|_| ()))
    }
}
