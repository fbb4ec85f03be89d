//! The pass manager: runs the passes again and again, until they come to a fixpoint.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::core_wasm;
use crate::error::Refusal;
use crate::model::{Id, Model};
use crate::options::Options;
use crate::pass::{
    self, Merge, Pass, allocator, canonical, coarse, custom, imports, modules, rename, shim,
};
use crate::read::read;
use crate::report::Report;
use crate::validate::{Depth, Requirements};
use crate::write::write;
use greentic_untrusted::guarded;

/// The most rounds of passes over what they left. Each round leaves less for the
/// next one; in all that was tried the fourth was at the fixpoint.
pub(crate) const MAX_ROUNDS: usize = 8;

/// The number of definitions past which the passes that look for shims are left
/// out: their time grows with the square.
const MANY: Id = 20_000;

/// Runs the passes. Has the smallest form of a component so far, and the state of
/// the passes.
///
/// A pass works on a model of that form. Its result is taken if it is smaller and
/// validates as the same component; if not, the form stays.
pub(crate) struct PassManager<'s> {
    requirements: &'s Requirements,
    options: &'s Options,
    best: Cow<'s, [u8]>,
    /// Modules at the fixpoint of the passes on core modules.
    fixpoints: modules::Fixpoints,
    /// Modules that wasm-opt and outlining have nothing left to do for.
    seen: HashMap<Pass, HashSet<Vec<u8>>>,
    report: &'s mut Report,
}

impl<'s> PassManager<'s> {
    pub(crate) fn new(
        input: &'s [u8],
        requirements: &'s Requirements,
        options: &'s Options,
        report: &'s mut Report,
    ) -> Self {
        Self {
            requirements,
            options,
            best: Cow::Borrowed(input),
            fixpoints: modules::Fixpoints::default(),
            seen: HashMap::new(),
            report,
        }
    }

    /// Runs the passes. Returns the smallest form.
    pub(crate) fn run(mut self) -> Vec<u8> {
        let many = match read(&self.best) {
            Ok(model) => model.next > MANY,
            Err(refusal) => {
                let reason = format!("{refusal}; only names and core modules were looked at");
                self.report.left(None, reason);
                self.coarse();
                return self.best.into_owned();
            }
        };
        for _ in 0..MAX_ROUNDS {
            let before = self.best.len();
            for pass in Pass::ALL {
                if many && matches!(pass, Pass::Shims | Pass::Allocator) {
                    self.report.left(Some(pass), "it has too many definitions");
                } else if self.options.has(pass) {
                    self.run_one(pass);
                }
            }
            if self.best.len() == before {
                break;
            }
        }
        self.best.into_owned()
    }

