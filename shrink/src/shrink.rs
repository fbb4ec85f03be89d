//! All passes, one after the other, and the proof.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::error::{Error, Refusal};
use crate::model::{Id, Model};
use crate::options::Options;
use crate::pass::{self, Merge, Pass};
use crate::prove::{Depth, Proof};
use crate::read::read;
use crate::report::Report;
use crate::sections::Sections;
use crate::write::write;

/// How often the passes are run over what they left. What a round has left for
/// the next one gets less each time; in all that was tried the third found
/// nothing.
const ROUNDS: usize = 8;

/// A component that was shrunk.
#[derive(Clone, Debug)]
pub struct Shrunk {
    /// The component: never more bytes than the input.
    pub component: Vec<u8>,
    /// The custom sections that were set aside, in an empty component.
    pub aside: Vec<u8>,
    /// What was done.
    pub report: Report,
}

/// Makes a component smaller.
///
/// The result has the same world, gives the same results and traps, and calls
/// the same imports. What cannot be proven to be so, or is not understood, stays
/// as it was; the report says why.
///
/// # Errors
///
/// - [`Error::Malformed`]: the input is no valid component.
/// - [`Error::NoComponent`], [`Error::Encode`]: it is a core module that cannot
///   be made one.
pub fn shrink(input: &[u8], options: &Options) -> Result<Shrunk, Error> {
    let input = crate::encode::component(input)?;
    let proof = Proof::of(&input)?;
    let mut report = Report::of(&input);
    let best = if proof.world().is_package() {
        report.left(None, "it is a WIT package, which tools read and nothing runs");
        input.to_vec()
    } else {
        Shrink {
            proof: &proof,
            options,
            best: Cow::Borrowed(&input),
            optimised: HashSet::new(),
            report: &mut report,
        }
        .run()
    };
    let aside = crate::aside::aside(&input, options)?;
    let component = match proof.check(&best, Depth::Bodies) {
        Ok(()) => best,
        Err(refusal) => {
            report.left(None, refusal.to_string());
            report.passes.iter_mut().for_each(|pass| pass.bytes = 0);
            input.into_owned()
        }
    };
    report.after = component.len();
    report.sections_after = Sections::of(&component)?;
    Ok(Shrunk {
        component,
        aside,
        report,
    })
}

struct Shrink<'s> {
    proof: &'s Proof,
    options: &'s Options,
    best: Cow<'s, [u8]>,
    /// What wasm-opt has nothing to do for any more.
    optimised: HashSet<Vec<u8>>,
    report: &'s mut Report,
}

