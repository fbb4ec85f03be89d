//! All the calls of a function that a run makes.

use anyhow::{Context as _, Result, bail, ensure};
use fastrand::Rng;
use wasmtime::component::Val;

use crate::roundtrip::difference::{brief, change, difference};
use crate::roundtrip::host::{Exchange, Function, Mirror};
use crate::roundtrip::making::Maker;
use crate::roundtrip::sites::Sites;

/// Calls of a function, at least.
pub const CASES: u32 = 200;

/// Calls of a function, at most: some types have many cases, and each is met
/// once at least.
const MOST_CASES: u32 = 10_000;

/// The variable that gives the seed for another run.
pub const SEED_VARIABLE: &str = "CONFORMANCE_SEED";

/// The seed of a run: a number in [`SEED_VARIABLE`], or else always the same.
///
/// # Errors
///
/// When the variable holds something else.
pub fn seed() -> Result<u64> {
    match std::env::var(SEED_VARIABLE) {
        Ok(text) => text
            .parse()
            .with_context(|| format!("{SEED_VARIABLE}={text} is not a number")),
        Err(_) => Ok(2026),
    }
}

/// One call.
#[derive(Clone, Debug)]
pub struct Case {
    /// The arguments for the component.
    pub arguments: Vec<Val>,
    /// The answer of the host.
    pub answer: Option<Val>,
}

impl Case {
    /// Changes one part of one argument or of the answer. Answers whether that
    /// could be done.
    ///
    /// # Panics
    ///
    /// When it is a call of another function.
    pub fn change(&mut self, function: &Function, random: &mut Rng) -> bool {
        let params = function.params.iter().map(|(_, shape)| shape);
        let values = self.arguments.iter_mut().zip(params);
        let mut values: Vec<_> = values
            .chain(self.answer.as_mut().zip(function.result.as_ref()))
            .collect();
        random.shuffle(&mut values);
        let mut sites = function.sites.clone();
        values
            .into_iter()
            .any(|(value, shape)| change(value, shape, random, &mut sites))
    }

    /// Returns the values that did not come out as they went in.
    pub fn differences(&self, exchange: &Exchange) -> Vec<String> {
        let mut differences = Vec::new();
        if self.arguments.len() == exchange.arguments.len() {
            let arguments = self.arguments.iter().zip(&exchange.arguments).enumerate();
            differences.extend(arguments.filter_map(|(at, (sent, arrived))| {
                let difference = difference(sent, arrived)?;
                Some(format!("argument {at} {difference}"))
            }));
        } else {
            differences.push(format!(
                "sent {} arguments, arrived {}",
                self.arguments.len(),
                exchange.arguments.len()
            ));
        }
        differences.extend(match (&self.answer, &exchange.answer) {
            (Some(sent), Some(arrived)) => {
                difference(sent, arrived).map(|difference| format!("result {difference}"))
            }
            (None, None) => None,
            (sent, arrived) => Some(format!("result: sent {sent:?}, arrived {arrived:?}")),
        });
        differences
    }
}

/// The calls of a function, the same for the same seed: [`CASES`], and more
/// until every class of values was made at every place of its types.
#[derive(Debug)]
pub struct Cases<'f> {
    function: &'f Function,
    sites: Sites,
    random: Rng,
    made: u32,
}

impl<'f> Cases<'f> {
    /// The calls of `function` in the run with `seed`.
    pub fn new(function: &'f Function, seed: u64) -> Self {
        // Other functions have other values (FNV-1a).
        let name = function.interface.bytes().chain(function.name.bytes());
        let seed = name.fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self {
            function,
            sites: function.sites.clone(),
            random: Rng::with_seed(seed),
            made: 0,
        }
    }

    /// The classes of values that were not made so far, in words.
    pub fn missing(&self) -> String {
        self.sites.missing()
    }
}

impl Iterator for Cases<'_> {
    type Item = Case;

    fn next(&mut self) -> Option<Case> {
        let enough = self.made >= CASES && self.sites.complete();
        if enough || self.made >= MOST_CASES {
            return None;
        }
        self.made += 1;
        let mut maker = Maker::new(&mut self.random, &mut self.sites);
        let params = self.function.params.iter();
        let arguments = params.map(|(_, shape)| maker.value(shape)).collect();
        let mut maker = Maker::new(&mut self.random, &mut self.sites);
        let answer = self.function.result.as_ref();
        let answer = answer.map(|shape| maker.value(shape));
        Some(Case { arguments, answer })
    }
}

/// The calls of a function that passed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// The number of calls.
    pub calls: u32,
    /// The bytes of all texts that went in and out.
    pub text_bytes: usize,
}

/// Makes all calls of the `at`-th function of a mirror.
///
/// # Errors
///
/// For the first call that did not come out as it went in, with all that it
/// takes to see it again, and when not every class of values could be made.
///
/// # Panics
///
/// When there is no such function.
pub fn check(mirror: &mut Mirror, at: usize, seed: u64) -> Result<Report> {
    let function = mirror.functions()[at].clone();
    let name = format!("{}, {}", function.interface, function.name);
    let mut cases = Cases::new(&function, seed);
    let mut report = Report::default();
    for (number, case) in cases.by_ref().enumerate() {
        let of = || {
            format!(
                "{name}: call {number} of {SEED_VARIABLE}={seed}:\narguments {}\nanswer {}",
                brief(&case.arguments),
                brief(&case.answer)
            )
        };
        let exchange = mirror
            .call(at, &case.arguments, case.answer.as_ref())
            .with_context(of)?;
        let differences = case.differences(&exchange);
        if !differences.is_empty() {
            bail!("{}\n{}", of(), differences.join("\n"));
        }
        report.calls += 1;
        let values = case.arguments.iter().chain(&case.answer);
        report.text_bytes += values.map(text_bytes).sum::<usize>();
    }
    let missing = cases.missing();
    ensure!(missing.is_empty(), "{name}: never made:{missing}");
    Ok(report)
}

fn text_bytes(value: &Val) -> usize {
    match value {
        Val::String(text) => text.len(),
        Val::List(items) | Val::Tuple(items) => items.iter().map(text_bytes).sum(),
        Val::Record(fields) => fields.iter().map(|(_, field)| text_bytes(field)).sum(),
        Val::Variant(_, Some(part))
        | Val::Option(Some(part))
        | Val::Result(Ok(Some(part)) | Err(Some(part))) => text_bytes(part),
        _ => 0,
    }
}
