//! Runs two forms of a component or of a core module, and compares what they do.
//!
//! Every exported function is called with values of its types that look random, on
//! both forms in step. Imports are answered by values that look random and depend
//! on nothing but the seed. Results, traps, and the calls of imports with their
//! arguments have to agree.
//!
//! Handles are values like others. Handles of imported resources are made up.
//! Handles of exported resources are kept when a function answers with one, and
//! given to functions that take one. Streams and futures that go in are made up,
//! and those that come out are read, as far as Wasmtime knows the type of their
//! items without being compiled for it: numbers, text, and lists, options and
//! results of these. Others are not compared, and the report says so. Every other
//! async import answers later.
//!
//! Inputs that somebody has written down are compared too: see [`Inputs`].
//!
//! The exports of a core module are called with numbers that look random, and with
//! those that came out of it before, addresses for example. Its imports are made
//! up. After each call globals, the sizes of memories and tables, and the contents
//! of memories have to agree. Memories of more than 1 MiB are read after every
//! eighth call.
//!
//! Some things are not compared, because a host decides about them: the amount of
//! memory, the depth and the time of calls, and the bits of a NaN. A call that runs
//! into such a limit proves nothing, and is counted as undecided.

mod core_module;
mod dictionary;
mod difference;
mod functions;
mod handles;
mod host;
mod inputs;
mod outcome;
mod payload;
mod side;
mod state;
mod text;
mod values;
mod wait;

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;

use crate::encode::Form;

use self::core_module::CoreModule;
use self::functions::ExportedFunction;
use self::host::Unread;
use self::outcome::{Outcome, Verdict};
use self::side::{CallAttempt, CallSetup, Side};

pub use self::difference::{Difference, DifferenceKind};
pub use self::inputs::{Inputs, NoInputs};
pub use self::values::{Handles, Maker, NoValue, obstacle};

/// The most calls of one instance, before the next one is made: state may add up in
/// it, and memory with it.
const CALLS_PER_INSTANCE: usize = 32;

/// The fuel of a call unless the settings say otherwise: a fraction of a second.
const FUEL: u64 = 50_000_000;

/// The settings of a comparison.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Calls of each exported function. With 0, instances are made and no
    /// function is called.
    pub cases: u32,
    /// Decides all values.
    pub seed: u64,
    /// The fuel of a call of the first form, as Wasmtime counts: about one for an
    /// instruction.
    pub fuel: u64,
    /// Calls with inputs of an `answers.toml`, which come first.
    pub inputs: Inputs,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cases: 100,
            seed: 2026,
            fuel: FUEL,
            inputs: Inputs::default(),
        }
    }
}

/// The parts that were compared, without a difference.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Verified {
    /// The exported functions that were called.
    pub functions: Vec<CalledFunction>,
    /// Calls with inputs of an `answers.toml` that were compared.
    pub inputs: u32,
    /// The calls of imports that were compared.
    pub import_calls: u64,
    /// The parts that could not be compared.
    pub skipped: Vec<SkippedPart>,
}

impl Verified {
    /// Returns whether something of every exported function was compared, and every
    /// import that was called could be answered for.
    pub fn is_complete(&self) -> bool {
        self.skipped.is_empty()
    }

    /// Returns the number of calls that came to the same end.
    pub fn calls(&self) -> u64 {
        let functions = self.functions.iter();
        functions
            .map(|tried| u64::from(tried.calls - tried.undecided))
            .sum()
    }
}

/// An exported function that was called.
#[derive(Clone, Debug)]
pub struct CalledFunction {
    /// Its name, with that of its interface.
    pub name: String,
    /// The number of calls.
    pub calls: u32,
    /// The number of calls that trapped, in both forms alike.
    pub trapped: u32,
    /// The number of calls that a limit of the host ended, so that nothing was
    /// compared.
    pub undecided: u32,
}

/// A part that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedPart {
    /// A function, or the whole component.
    pub what: String,
    /// The reason.
    pub why: String,
}

/// One form, running.
trait Running {
    /// Returns the exported functions, in the order of their names.
    fn functions(&self) -> &[ExportedFunction];

    /// Makes a new instance. Imports are answered from `seed`.
    fn start(&mut self, seed: u64, fuel: u64) -> Outcome;