    /// Runs the passes that need no model.
    fn coarse(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let before = self.best.len();
            for pass in [Pass::Custom, Pass::Core, Pass::Outline] {
                if !self.options.has(pass) {
                    continue;
                }
                let mut refusals = Vec::new();
                let done = guarded(|| self.coarse_pass(pass, &mut refusals));
                let done = done.unwrap_or_else(|panic| Err(Refusal(gave_up(&panic))));
                for refusal in refusals.into_iter().chain(done.err()) {
                    self.report.left(Some(pass), refusal.to_string());
                }
            }
            if self.best.len() == before {
                break;
            }
        }
    }

    fn coarse_pass(&mut self, pass: Pass, refusals: &mut Vec<Refusal>) -> Result<(), Refusal> {
        let options = self.options;
        let keeps = |name: &str| options.keeps(name);
        let mut module = |module: &[u8]| {
            let smaller = match pass {
                Pass::Custom => core_wasm::strip(module, &keeps),
                Pass::Core => core_wasm::dce_keeping_imports(module, &|_| true)
                    .and_then(|smaller| core_wasm::compact(&core_wasm::simplify(&smaller)?)),
                _ => core_wasm::outline(module),
            };
            match smaller {
                Ok(smaller) if smaller.len() < module.len() => return smaller,
                Ok(_) => {}
                Err(refusal) => refusals.push(refusal.into()),
            }
            module.to_vec()
        };
        let mut rules = coarse::RewriteRules {
            custom: &|name| pass != Pass::Custom || keeps(name),
            module: &mut module,
        };
        let smaller = coarse::rewrite(&self.best, &mut rules)?;
        if smaller.len() < self.best.len() {
            self.requirements.check_sameness(&smaller, Depth::Bodies)?;
            self.take(pass, Some(smaller));
        }
        Ok(())
    }

    /// Runs a pass. If it panics, the form stays as it was.
    fn run_one(&mut self, pass: Pass) {
        if let Err(panic) = guarded(|| self.run_unguarded(pass)) {
            self.report.left(Some(pass), gave_up(&panic));
        }
    }

    fn run_unguarded(&mut self, pass: Pass) {
        let options = self.options;
        match pass {
            Pass::Custom => self.attempt(pass, |model, refusals| {
                refusals.extend(custom::strip(model, options));
                Ok(())
            }),
            // Every pass ends with it.
            Pass::Tidy => self.attempt(pass, |_, _| Ok(())),
            Pass::Canonical => self.attempt(pass, |model, _| {
                canonical::leave_out(&mut model.root);
                Ok(())
            }),
            Pass::Shims => self.shims(),
            Pass::Core => {
                let mut fixpoints = std::mem::take(&mut self.fixpoints);
                self.attempt(pass, |model, refusals| {
                    refusals.extend(modules::shrink(model, &mut fixpoints));
                    Ok(())
                });
                self.fixpoints = fixpoints;
            }
            Pass::WasmOpt => {
                if let Some(program) = options.program() {
                    self.modules(pass, &|module| {
                        let smaller = program.optimise(module);
                        smaller.map_err(|error| Refusal(error.to_string()))
                    });
                }
            }
            Pass::Allocator => {
                if let Err(refusal) = self.split() {
                    self.report.left(Some(pass), refusal.to_string());
                }
            }
            // Not before the allocator is parted from the rest: they would share
            // code.
            Pass::Outline => self.modules(pass, &|module| {
                let output = core_wasm::outline(module)?;
                Ok((output.len() < module.len()).then_some(output))
            }),
            Pass::Names => self.attempt(pass, |model, _| {
                imports::rename(&mut model.root);
                rename::rename(model)
            }),
        }
    }

    /// Lets a pass on core modules work on each that it has not seen.
    fn modules(&mut self, pass: Pass, change: &modules::OnModule<'_>) {
        let mut seen = self.seen.remove(&pass).unwrap_or_default();
        self.attempt(pass, |model, refusals| {
            refusals.extend(modules::each_unseen(model, &mut seen, change));
            Ok(())
        });
        self.seen.insert(pass, seen);
    }

    /// Takes out all shims at once, and if that does not do, each by itself.
    fn shims(&mut self) {
        let count = read(&self.best).map_or(0, |model| shim::shims(&model).len());
        let all = |model: &mut Model<'_>| {
            let all = shim::shims(model);
            shim::inline(model, &all)
        };
        if count == 0 || matches!(self.change(Pass::Shims, all), Ok(true)) {
            return;
        }
        // From the last one on: a change of one leaves those before it where they
        // are.
        for index in (0..count).rev() {
            let only = |model: &Model<'_>| shim::shims(model).get(index).copied();
            let inline = |model: &mut Model<'_>| {
                let instances: Vec<Id> = only(model).into_iter().collect();
                shim::inline(model, &instances)
            };
            let types = |model: &mut Model<'_>| match only(model) {
                Some(instance) => shim::types::keep_types(model, instance),
                None => Ok(()),
            };
            let inlined = self.change(Pass::Shims, inline);
            if let Err(refusal) = inlined
                && !matches!(self.change(Pass::Shims, types), Ok(true))
            {
                self.report.left(Some(Pass::Shims), refusal.to_string());
            }
        }
    }

    /// Gives memory and allocator a module of their own.
    fn split(&mut self) -> Result<(), Refusal> {
        let Some(plan) = allocator::plan(&read(&self.best)?)? else {
            return Ok(());
        };
        let mut model = read(&self.best)?;
        allocator::apply(&mut model, &plan)?;
        // These pay off only now: a large part of the modules was there for the
        // shim.
        if self.options.has(Pass::Core) {
            modules::shrink(&mut model, &mut self.fixpoints);
        }
        if self.options.has(Pass::Names) {
            rename::rename(&mut model)?;
        }
        let smaller = self.finish(Pass::Allocator, model)?;
        self.take(Pass::Allocator, smaller);
        Ok(())
    }

    /// Lets `change` work on the best form so far, and notes the reason if nothing
    /// comes of it.
    fn attempt(
        &mut self,
        pass: Pass,
        change: impl FnOnce(&mut Model<'_>, &mut Vec<Refusal>) -> Result<(), Refusal>,
    ) {
        let mut refusals = Vec::new();
        let result = self.change(pass, |model| change(model, &mut refusals));
        for refusal in refusals.into_iter().chain(result.err()) {
            self.report.left(Some(pass), refusal.to_string());
        }
    }

    /// Lets `change` work on the best form so far. Returns `true` if it is smaller
    /// now.
    fn change(
        &mut self,
        pass: Pass,
        change: impl FnOnce(&mut Model<'_>) -> Result<(), Refusal>,
    ) -> Result<bool, Refusal> {
        let mut model = read(&self.best)?;
        change(&mut model)?;
        let smaller = self.finish(pass, model)?;
        Ok(self.take(pass, smaller))
    }

    fn take(&mut self, pass: Pass, smaller: Option<Vec<u8>>) -> bool {
        let Some(smaller) = smaller else {
            return false;
        };
        self.report.saved(pass, self.best.len() - smaller.len());
        self.best = Cow::Owned(smaller);
        true
    }

    /// Returns the bytes of a model, if they are fewer and validate as the same
    /// component.
    fn finish(&self, pass: Pass, mut model: Model<'_>) -> Result<Option<Vec<u8>>, Refusal> {
        if pass != Pass::Tidy && !self.options.has(Pass::Tidy) {
            pass::order::order(&mut model.root)?;
            return self.validated(pass, &model);
        }
        let mut merged = model.clone();
        pass::tidy(&mut merged, Merge::All)?;
        self.validated(pass, &merged).or_else(|refusal| {
            // It may have been too much.
            pass::tidy(&mut model, Merge::Unnamed)?;
            self.validated(pass, &model).map_err(|_| refusal)
        })
    }

    /// Returns the bytes of a tidy model, in the same way.
    fn validated(&self, pass: Pass, model: &Model<'_>) -> Result<Option<Vec<u8>>, Refusal> {
        let smaller = write(model)?;
        if smaller.len() >= self.best.len() {
            return Ok(None);
        }
        let depth = match pass {
            Pass::Core | Pass::WasmOpt | Pass::Allocator | Pass::Outline => Depth::Bodies,
            _ => Depth::Types,
        };
        self.requirements.check_sameness(&smaller, depth)?;
        Ok(Some(smaller))
    }
}

/// Returns the note on a pass that panicked.
pub(crate) fn gave_up(panic: &str) -> String {
    format!("the pass gave up, which is a mistake in it: {panic}")
}
