//! `greentic-tiny check`.

mod render;
mod runner;
mod wit;

pub(crate) use self::wit::KNOWN;

use greentic_command::{output, style};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_host_shim::Error;
use serde_json::json;
use wit_parser::decoding::{DecodedWasm, decode};

use crate::commands::apart;
use crate::failure::{ANSWERED, Failure};
use crate::file;
use crate::options::engine::EngineArgs;
use greentic_host_runner::Runner;
use greentic_host_runner::surface::{Difference, Surface};
use wit::Target;

#[derive(Args)]
pub(crate) struct CheckArgs {
    /// The component
    file: PathBuf,

    /// The world or interface, with its package or without, with the version or
    /// without
    #[arg(required_unless_present = "runner")]
    world: Option<String>,

    /// A world or an interface that the component may import beside its world; may be
    /// given several times
    #[arg(long, value_name = "WORLD", requires = "world")]
    with: Vec<String>,

    /// Say whether this runner of the platform links the component and calls it, 1.2
    /// or 0.4.60
    #[arg(long, value_name = "RUNNER", conflicts_with_all = ["world", "with", "wit"])]
    runner: Option<Runner>,

    /// A file or folder of WIT to look the world up in, in place of the packages
    /// that this command knows
    #[arg(long, value_name = "PATH")]
    wit: Option<PathBuf>,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    engine: EngineArgs,
}

pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, Failure> {
    let targets = match (&args.world, &args.wit) {
        (Some(world), Some(path)) => wit::from_path(path, world, &args.with)?,
        (Some(world), None) => wit::known(world, &args.with)?,
        (None, _) => Vec::new(),
    };
    let limits = args.engine.limits.limits();
    let bytes = file::bytes(&args.file, &limits)?;
    apart::run(&limits, bytes.len(), || match args.runner {
        Some(runner) => {
            acceptable(args, &bytes)?;
            runner::run(runner, &bytes, args.json)
        }
        None => compare(args, &bytes, targets),
    })
}

fn compare(args: &CheckArgs, bytes: &[u8], targets: Vec<Target>) -> Result<ExitCode, Failure> {
    acceptable(args, bytes)?;
    let verdict = best(bytes, targets)?;
    if args.json {
        output::document(&json!({
            "name": verdict.target.name,
            "revision": verdict.target.revision,
            "fits": verdict.fits(),
            "differences": verdict.differences,
            "message": verdict.message,
        }))?;
    } else {
        let coloured = style::on_stdout();
        output::text(&render::text(&verdict, coloured))?;
    }
    Ok(if verdict.fits() {
        ExitCode::SUCCESS
    } else {
        ANSWERED.code()
    })
}

/// The comparison of a component with one revision of a world or an interface.
struct Verdict {
    target: Target,
    differences: Vec<Difference>,
    /// The message of the validator, if it finds more than the comparison.
    message: Option<String>,
}

impl Verdict {
    fn fits(&self) -> bool {
        self.misfits() == 0 && self.message.is_none()
    }

    fn misfits(&self) -> usize {
        self.differences.iter().filter(|one| one.matters()).count()
    }
}

/// Refuses a component that the host would refuse, except for its imports.
fn acceptable(args: &CheckArgs, bytes: &[u8]) -> Result<(), Failure> {
    match args.engine.shim(None)?.load(bytes) {
        // Another host may provide these imports.
        Ok(_) | Err(Error::MissingImport { .. } | Error::OtherImport { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Returns the verdict on the first revision that the component fits, or on the one that
/// it is closest to.
fn best(bytes: &[u8], targets: Vec<Target>) -> Result<Verdict, Failure> {
    let invalid = |message: &str| {
        Failure::Component(Error::Invalid {
            message: format!("its types cannot be written as WIT: {message}"),
        })
    };
    let decoded = decode(bytes).map_err(|error| invalid(&format!("{error:#}")))?;
    let DecodedWasm::Component(resolve, world) = decoded else {
        return Err(invalid("it is a package of WIT in binary form"));
    };
    let found = Surface::of_world(&resolve, world);
    targets
        .into_iter()
        .map(|target| {
            let differences = found.against(&target.surface());
            let message = target.refusal(bytes);
            Verdict {
                target,
                differences,
                message,
            }
        })
        // The first of those that are equally good.
        .min_by_key(|verdict| (!verdict.fits(), verdict.misfits()))
        .ok_or_else(|| Failure::Usage {
            message: "there is nothing to compare with; name a world or an interface".to_owned(),
        })
}

#[cfg(test)]
mod tests {
    use greentic_host_shim::{Limits, Shim};
    use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
    use wit_parser::ManglingAndAbi;

    use super::*;

    const ORDERS: &str = "package acme:shop@1.0.0;
        interface orders {
          resource till { constructor(); pay: func(cents: u64) -> result<u32, string>; }
          record order { id: u64, note: option<string>, at: tuple<s64, f32> }
          variant state { open, paid(u32) }
          place: func(order: order) -> result<state, list<string>>;
        }
        world shop { import orders; export orders; }";

    fn shop() -> Vec<u8> {
        let mut resolve = wit_parser::Resolve::default();
        let package = resolve.push_str("orders.wit", ORDERS).unwrap();
        let world = resolve.packages[package].worlds["shop"];
        let mut module = dummy_module(&resolve, world, ManglingAndAbi::Standard32);
        embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)
            .unwrap();
        ComponentEncoder::default()
            .module(&module)
            .unwrap()
            .encode()
            .unwrap()
    }

    fn targets() -> Vec<Target> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.wit");
        std::fs::write(&path, ORDERS).unwrap();
        wit::from_path(&path, "shop", &[]).unwrap()
    }

    #[test]
    fn changed_bytes_get_a_verdict_or_an_error() {
        let shop = shop();
        assert!(best(&shop, targets()).unwrap().fits());
        let shim = Shim::new(Limits::default()).unwrap();
        let mut random = fastrand::Rng::with_seed(7);
        let (mut verdicts, mut misfits) = (0, 0);
        for _ in 0..400 {
            let mut bytes = shop.clone();
            let at = random.usize(..bytes.len());
            bytes[at] = random.u8(..);
            let taken = matches!(
                shim.load(&bytes),
                Ok(_) | Err(Error::MissingImport { .. } | Error::OtherImport { .. })
            );
            if taken && let Ok(verdict) = best(&bytes, targets()) {
                verdicts += 1;
                misfits += usize::from(!verdict.fits());
                render::text(&verdict, true);
            }
        }
        assert!(verdicts > misfits && misfits > 0, "{verdicts} {misfits}");
    }
}
