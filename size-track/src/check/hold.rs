//! Checks one file against its budget, the baseline and the last release.

use greentic_size_model::File;
use greentic_size_model::explain::{Chain, Query, keeps};
use greentic_size_model::numerals::number;
use serde_json::{Value, json};

use super::toolchain::Provenance;
use super::{
    BoundCheck, CheckReport, FileCheck, Growth, NewImport, ToolchainChange, ToolchainPolicy,
};
use crate::budget::own::{BOUNDS, Limits, OwnBudgets};
use crate::budget::patterns::{allows, is_pattern};
use crate::shown::short;
use crate::snapshot::{Sizes, Snapshot};
use crate::violation::{Check, Violation};

/// A file to check.
pub struct CheckedFile<'s, 'f> {
    /// The name, also in the baseline.
    pub name: &'s str,
    /// The path.
    pub path: &'s str,
    /// The table of the budgets that is for it.
    pub table: Option<&'s str>,
    /// The file, with the names that are known.
    pub file: &'s File<'f>,
    /// Its sizes.
    pub sizes: &'s Sizes,
}

/// The things against which files are checked.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// The budgets.
    pub budgets: Option<&'a OwnBudgets>,
    /// The baseline.
    pub baseline: Option<&'a Snapshot>,
    /// The release from which drift is measured.
    pub release: Option<&'a Snapshot>,
    /// The current tools and sources; its files do not matter.
    pub now: &'a Snapshot,
    /// The policy for a change of the tools.
    pub toolchain: ToolchainPolicy,
}

/// Checks a file, and adds the result to a report.
pub fn file(report: &mut CheckReport, subject: &CheckedFile<'_, '_>, against: &Against<'_>) {
    let sizes = subject.sizes;
    let budgets = against.budgets.zip(subject.table);
    let limits = budgets.and_then(|(budgets, table)| budgets.of(&[table]));
    let limits = limits.map(|(_, limits)| limits.clone()).unwrap_or_default();
    let before = of_file(against.baseline, subject.name);
    let release = of_file(against.release, subject.name);
    let more = |before: Option<(&Snapshot, &Sizes)>| {
        before.map(|(_, before)| signed(sizes.bytes) - signed(before.bytes))
    };
    let toolchain = before.map(|before| change(before, (against.now, sizes)));
    let mut checker = FileChecker {
        subject,
        sizes,
        limits: &limits,
        budgets: against.budgets.map(OwnBudgets::path),
        why: String::new(),
        violations: Vec::new(),
        warnings: Vec::new(),
    };
    let grew = before.map(|(_, before)| Growth::between(before, sizes));
    checker.why = checker.why(grew.as_ref(), toolchain.as_ref());
    let bounds = checker.bounds();
    checker.stack();
    // Growth that comes from the tools is not a fault of the code.
    let excused =
        |change: &ToolchainChange| change.alone() && against.toolchain == ToolchainPolicy::Allow;
    if !toolchain.as_ref().is_some_and(excused) {
        checker.growth(Check::Step, before, limits.step);
    }
    let since = release.map(|release| change(release, (against.now, sizes)));
    if !since.as_ref().is_some_and(excused) {
        checker.growth(Check::Drift, release, limits.drift);
    }
    if let Some(change) = &toolchain {
        checker.toolchain(change, against.toolchain);
    }
    let new_imports = checker.imports(before.map(|(_, before)| before));
    report.files.push(FileCheck {
        name: subject.name.to_owned(),
        path: subject.path.to_owned(),
        budget: subject.table.map(str::to_owned),
        sizes: sizes.clone(),
        bounds,
        baseline_bytes: before.map(|(_, before)| before.bytes),
        difference: more(before),
        release_bytes: release.map(|(_, release)| release.bytes),
        drift: more(release),
        grew,
        toolchain,
        new_imports,
    });
    report.violations.append(&mut checker.violations);
    report.warnings.append(&mut checker.warnings);
    report.holds = report.violations.is_empty();
}

/// Converts a number of bytes. Files have less than 4 GiB, but a baseline may claim more.
fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes)
        .unwrap_or(i64::MAX / 2)
        .min(i64::MAX / 2)
}

fn of_file<'s>(snapshot: Option<&'s Snapshot>, name: &str) -> Option<(&'s Snapshot, &'s Sizes)> {
    let snapshot = snapshot?;
    Some((snapshot, snapshot.files.get(name)?))
}