    /// Calls the `at`-th function of the instance.
    fn call(&mut self, at: usize, setup: CallSetup<'_>) -> CallAttempt;
}

/// Runs two forms of a component or of a core module, and compares their behaviour.
/// The first one may be a core module that is to become a component.
///
/// A part that cannot be run here is not compared; [`Verified::skipped`] says so.
///
/// # Errors
///
/// The first difference.
pub fn verify(before: &[u8], after: &[u8], settings: &Settings) -> Result<Verified, Difference> {
    let mut run = Verification {
        settings,
        whole: "component",
        verified: Verified::default(),
        number: 0,
        limits: Vec::new(),
        unanswered: BTreeMap::new(),
        unread: BTreeSet::new(),
    };
    match crate::encode::form(before) {
        Ok(Form::Component(before)) => {
            let words = dictionary::words(&before);
            let form = |bytes: &[u8]| Side::new(bytes, words.clone());
            run.both(form(&before), || form(after))?;
        }
        Ok(Form::Module) => {
            run.whole = "core module";
            run.both(CoreModule::new(before), || CoreModule::new(after))?;
        }
        Err(why) => run.skip("the whole component", &why.to_string()),
    }
    Ok(run.verified)
}

/// A comparison on its way.
struct Verification<'s> {
    settings: &'s Settings,
    /// The kind of file that is run, in words.
    whole: &'static str,
    verified: Verified,
    number: u32,
    /// The limit that a call of each function ran into last.
    limits: Vec<Option<&'static str>>,
    /// Imports that could not be answered for, and why.
    unanswered: BTreeMap<String, String>,
    /// The functions that gave away items which nobody read.
    unread: BTreeSet<Unread>,
}

