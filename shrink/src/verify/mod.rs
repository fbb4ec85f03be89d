//! Runs two forms of a component, and compares what they do.
//!
//! Every exported function is called with values of its types that look random,
//! on both forms in step; what they import is answered by values that look random
//! and depend on nothing but the seed. Results, traps, and the imports that are
//! called with their arguments have to agree.
//!
//! Handles are values like others: those of imported resources are made up, and
//! those of exported resources are kept when a function answers with one, to be
//! given to functions that take one.
//!
//! What is not compared, because a host decides about it: how much memory there
//! is, how deep calls nest, how long they take, and the bits of a NaN. A call
//! that runs into such a limit proves nothing, and is counted as undecided.

mod dictionary;
mod functions;
mod handles;
mod host;
mod outcome;
mod side;
mod text;
mod values;

use std::fmt;

use fastrand::Rng;

use self::functions::Function;
use self::outcome::{Outcome, Verdict};
use self::side::{Call, Given, Side};

pub use self::values::{Handles, Maker, NoValue, obstacle};

/// Calls of one instance before the next one is made: state may add up in it,
/// and memory with it.
const CALLS_PER_INSTANCE: usize = 32;

/// The fuel of a call unless the settings say otherwise: a fraction of a second.
const FUEL: u64 = 50_000_000;

/// How to compare.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Calls of each exported function. With 0, instances are made and no
    /// function is called.
    pub cases: u32,
    /// Decides all values.
    pub seed: u64,
    /// What a call of the first form may use, in Wasmtime's fuel: about one for
    /// an instruction.
    pub fuel: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cases: 100,
            seed: 2026,
            fuel: FUEL,
        }
    }
}

/// What was compared, without a difference.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Verified {
    /// The exported functions that were called.
    pub functions: Vec<Tried>,
    /// Calls of imports that were compared.
    pub import_calls: u64,
    /// What could not be compared.
    pub skipped: Vec<Skipped>,
}

impl Verified {
    /// Calls that came to the same end.
    pub fn calls(&self) -> u64 {
        let functions = self.functions.iter();
        functions
            .map(|tried| u64::from(tried.calls - tried.undecided))
            .sum()
    }
}

/// An exported function that was called.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Its name, with that of its interface.
    pub name: String,
    /// How often it was called.
    pub calls: u32,
    /// How often it trapped, in both forms alike.
    pub trapped: u32,
    /// How often a limit of the host ended it, so that nothing was compared.
    pub undecided: u32,
}

/// Something that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// A function, or the whole component.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Where two forms first did not do the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The exported function, or what else was being done.
    pub during: String,
    /// What it was called with.
    pub arguments: String,
    /// Which call it was, and the seed that brings it up again.
    pub call: (u32, u64),
    /// In what they differ.
    pub kind: Kind,
    /// What the first form did.
    pub before: String,
    /// What the second one did.
    pub after: String,
}

/// In what two forms differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One of them cannot be compiled, or lacks a function.
    Form,
    /// What a function answers.
    Result,
    /// Whether it traps, or how.
    Trap,
    /// Which imports it calls, or with what.
    Imports,
    /// One comes to no end in many times the time of the other.
    End,
}

impl std::error::Error for Difference {}

impl fmt::Display for Difference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Form => "the component",
            Kind::Result => "the result",
            Kind::Trap => "how it ends",
            Kind::Imports => "the calls of imports",
            Kind::End => "when it ends",
        };
        let (number, seed) = self.call;
        writeln!(to, "{} differs: {kind}", self.during)?;
        writeln!(to, "  arguments: {}", brief(&self.arguments))?;
        writeln!(to, "  before:    {}", brief(&self.before))?;
        writeln!(to, "  after:     {}", brief(&self.after))?;
        write!(to, "  in call {number} with seed {seed}")
    }
}

/// A text as a message has it: the beginning where it is long.
fn brief(text: &str) -> String {
    const LONGEST: usize = 400;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}.. ({} bytes more)", &text[..end], text.len() - end),
        None => text.to_owned(),
    }
}

/// Runs two forms of a component, and compares what they do. The first one may be
/// a core module that is to become a component.
///
/// A component that cannot be run here has nothing compared, which
/// [`Verified::skipped`] then says.
///
/// # Errors
///
/// The first difference.
pub fn verify(before: &[u8], after: &[u8], settings: &Settings) -> Result<Verified, Difference> {
    let mut run = Run {
        settings,
        verified: Verified::default(),
        number: 0,
    };
    let before = match crate::encode::component(before) {
        Ok(component) => component,
        Err(why) => {
            run.skip("the whole component", &why.to_string());
            return Ok(run.verified);
        }
    };
    let words = dictionary::words(&before);
    let before = match Side::new(&before, words.clone()) {
        Ok(side) => side,
        Err(why) => {
            run.skip("the whole component", &why);
            return Ok(run.verified);
        }
    };
    let after = match Side::new(after, words) {
        Ok(side) => side,
        Err(why) => return Err(run.difference("compiling", Kind::Form, "compiles", &why)),
    };
    run.all(before, after)?;
    Ok(run.verified)
}

