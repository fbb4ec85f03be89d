//! The two sides of a mirror, on Wasmtime.

use anyhow::{Context as _, Result, ensure};
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, Func, Instance, Linker, Val};
use wasmtime::{Engine, ResourceLimiter, Store};

use crate::roundtrip::shape::Shape;
use crate::roundtrip::sites::Sites;

/// A function of a mirror, as the component declares it.
#[derive(Clone, Debug)]
pub struct Function {
    /// The full name of its interface.
    pub interface: String,
    /// Its name.
    pub name: String,
    /// Its parameters, in order: name and type.
    pub params: Vec<(String, Shape)>,
    /// The shape of its answer, if it has one.
    pub result: Option<Shape>,
    /// The places in the types of both, with nothing made yet.
    pub sites: Sites,
}

/// The two sides of a call of a mirror, as they arrived.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The arguments that the host was called with.
    pub arguments: Vec<Val>,
    /// The answer of the component.
    pub answer: Option<Val>,
}

/// An instance of a mirror, between a caller and a host. All calls go to this
/// one instance.
#[derive(Debug)]
pub struct Mirror {
    store: Store<Host>,
    functions: Vec<Function>,
    /// The function of each, to call.
    calls: Vec<Func>,
}

/// The side that a mirror forwards to.
#[derive(Debug)]
struct Host {
    /// The next answer.
    answer: Option<Val>,
    /// The calls that came.
    calls: Vec<Call>,
    /// The bytes of the largest memory that the component has had.
    memory: usize,
}

#[derive(Debug)]
struct Call {
    interface: String,
    function: String,
    arguments: Vec<Val>,
}

/// Refuses nothing: the component says itself how much memory it may have.
impl ResourceLimiter for Host {
    fn memory_growing(
        &mut self,
        _: usize,
        desired: usize,
        _: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.memory = self.memory.max(desired);
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(true)
    }
}

impl Mirror {
    /// An instance of a component.
    ///
    /// # Errors
    ///
    /// When it is no mirror: what it imports and what it exports differ.
    pub fn new(engine: &Engine, component: &[u8]) -> Result<Self> {
        let component = Component::from_binary(engine, component)?;
        let host = Host {
            answer: None,
            calls: Vec::new(),
            memory: 0,
        };
        let mut store = Store::new(engine, host);
        store.limiter(|host| host);
        let mut linker = Linker::new(engine);
        let imported = link(engine, &component, &mut linker)?;
        let instance = linker.instantiate(&mut store, &component)?;

        let functions = exported(engine, &component)?;
        let calls = functions.iter().map(|of| find(&mut store, &instance, of));
        let calls = calls.collect::<Result<Vec<_>>>()?;
        let exported: Vec<_> = functions
            .iter()
            .map(|function| (function.interface.clone(), function.name.clone()))
            .collect();
        ensure!(
            exported == imported,
            "exports {exported:?}, but imports {imported:?}"
        );
        Ok(Self {
            store,
            functions,
            calls,
        })
    }

    /// Returns every function that the component exports and imports.
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// The bytes of memory that the component has.
    pub fn memory_bytes(&self) -> usize {
        self.store.data().memory
    }

    /// Calls the `at`-th function, and has the host answer with `answer`.
    ///
    /// # Errors
    ///
    /// When the component traps, or calls anything else than that function of
    /// the host once.
    ///
    /// # Panics
    ///
    /// When there is no such function.
    pub fn call(&mut self, at: usize, arguments: &[Val], answer: Option<&Val>) -> Result<Exchange> {
        let function = &self.functions[at];
        let host = self.store.data_mut();
        host.answer = answer.cloned();
        host.calls.clear();
        let mut results = vec![Val::Bool(false); answer.iter().len()];
        self.calls[at].call(&mut self.store, arguments, &mut results)?;

        let calls = std::mem::take(&mut self.store.data_mut().calls);
        let names: Vec<_> = calls
            .iter()
            .map(|call| (&*call.interface, &*call.function))
            .collect();
        ensure!(
            names == [(&*function.interface, &*function.name)],
            "the host's functions that were called: {names:?}"
        );
        let arguments = calls.into_iter().flat_map(|call| call.arguments).collect();
        Ok(Exchange {
            arguments,
            answer: results.pop(),
        })
    }
}