fn change(before: (&Snapshot, &Sizes), after: (&Snapshot, &Sizes)) -> ToolchainChange {
    fn made(snapshot: &Snapshot) -> Provenance<'_> {
        Provenance {
            toolchain: &snapshot.toolchain,
            sources: snapshot.sources.as_deref(),
        }
    }
    ToolchainChange::between((made(before.0), before.1), (made(after.0), after.1))
}

/// A file that is being checked.
struct FileChecker<'h, 'f> {
    subject: &'h CheckedFile<'h, 'f>,
    sizes: &'h Sizes,
    limits: &'h Limits,
    budgets: Option<&'h std::path::Path>,
    /// The reason for the growth, as the end of a message.
    why: String,
    violations: Vec<Violation>,
    warnings: Vec<Violation>,
}

impl FileChecker<'_, '_> {
    fn fault(
        &self,
        check: Check,
        key: &str,
        [expected, actual]: [Value; 2],
        message: &str,
    ) -> Violation {
        let mut message = format!("{}: {message}", short(self.subject.name));
        if let Some(own) = &self.limits.message {
            message.push('\n');
            message.push_str(own.trim());
        }
        Violation {
            component: self.subject.name.to_owned(),
            check,
            key: key.to_owned(),
            expected,
            actual,
            message,
        }
    }

    /// Returns the thing that grew most, and whether the tool chain made it grow.
    fn why(&self, grew: Option<&Growth>, toolchain: Option<&ToolchainChange>) -> String {
        let Some(grew) = grew else {
            return format!(
                "; there is no baseline that could tell what grew: `size explain {}` tells what \
                 its bytes are for",
                short(self.subject.path)
            );
        };
        let mut why = String::new();
        if let Some(most) = grew.most() {
            why = format!("; most grew {} ({})", most.text(), most.difference());
        }
        if let Some(text) = toolchain.and_then(ToolchainChange::text) {
            why.push_str("; ");
            why.push_str(&text);
        }
        why
    }

    /// Returns the path of the budgets file, for people.
    fn file(&self) -> String {
        let path = self.budgets.map(|path| path.display().to_string());
        short(&path.unwrap_or_default())
    }

    /// Checks every number of the budget, and its headroom.
    fn bounds(&mut self) -> Vec<BoundCheck> {
        let mut all = Vec::new();
        for bound in &BOUNDS {
            let actual = (bound.measured)(self.sizes);
            let Some(most) = (bound.most)(self.limits) else {
                continue;
            };
            all.push(BoundCheck {
                key: bound.key,
                most,
                actual,
                left: signed(most) - signed(actual),
            });
            if actual > most {
                let message = format!(
                    "{} {} are {} more than the budget of {}{}; take them away, or raise `{}` in {}",
                    number(actual),
                    bound.what,
                    number(actual - most),
                    number(most),
                    self.why,
                    bound.key,
                    self.file()
                );
                let values = [json!(most), json!(actual)];
                let fault = self.fault(Check::Budget, bound.key, values, &message);
                self.violations.push(fault);
                continue;
            }
            let wanted = self.limits.headroom.filter(|_| bound.of_file);
            let wanted = wanted.map_or(0, |headroom| headroom.of(most));
            if most - actual < wanted {
                let message = format!(
                    "{} of {} {} are left, fewer than the headroom of {}{}; make room, or lower \
                     `headroom` in {}",
                    number(most - actual),
                    number(most),
                    bound.what,
                    number(wanted),
                    self.why,
                    self.file()
                );
                let values = [json!(wanted), json!(most - actual)];
                let fault = self.fault(Check::Headroom, bound.key, values, &message);
                self.warnings.push(fault);
            }
        }
        all
    }

    /// Warns if the stack is smaller than calls need.
    fn stack(&mut self) {
        let (taken, size) = (self.sizes.stack, self.sizes.stack_size);
        if let Some(size) = size.filter(|size| taken > *size) {
            let message = format!(
                "calls take {} bytes of stack, and there are {}; link it with -zstack-size={taken}",
                number(taken),
                number(size)
            );
            let values = [json!(size), json!(taken)];
            let fault = self.fault(Check::Budget, "stack-size", values, &message);
            self.warnings.push(fault);
        }
    }

