//! Calls by name, with values as text.

use wasmtime::component::{Func, Val};

use crate::engine::Waits;
use crate::function::{self, Function};
use crate::run::Call;
use crate::{Error, Instance};

impl Instance {
    /// Calls any function that the component exports, of an interface that
    /// this host knows or not, with arguments in
    /// [WAVE](https://github.com/bytecodealliance/wasm-tools/tree/main/crates/wasm-wave),
    /// WIT's own notation for values, and gives its result in WAVE, or `None`
    /// if it has none.
    ///
    /// `function` is what [`Function::path`] gives, or a shorter form of it
    /// that fits one function only: `node#invoke`, `invoke`.
    ///
    /// # Errors
    ///
    /// [`Error::NoFunction`] and [`Error::Argument`] if the call does not fit
    /// the component, and those of every call: [`Error::Trap`],
    /// [`Error::InvalidValue`], [`Error::Limit`], [`Error::Poisoned`].
    pub fn call(&mut self, function: &str, args: &[&str]) -> Result<Option<String>, Error> {
        spell(function, self.call_value(function, args)?)
    }

    /// As [`call`](Self::call), with the result as Wasmtime has it.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call).
    pub fn call_value(&mut self, function: &str, args: &[&str]) -> Result<Option<Val>, Error> {
        let (function, path) = self.function(function)?;
        let args = self.arguments(function, &path, args)?;
        let call = Call::new(path).with_payload_size(args.iter().map(payload_size).sum());
        let mut results = self.results(function);
        let entered = self.run.enter(call, Waits::Blocking)?;
        let call = |store: &mut _| function.call(store, &args, &mut results);
        let result = self.run.on_stack(call);
        self.run.leave(entered, result)?;
        Ok(results.pop())
    }

    /// As [`call`](Self::call).
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call).
    pub async fn call_async(
        &mut self,
        function: &str,
        args: &[&str],
    ) -> Result<Option<String>, Error> {
        let (function, path) = self.function(function)?;
        let args = self.arguments(function, &path, args)?;
        let call = Call::new(path.clone()).with_payload_size(args.iter().map(payload_size).sum());
        let mut results = self.results(function);
        let entered = self.run.enter(call, Waits::Yielding)?;
        let call = function.call_async(&mut self.run.store, &args, &mut results);
        let result = entered.wait(call).await;
        self.run.leave(entered, result)?;
        spell(&path, results.pop())
    }

    fn function(&mut self, path: &str) -> Result<(Func, String), Error> {
        let component = self.component();
        let functions = component.functions();
        let found = Function::called(path, functions);
        let [function] = found[..] else {
            let several = !found.is_empty();
            let choice = if several {
                found
            } else {
                functions.iter().collect()
            };
            let mut room = component.room();
            let known = choice.into_iter().map_while(|function| {
                room = room.checked_sub(function.path_bytes())?;
                Some(function.path())
            });
            return Err(Error::NoFunction {
                function: path.into(),
                several,
                known: known.collect(),
            });
        };
        let path = function.path();
        let compiled = component.compiled();
        let instance = match &function.interface {
            None => None,
            Some(interface) => compiled.get_export_index(None, &**interface),
        };
        let index = compiled.get_export_index(instance.as_ref(), &function.name);
        index
            .and_then(|index| self.inner.get_func(&mut self.run.store, index))
            .map(|function| (function, path.clone()))
            .ok_or_else(|| Error::Setup {
                message: format!(
                    "`{path}` is listed by the component, but not there; this is a defect of the host"
                ),
            })
    }

    fn arguments(&self, function: Func, path: &str, args: &[&str]) -> Result<Vec<Val>, Error> {
        let ty = function.ty(&self.run.store);
        let params: Vec<_> = ty.params().collect();
        if params.len() != args.len() {
            return Err(Error::Argument {
                function: path.into(),
                message: format!("it takes {} arguments, not {}", params.len(), args.len()),
                hint: "name: type of each is in what `inspect` shows".into(),
            });
        }
        let room = self.component().room();
        params
            .iter()
            .zip(args)
            .map(|((name, ty), arg)| {
                // A value has the names of its type, and so has what is said of a
                // wrong one.
                if !function::fits(ty, room) {
                    return Err(Error::Argument {
                        function: path.into(),
                        message: format!(
                            "the type of `{name}` takes more than {room} bytes written out"
                        ),
                        hint: "such types are not for calls by name".into(),
                    });
                }
                Val::from_wave(ty, arg).map_err(|error| Error::Argument {
                    function: path.into(),
                    message: format!("`{name}`: {error:#}"),
                    hint: "texts are in double quotes, lists in [], records in {}, \
                           absent options are `none`"
                        .into(),
                })
            })
            .collect()
    }

    fn results(&self, function: Func) -> Vec<Val> {
        let ty = function.ty(&self.run.store);
        vec![Val::Bool(false); ty.results().len()]
    }
}

fn spell(function: &str, result: Option<Val>) -> Result<Option<String>, Error> {
    result
        .map(|value| {
            to_wave(&value).ok_or_else(|| Error::Argument {
                function: function.into(),
                message: "its result holds a handle, for which WAVE has no notation".into(),
                hint: "`call_value` gives it as it is".into(),
            })
        })
        .transpose()
}

/// Writes a value of [`Instance::call_value`] in WAVE. `None` if it holds a handle
/// (to a resource, a stream, a future, an error context), which means nothing
/// outside of its instance, or a map: WAVE has no notation for these, and Wasmtime
/// panics over them.
pub fn to_wave(value: &Val) -> Option<String> {
    let text = has_notation(value).then(|| value.to_wave())?;
    text.ok()
}

fn has_notation(value: &Val) -> bool {
    match value {
        Val::List(values) | Val::FixedLengthList(values) | Val::Tuple(values) => {
            values.iter().all(has_notation)
        }
        Val::Record(fields) => fields.iter().all(|(_, value)| has_notation(value)),
        Val::Variant(_, Some(value))
        | Val::Option(Some(value))
        | Val::Result(Ok(Some(value)) | Err(Some(value))) => has_notation(value),
        Val::Resource(_) | Val::Stream(_) | Val::Future(_) | Val::ErrorContext(_) | Val::Map(_) => {
            false
        }
        _ => true,
    }
}

/// Bytes of strings and lists in a value.
fn payload_size(value: &Val) -> usize {
    match value {
        Val::String(text) => text.len(),
        Val::List(values) => values
            .iter()
            .map(|value| size(value) + payload_size(value))
            .sum(),
        Val::Tuple(values) => values.iter().map(payload_size).sum(),
        Val::Record(fields) => fields.iter().map(|(_, value)| payload_size(value)).sum(),
        Val::Variant(_, Some(value))
        | Val::Option(Some(value))
        | Val::Result(Ok(Some(value)) | Err(Some(value))) => payload_size(value),
        _ => 0,
    }
}

/// Bytes that a value takes in a list, beside what is in it.
fn size(value: &Val) -> usize {
    match value {
        Val::Bool(_) | Val::S8(_) | Val::U8(_) => 1,
        Val::S16(_) | Val::U16(_) => 2,
        Val::S32(_) | Val::U32(_) | Val::Float32(_) | Val::Char(_) => 4,
        Val::Tuple(values) => values.iter().map(size).sum(),
        Val::Record(fields) => fields.iter().map(|(_, value)| size(value)).sum(),
        _ => 8,
    }
}