struct Run<'s> {
    settings: &'s Settings,
    verified: Verified,
    number: u32,
}

impl Run<'_> {
    fn all(&mut self, mut before: Side, mut after: Side) -> Result<(), Difference> {
        let functions = before.functions().to_vec();
        let names = |functions: &[Function]| {
            let mut names: Vec<_> = functions.iter().map(Function::name).collect();
            names.sort();
            names.join(", ")
        };
        let (here, there) = (names(&functions), names(after.functions()));
        if here != there {
            return Err(self.difference("exporting", Kind::Form, &here, &there));
        }
        for (what, why) in before.obstacles() {
            self.skip(&what, &why);
        }
        self.verified.functions = functions
            .iter()
            .map(|function| Tried {
                name: function.name(),
                calls: 0,
                trapped: 0,
                undecided: 0,
            })
            .collect();

        let mut random = Rng::with_seed(self.settings.seed);
        let mut order: Vec<usize> = (0..functions.len())
            .filter(|at| functions[*at].obstacle.is_none())
            .flat_map(|at| std::iter::repeat_n(at, self.settings.cases as usize))
            .collect();
        random.shuffle(&mut order);
        let mut alive = 0;
        if order.is_empty() {
            self.start(&mut before, &mut after)?;
        }
        for at in order {
            self.number += 1;
            if alive == 0 {
                if !self.start(&mut before, &mut after)? {
                    return Ok(());
                }
                alive = CALLS_PER_INSTANCE;
            }
            alive -= 1;
            if !self.call(&functions[at], at, &mut before, &mut after)? {
                alive = 0;
            }
        }
        for function in &self.verified.functions {
            let obstacle = functions
                .iter()
                .any(|other| other.name() == function.name && other.obstacle.is_some());
            if function.calls == 0 && self.settings.cases > 0 && !obstacle {
                self.verified.skipped.push(Skipped {
                    what: function.name.clone(),
                    why: "it takes a handle, and none came up to give to it".to_owned(),
                });
            }
        }
        self.verified
            .functions
            .retain(|function| function.calls > 0);
        Ok(())
    }

    /// Makes an instance of each. Whether both are alive.
    fn start(&mut self, before: &mut Side, after: &mut Side) -> Result<bool, Difference> {
        let seed = self.seed();
        let here = before.start(seed, self.settings.fuel);
        let there = after.start(seed, outcome::fuel_of_second(&here));
        let undecided = self.compare("instantiating", "", &here, &there)?;
        if let Some(why) = undecided {
            self.skip("the whole component", why);
        } else if let Some(why) = here.trap() {
            self.skip(
                "the rest of the component",
                &format!("it cannot be instantiated: {why}"),
            );
        }
        Ok(undecided.is_none() && here.trap().is_none())
    }

    /// Calls one function on both. Whether the instances can be called again.
    fn call(
        &mut self,
        function: &Function,
        at: usize,
        before: &mut Side,
        after: &mut Side,
    ) -> Result<bool, Difference> {
        let given = Given {
            seed: self.seed(),
            turn: self.verified.functions[at].calls as usize,
            fuel: self.settings.fuel,
        };
        let here = before.call(at, given);
        let fuel = match &here {
            Call::Ended(outcome, _) => outcome::fuel_of_second(outcome),
            Call::NotMade => self.settings.fuel,
        };
        let (here, there, arguments) = match (here, after.call(at, Given { fuel, ..given })) {
            (Call::Ended(here, arguments), Call::Ended(there, _)) => (here, there, arguments),
            (Call::NotMade, Call::NotMade) => return Ok(true),
            (Call::Ended(..), Call::NotMade) | (Call::NotMade, Call::Ended(..)) => {
                let (before, after) = ("other handles", "other handles");
                return Err(self.difference(&function.name(), Kind::Form, before, after));
            }
        };
        let undecided = self.compare(&function.name(), &arguments, &here, &there)?;
        let tried = &mut self.verified.functions[at];
        tried.calls += 1;
        tried.undecided += u32::from(undecided.is_some());
        tried.trapped += u32::from(undecided.is_none() && here.trap().is_some());
        Ok(undecided.is_none() && here.trap().is_none())
    }

    /// Compares two outcomes; why they cannot be, if so.
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

    fn difference(&self, during: &str, kind: Kind, before: &str, after: &str) -> Difference {
        Difference {
            during: during.to_owned(),
            arguments: "none".to_owned(),
            call: (self.number, self.settings.seed),
            kind,
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }

    /// Notes that something is not compared. Says everything once.
    fn skip(&mut self, what: &str, why: &str) {
        let skipped = Skipped {
            what: what.to_owned(),
            why: why.to_owned(),
        };
        if !self.verified.skipped.contains(&skipped) {
            self.verified.skipped.push(skipped);
        }
    }
}