impl Shrink<'_> {
    fn run(mut self) -> Vec<u8> {
        for _ in 0..ROUNDS {
            let before = self.best.len();
            for pass in Pass::ALL {
                if self.options.has(pass) {
                    self.pass(pass);
                }
            }
            if self.best.len() == before {
                break;
            }
        }
        self.best.into_owned()
    }

    fn pass(&mut self, pass: Pass) {
        match pass {
            Pass::Custom => {
                let options = self.options;
                self.attempt(pass, |model, refusals| {
                    refusals.extend(pass::custom::strip(model, options));
                    Ok(())
                });
            }
            Pass::Tidy => _ = self.attempt(pass, |_, _| Ok(())),
            Pass::Canonical => {
                self.attempt(pass, |model, _| {
                    pass::canonical::leave_out_defaults(&mut model.root);
                    Ok(())
                });
            }
            Pass::Shims => self.shims(),
            Pass::Allocator => {
                let plan = read(&self.best).and_then(|model| pass::allocator::plan(&model));
                match plan {
                    Ok(Some(plan)) => {
                        let result = self.with_plan(&plan);
                        self.take(pass, result);
                    }
                    Ok(None) => {}
                    Err(refusal) => self.report.left(Some(pass), refusal.to_string()),
                }
            }
            Pass::Core => {
                self.attempt(pass, |model, refusals| {
                    refusals.extend(pass::modules::shrink(model));
                    Ok(())
                });
            }
            Pass::WasmOpt => {
                if let Some(program) = self.options.program() {
                    let mut seen = std::mem::take(&mut self.optimised);
                    self.attempt(pass, |model, refusals| {
                        refusals.extend(pass::modules::optimise(model, program, &mut seen));
                        Ok(())
                    });
                    self.optimised = seen;
                }
            }
            Pass::Names => {
                self.attempt(pass, |model, _| pass::rename::rename(model));
            }
        }
    }

    /// All shims at once, and if that does not do, each by itself.
    fn shims(&mut self) {
        let shims = |model: &Model<'_>| pass::shim::shims(model);
        let count = match read(&self.best) {
            Ok(model) => shims(&model).len(),
            Err(_) => 0,
        };
        if count == 0
            || self.attempt(Pass::Shims, |model, _| {
                let all = shims(model);
                pass::shim::inline(model, &all)
            })
        {
            return;
        }
        // From the last one on: what is done with one leaves those before it
        // where they are.
        for index in (0..count).rev() {
            let only = |model: &Model<'_>| shims(model).get(index).copied();
            let _ = self.attempt(Pass::Shims, |model, _| {
                let instances: Vec<Id> = only(model).into_iter().collect();
                pass::shim::inline(model, &instances)
            }) || self.attempt(Pass::Shims, |model, _| match only(model) {
                Some(instance) => pass::shim::types::keep_types(model, instance),
                None => Ok(()),
            });
        }
    }

    /// Lets `change` work on the best form so far, and takes the result if it is
    /// smaller and the same component. Whether it was taken.
    fn attempt(
        &mut self,
        pass: Pass,
        change: impl FnOnce(&mut Model<'_>, &mut Vec<Refusal>) -> Result<(), Refusal>,
    ) -> bool {
        let mut refusals = Vec::new();
        let result = self.changed(pass, change, &mut refusals);
        for refusal in refusals {
            self.report.left(Some(pass), refusal.to_string());
        }
        self.take(pass, result)
    }

    /// Takes a result if there is one. Whether there was.
    fn take(&mut self, pass: Pass, result: Result<Option<Vec<u8>>, Refusal>) -> bool {
        match result {
            Ok(Some(smaller)) => {
                self.report.saved(pass, self.best.len() - smaller.len());
                self.best = Cow::Owned(smaller);
                true
            }
            Ok(None) => false,
            Err(refusal) => {
                self.report.left(Some(pass), refusal.to_string());
                false
            }
        }
    }

    /// What `change` leaves, if it is smaller.
    fn changed(
        &self,
        pass: Pass,
        change: impl FnOnce(&mut Model<'_>, &mut Vec<Refusal>) -> Result<(), Refusal>,
        refusals: &mut Vec<Refusal>,
    ) -> Result<Option<Vec<u8>>, Refusal> {
        let mut model = read(&self.best)?;
        change(&mut model, refusals)?;
        self.finish(pass, model)
    }

    fn with_plan(&self, plan: &pass::allocator::Plan) -> Result<Option<Vec<u8>>, Refusal> {
        let mut model = read(&self.best)?;
        pass::allocator::apply(&mut model, plan)?;
        // Names and code pay off only now: what was exported for the shim, say.
        if self.options.has(Pass::Core) {
            pass::modules::shrink(&mut model);
        }
        if self.options.has(Pass::Names) {
            pass::rename::rename(&mut model)?;
        }
        self.finish(Pass::Allocator, model)
    }

    /// The bytes of a model, if they are fewer and prove to be the same.
    fn finish(&self, pass: Pass, model: Model<'_>) -> Result<Option<Vec<u8>>, Refusal> {
        if pass != Pass::Tidy && !self.options.has(Pass::Tidy) {
            let mut model = model;
            pass::order::order(&mut model.root)?;
            return self.prove(pass, &model);
        }
        let mut merged = model.clone();
        pass::tidy(&mut merged, Merge::All)?;
        match self.prove(pass, &merged) {
            // It may have been too much.
            Err(refusal) => {
                let mut model = model;
                pass::tidy(&mut model, Merge::Unnamed)?;
                self.prove(pass, &model).map_err(|_| refusal)
            }
            proven => proven,
        }
    }

    fn prove(&self, pass: Pass, model: &Model<'_>) -> Result<Option<Vec<u8>>, Refusal> {
        let smaller = write(model)?;
        if smaller.len() >= self.best.len() {
            return Ok(None);
        }
        let depth = match pass {
            Pass::Core | Pass::WasmOpt | Pass::Allocator => Depth::Bodies,
            _ => Depth::Types,
        };
        if let Ok(path) = std::env::var("SHRINK_DEBUG") { std::fs::write(path, &smaller).ok(); }
        self.proof.check_sameness(&smaller, depth)?;
        Ok(Some(smaller))
    }
}