    /// Checks the growth since the baseline or a release.
    fn growth(
        &mut self,
        check: Check,
        before: Option<(&Snapshot, &Sizes)>,
        allowed: Option<crate::budget::Allowance>,
    ) {
        let Some(allowed) = allowed else { return };
        let step = check == Check::Step;
        let key = if step { "step" } else { "drift" };
        let Some((snapshot, before)) = before else {
            let message = if step {
                "`step` is not held: the file is not in the baseline; write one with \
                 `size snapshot`"
            } else {
                "`drift` is not held: the file is not in the history; begin one with \
                 `size snapshot --append`"
            };
            let fault = self.fault(check, key, [json!(allowed), Value::Null], message);
            self.warnings.push(fault);
            return;
        };
        let most = allowed.of(before.bytes);
        let more = self.sizes.bytes.saturating_sub(before.bytes);
        if more <= most {
            return;
        }
        let since = match (&snapshot.release, step) {
            (_, true) => "the baseline".to_owned(),
            (Some(release), _) => format!("release {}", short(release)),
            (None, _) => "the beginning of the history".to_owned(),
        };
        let advice = if step {
            "take them away, or accept them with `size snapshot`"
        } else {
            "take them away, or raise `drift`"
        };
        let message = format!(
            "{} bytes are {} more than the {} of {since}, and `{key}` allows {allowed}{}{}; {advice}",
            number(self.sizes.bytes),
            number(more),
            number(before.bytes),
            match allowed {
                crate::budget::Allowance::Part(_) => format!(", {}", number(most)),
                crate::budget::Allowance::Bytes(_) => String::new(),
            },
            self.why,
        );
        let fault = self.fault(check, key, [json!(most), json!(more)], &message);
        self.violations.push(fault);
    }

    fn toolchain(&mut self, change: &ToolchainChange, policy: ToolchainPolicy) {
        let Some(text) = change.text() else { return };
        let message = format!("{text}; accept that with `size snapshot`");
        let values = [Value::Null, json!(change.changes)];
        let fault = self.fault(Check::Toolchain, "toolchain-change", values, &message);
        match policy {
            ToolchainPolicy::Allow => {}
            ToolchainPolicy::Warn => self.warnings.push(fault),
            ToolchainPolicy::Fail => self.violations.push(fault),
        }
    }

    /// Checks the imports against the budget. Without one, imports that the baseline does
    /// not have are faults.
    fn imports(&mut self, before: Option<&Sizes>) -> Vec<NewImport> {
        let imports = &self.sizes.imports;
        let (allowed, by) = match (&self.limits.imports, before) {
            (Some(allowed), _) => (allowed, "the budget does not allow"),
            (None, Some(before)) => (&before.imports, "the baseline does not have"),
            (None, None) => return Vec::new(),
        };
        let budget = self.limits.imports.is_some();
        let fits = |import: &String| {
            if budget {
                allows(allowed, import)
            } else {
                allowed.contains(import)
            }
        };
        let mut new = Vec::new();
        for name in imports.iter().filter(|import| !fits(import)) {
            let chain = keeps(self.subject.file, Query::Import(name));
            let kept = match chain.as_ref().map(way) {
                Some(way) if !way.is_empty() => format!(", which is kept in by {way}"),
                _ => String::new(),
            };
            let advice = if budget {
                format!("add it to `imports` in {}", self.file())
            } else {
                "accept it with `size snapshot`".to_owned()
            };
            let message = format!(
                "imports {}, which {by}{kept}; take it away, or {advice}",
                short(name)
            );
            let fault = self.fault(
                Check::Imports,
                "imports",
                [json!(allowed), json!(name)],
                &message,
            );
            self.violations.push(fault);
            new.push(NewImport {
                name: name.clone(),
                chain,
            });
        }
        if budget && self.limits.exact_imports {
            let unused = allowed.iter().filter(|pattern| {
                let only = std::slice::from_ref(*pattern);
                !imports.iter().any(|import| allows(only, import))
            });
            for pattern in unused.cloned().collect::<Vec<_>>() {
                let what = if is_pattern(&pattern) {
                    "imports nothing that fits"
                } else {
                    "does not import"
                };
                let message = format!(
                    "{what} {}, which `exact_imports` asks for; take it out of `imports` in {}",
                    short(&pattern),
                    self.file()
                );
                let fault = self.fault(
                    Check::Imports,
                    "exact_imports",
                    [json!(pattern), Value::Null],
                    &message,
                );
                self.violations.push(fault);
            }
        }
        new
    }
}

/// Returns a chain on one line, from an item that is used from outside to the import.
pub(super) fn way(chain: &Chain) -> String {
    let steps = chain.steps.iter().map(|step| {
        let (label, name) = (step.kind.label(), short(&step.name));
        if name.starts_with(label) {
            name
        } else {
            format!("{label} {name}")
        }
    });
    steps.collect::<Vec<_>>().join(" > ")
}