type FunctionType = wasmtime::component::types::ComponentFunc;

fn function(interface: &str, name: &str, ty: &FunctionType) -> Result<Function> {
    let mut sites = Sites::default();
    let params = ty.params().map(|(name, ty)| {
        let shape = Shape::new(&ty, name, &mut sites)?;
        Ok((name.to_owned(), shape))
    });
    let params = params.collect::<Result<_>>()?;
    let mut results = ty.results();
    let result = results.next();
    ensure!(results.next().is_none(), "more than one result");
    Ok(Function {
        interface: interface.to_owned(),
        name: name.to_owned(),
        params,
        result: result
            .map(|ty| Shape::new(&ty, "result", &mut sites))
            .transpose()?,
        sites,
    })
}

/// Returns the functions that a component exports, as it declares them.
///
/// # Errors
///
/// When one has a type that the bindings refuse.
pub fn exported(engine: &Engine, component: &Component) -> Result<Vec<Function>> {
    let ty = component.component_type();
    let items = ty.exports(engine).map(|(name, item)| (name, item.ty));
    let functions = functions(engine, items).into_iter();
    functions
        .map(|(interface, name, ty)| {
            function(&interface, &name, &ty).with_context(|| format!("{interface}, {name}"))
        })
        .collect()
}

/// Returns a function of an instance, to call.
///
/// # Errors
///
/// When the instance has no such function.
pub fn find<T: 'static>(
    store: &mut Store<T>,
    instance: &Instance,
    function: &Function,
) -> Result<Func> {
    let interface = instance.get_export_index(&mut *store, None, &function.interface);
    let interface = interface.context("an interface that is exported")?;
    let index = instance.get_export_index(&mut *store, Some(&interface), &function.name);
    let call = instance.get_func(store, index.context("a function in it")?);
    call.context("a function in it")
}

/// The functions of some instances, in the order of their names.
fn functions<'a>(
    engine: &Engine,
    items: impl Iterator<Item = (&'a str, ComponentItem)>,
) -> Vec<(String, String, FunctionType)> {
    let mut functions = Vec::new();
    for (interface, item) in items {
        let ComponentItem::ComponentInstance(instance) = item else {
            continue;
        };
        for (name, item) in instance.exports(engine) {
            if let ComponentItem::ComponentFunc(ty) = item.ty {
                functions.push((interface.to_owned(), name.to_owned(), ty));
            }
        }
    }
    functions.sort_by(|left, right| (&left.0, &left.1).cmp(&(&right.0, &right.1)));
    functions
}

/// Gives a component what it imports: functions that note their arguments.
/// Answers with the names of them.
fn link(
    engine: &Engine,
    component: &Component,
    linker: &mut Linker<Host>,
) -> Result<Vec<(String, String)>> {
    let ty = component.component_type();
    let imports = ty.imports(engine).map(|(name, item)| (name, item.ty));
    let mut names = Vec::new();
    for (interface, function, _) in functions(engine, imports) {
        names.push((interface.clone(), function.clone()));
        // Opened again for each function of an interface.
        linker.allow_shadowing(true);
        let mut instance = linker.instance(&interface)?;
        instance.func_new(
            &function.clone(),
            move |mut store, _, arguments, results| {
                let host = store.data_mut();
                host.calls.push(Call {
                    interface: interface.clone(),
                    function: function.clone(),
                    arguments: arguments.to_vec(),
                });
                // A second call finds no answer, and `results` is then what
                // Wasmtime refuses to lower.
                if let (Some(place), Some(answer)) = (results.first_mut(), host.answer.take()) {
                    *place = answer;
                }
                Ok(())
            },
        )?;
    }
    Ok(names)
}