impl Verification<'_> {
    /// Runs two forms, the second one if the first one can be run.
    fn both<R: Running>(
        &mut self,
        before: Result<R, String>,
        after: impl FnOnce() -> Result<R, String>,
    ) -> Result<(), Difference> {
        let before = match before {
            Ok(before) => before,
            Err(why) => {
                self.skip(&format!("the whole {}", self.whole), &why);
                return Ok(());
            }
        };
        match after() {
            Ok(after) => self.all(before, after),
            Err(why) => Err(self.difference("compiling", DifferenceKind::Form, "compiles", &why)),
        }
    }

    fn all(&mut self, mut before: impl Running, mut after: impl Running) -> Result<(), Difference> {
        let functions = before.functions().to_vec();
        let names = |functions: &[ExportedFunction]| {
            let mut names: Vec<_> = functions.iter().map(ExportedFunction::name).collect();
            names.sort();
            names.join(", ")
        };
        let (here, there) = (names(&functions), names(after.functions()));
        if here != there {
            return Err(self.difference("exporting", DifferenceKind::Form, &here, &there));
        }
        self.verified.functions = functions
            .iter()
            .map(|function| CalledFunction {
                name: function.name(),
                calls: 0,
                trapped: 0,
                undecided: 0,
            })
            .collect();
        self.limits = vec![None; functions.len()];
        self.run(&functions, &mut before, &mut after)?;
        self.count_up(&functions);
        Ok(())
    }

    /// Makes all calls.
    fn run(
        &mut self,
        functions: &[ExportedFunction],
        before: &mut impl Running,
        after: &mut impl Running,
    ) -> Result<(), Difference> {
        let settings = self.settings;
        let mut calls = Vec::new();
        for (number, input) in settings.inputs.calls().iter().enumerate() {
            let found = functions.iter().position(|function| input.is_of(function));
            match found {
                Some(at) => calls.push((at, Some((number + 1, input)))),
                None => self.skip(
                    &format!("answer {} ({})", number + 1, input.name()),
                    "no such function is exported",
                ),
            }
        }
        let mut random = Rng::with_seed(settings.seed);
        let mut order: Vec<usize> = (0..functions.len())
            .filter(|at| functions[*at].obstacle.is_none())
            .flat_map(|at| std::iter::repeat_n(at, settings.cases as usize))
            .collect();
        random.shuffle(&mut order);
        calls.extend(order.into_iter().map(|at| (at, None)));

        let mut alive = 0;
        if calls.is_empty() {
            self.start(before, after)?;
        }
        for (at, input) in calls {
            self.number += 1;
            if alive == 0 {
                if !self.start(before, after)? {
                    return Ok(());
                }
                alive = CALLS_PER_INSTANCE;
            }
            alive -= 1;
            if !self.call(&functions[at], at, input, before, after)? {
                alive = 0;
            }
        }
        Ok(())
    }

    /// Notes the reason for every function of which nothing was compared.
    fn count_up(&mut self, functions: &[ExportedFunction]) {
        let whole = !self.verified.skipped.is_empty();
        for (at, function) in functions.iter().enumerate() {
            let CalledFunction {
                calls, undecided, ..
            } = self.verified.functions[at];
            let name = function.name();
            if let Some(why) = &function.obstacle {
                self.skip(&name, why);
            } else if calls > 0 && calls == undecided {
                let limit = self.limits[at].unwrap_or("it runs into a limit of the host");
                self.skip(&name, &format!("none of its {calls} calls ended: {limit}"));
            } else if calls == 0 && self.settings.cases > 0 && !whole {
                self.skip(&name, "it takes a handle, and none came up to give to it");
            }
        }
        for (import, why) in std::mem::take(&mut self.unanswered) {
            self.skip(&import, &format!("{why}, so calling it traps"));
        }
        for (what, kind) in std::mem::take(&mut self.unread) {
            let why = "that come out of it are not read: nobody here knows the type of their items";
            self.skip(&what, &format!("{kind}s {why}"));
        }
        self.verified
            .functions
            .retain(|function| function.calls > 0);
    }

    /// Makes an instance of each form. Returns `true` if both are alive.
    fn start(
        &mut self,
        before: &mut impl Running,
        after: &mut impl Running,
    ) -> Result<bool, Difference> {
        let seed = self.seed();
        let here = before.start(seed, self.settings.fuel);
        let there = after.start(seed, outcome::fuel_of_second(&here));
        let undecided = self.compare("instantiating", "", &here, &there)?;
        if let Some(why) = undecided {
            self.skip(&format!("the whole {}", self.whole), why);
        } else if let Some(why) = here.trap() {
            self.skip(
                &format!("the rest of the {}", self.whole),
                &format!("it cannot be instantiated: {why}"),
            );
        }
        Ok(undecided.is_none() && here.trap().is_none())
    }

    /// Calls one function on both, with an input of a file or with made-up values.
    /// Returns `true` if the instances can be called again.
    fn call(
        &mut self,
        function: &ExportedFunction,
        at: usize,
        input: Option<(usize, &inputs::RecordedCall)>,
        before: &mut impl Running,
        after: &mut impl Running,
    ) -> Result<bool, Difference> {
        let setup = CallSetup {
            seed: self.seed(),
            turn: self.verified.functions[at].calls as usize,
            fuel: self.settings.fuel,
            input: input.map(|(_, input)| input),
        };
        let here = before.call(at, setup);
        let fuel = match &here {
            CallAttempt::Ended(outcome, _) => outcome::fuel_of_second(outcome),
            CallAttempt::NotMade(_) => self.settings.fuel,
        };
        let (here, there, arguments) = match (here, after.call(at, CallSetup { fuel, ..setup })) {
            (CallAttempt::Ended(here, arguments), CallAttempt::Ended(there, _)) => {
                (here, there, arguments)
            }
            (CallAttempt::NotMade(why), CallAttempt::NotMade(_)) => {
                if let Some((number, input)) = input {
                    self.skip(&format!("answer {number} ({})", input.name()), &why);
                }
                return Ok(true);
            }
            (CallAttempt::Ended(..), CallAttempt::NotMade(_))
            | (CallAttempt::NotMade(_), CallAttempt::Ended(..)) => {
                let (before, after) = ("other handles", "other handles");
                return Err(self.difference(&function.name(), DifferenceKind::Form, before, after));
            }
        };
        let undecided = self.compare(&function.name(), &arguments, &here, &there)?;
        self.unanswered.extend(here.unanswered.clone());
        let unread = here.unread.iter().map(|(import, kind)| {
            let own = import.is_empty().then(|| function.name());
            (own.unwrap_or_else(|| import.clone()), *kind)
        });
        self.unread.extend(unread);
        let tried = &mut self.verified.functions[at];
        tried.calls += 1;
        tried.undecided += u32::from(undecided.is_some());
        tried.trapped += u32::from(undecided.is_none() && here.trap().is_some());
        self.limits[at] = undecided.or(self.limits[at]);
        self.verified.inputs += u32::from(undecided.is_none() && input.is_some());
        Ok(undecided.is_none() && here.trap().is_none())
    }

    /// Compares two outcomes. If they cannot be compared, returns the reason.
    fn compare(
        &mut self,
        during: &str,
        arguments: &str,
        before: &Outcome,
        after: &Outcome,
    ) -> Result<Option<&'static str>, Difference> {
        match before.compare(after) {
            Verdict::Same => {
                self.verified.import_calls += before.calls.len() as u64;
                Ok(None)
            }
            Verdict::Undecided(why) => Ok(Some(why)),
            Verdict::Different(kind, before, after) => Err(Difference {
                arguments: arguments.to_owned(),
                ..self.difference(during, kind, &before, &after)
            }),
        }
    }

    fn seed(&self) -> u64 {
        host::mix(self.settings.seed, &u64::from(self.number).to_le_bytes())
    }

    fn difference(
        &self,
        during: &str,
        kind: DifferenceKind,
        before: &str,
        after: &str,
    ) -> Difference {
        Difference {
            during: during.to_owned(),
            arguments: "none".to_owned(),
            call: (self.number, self.settings.seed),
            kind,
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }

    /// Notes that something is not compared, once.
    fn skip(&mut self, what: &str, why: &str) {
        let skipped = SkippedPart {
            what: what.to_owned(),
            why: why.to_owned(),
        };
        if !self.verified.skipped.contains(&skipped) {
            self.verified.skipped.push(skipped);
        }
    }
}
