//! `greentic-tiny pack build`, `inspect` and `verify`: packs that are files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use greentic_command::files::{self, How, Prepared};
use greentic_command::output;
use greentic_command::places::Inputs;
use greentic_packs::description::{Description, MOST_BYTES, SIDECAR};
use greentic_packs::hash;
use greentic_packs::pack::{About, Pack, Part, component_entry, limits};
use greentic_shrink::{Options, shrink};
use serde_json::{Value, json};

use crate::commands::artifact::{component, component_of, listed, manifest, text, unusable};
use crate::failure::Failure;
use crate::file;

#[derive(Args)]
pub(super) struct PackBuildArgs {
    /// The pack in JSON: the fields of the platform's pack manifest, with the paths of
    /// component.manifest.json files as `components`
    #[arg(value_name = "PACK.json")]
    about: PathBuf,

    /// Write the pack to this file
    #[arg(short, long, value_name = "FILE.gtpack")]
    output: PathBuf,

    /// Take the components as they are; they are shrunk otherwise
    #[arg(long)]
    no_shrink: bool,
}

#[derive(Args)]
pub(super) struct FileArgs {
    /// The pack; - is standard input
    #[arg(value_name = "FILE.gtpack")]
    pack: PathBuf,
}

/// A component, with the facts that are reported about it.
struct PackedComponent {
    id: String,
    bytes: usize,
    before: usize,
}

impl PackBuildArgs {
    pub(super) fn run(&self, json: bool) -> Result<ExitCode, Failure> {
        let path = &self.about;
        let limit = usize::try_from(limits::MANIFEST).unwrap_or(usize::MAX);
        let about = About::parse(&text(path, limit)?).map_err(unusable(path))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let (mut parts, mut taken) = (Vec::new(), Vec::new());
        let mut inputs = vec![path.clone()];
        for component in about.components() {
            let manifest = folder.join(component);
            let (part, told, from) = self.part(&manifest)?;
            parts.push(part);
            taken.push(told);
            inputs.extend([manifest, from]);
        }
        let pack = about.build(&parts).map_err(unusable(path))?;
        Inputs::of(inputs.iter().map(PathBuf::as_path))
            .spare(&self.output, None)
            .and_then(|()| files::prepare(&self.output, &pack, How::default()))
            .and_then(Prepared::finish)
            .map_err(greentic_command::Failure::from)?;
        if files::is_stream(&self.output) {
            return Ok(ExitCode::SUCCESS);
        }
        self.tell(&pack, &taken, json)
    }

    /// Reads a component with the files beside it.
    fn part(&self, path: &Path) -> Result<(Part, PackedComponent, PathBuf), Failure> {
        let (_, manifest) = manifest(path)?;
        let from = component_of(path, &manifest)?;
        let bytes = component(&from)?;
        manifest.check_hash(&bytes).map_err(|error| {
            let wrong = unusable(path)(error);
            let message = format!("{wrong} (`greentic-tiny manifest renew` does)");
            Failure::from(greentic_command::Failure::unusable(message))
        })?;
        let before = bytes.len();
        let component = if self.no_shrink {
            bytes
        } else {
            let shrunk = shrink(&bytes, &Options::default()).map_err(|error| {
                let message = format!("{}: {error}", files::name(&from));
                greentic_command::Failure::unusable(message)
            })?;
            shrunk.component
        };
        let mut sidecar = from.clone().into_os_string();
        sidecar.push(SIDECAR);
        let sidecar = PathBuf::from(sidecar);
        let description = if sidecar.exists() {
            let bytes = file::at_most(&sidecar, MOST_BYTES as u64)?;
            Some(Description::from_cbor(&bytes).map_err(unusable(&sidecar))?)
        } else {
            None
        };
        let taken = PackedComponent {
            id: manifest.content().id.clone(),
            bytes: component.len(),
            before,
        };
        let part = Part {
            manifest,
            component,
            description,
        };
        Ok((part, taken, from))
    }

    fn tell(
        &self,
        pack: &[u8],
        taken: &[PackedComponent],
        json: bool,
    ) -> Result<ExitCode, Failure> {
        if json {
            let components: Vec<_> = taken
                .iter()
                .map(|one| json!({ "id": one.id, "bytes": one.bytes, "bytes_before": one.before }))
                .collect();
            output::document(&json!({
                "file": self.output,
                "bytes": pack.len(),
                "hash": hash::of(pack),
                "components": components,
            }))?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut text = format!("{}: {} bytes\n", files::name(&self.output), pack.len());
        for one in taken {
            let _ = writeln!(
                text,
                "  {}: {} bytes, {} before",
                one.id, one.bytes, one.before
            );
        }
        output::text(&output::printable(&text))?;
        Ok(ExitCode::SUCCESS)
    }
}

impl FileArgs {
    fn read(&self) -> Result<Pack, Failure> {
        let bytes = file::at_most(&self.pack, limits::FILE)?;
        Pack::read(&bytes).map_err(unusable(&self.pack))
    }

    /// Prints the content of the pack.
    pub(super) fn inspect(&self, json: bool) -> Result<ExitCode, Failure> {
        let pack = self.read()?;
        if json {
            output::document(&document(&pack))?;
            return Ok(ExitCode::SUCCESS);
        }
        let manifest = pack.manifest();
        let kind = json!(manifest.kind);
        let mut text = format!(
            "{} {}, {} of {}\n",
            manifest.pack_id.as_str(),
            manifest.version,
            kind.as_str().unwrap_or_default(),
            manifest.publisher
        );
        for component in &manifest.components {
            let id = component.id.as_str();
            let bytes = pack.entries().get(&component_entry(id)).map(Vec::len);
            let bytes = bytes.map_or_else(|| "elsewhere".to_owned(), |n| format!("{n} bytes"));
            let operations: Vec<_> = component.operations.iter().map(|o| &*o.name).collect();
            let _ = writeln!(
                text,
                "component  {id} {}, {bytes}: {}",
                component.version,
                operations.join(", ")
            );
        }
        for flow in &manifest.flows {
            let nodes = flow.flow.nodes.len();
            let _ = writeln!(
                text,
                "flow       {}, {nodes} node{}",
                flow.id.as_str(),
                if nodes == 1 { "" } else { "s" }
            );
        }
        for (name, bytes) in pack.entries() {
            let _ = writeln!(text, "{:>9}  {name}", bytes.len());
        }
        output::text(&output::printable(&text))?;
        Ok(ExitCode::SUCCESS)
    }

    /// Prints the faults of the pack.
    pub(super) fn verify(&self, json: bool) -> Result<ExitCode, Failure> {
        let pack = self.read()?;
        let problems = pack.problems();
        let name = files::name(&self.pack);
        if !problems.is_empty() {
            let count = problems.len();
            let failure = greentic_command::Failure::failed(format!(
                "{name}: {count} problems, listed below"
            ));
            let lines = problems.iter().map(|problem| {
                let line = format!("{}: {}", problem.place, problem.message);
                greentic_host_shim::on_one_line(&line).into_owned()
            });
            let failure = lines.fold(listed(failure, &problems), |failure, line| {
                failure.line(line)
            });
            return Err(failure.into());
        }
        // The reader of the verdict must know what it does not cover.
        let signed = pack.is_signed();
        if json {
            output::document(&json!({
                "problems": [],
                "entries": pack.entries().len(),
                "signed": signed,
                "signature_checked": false,
            }))?;
            return Ok(ExitCode::SUCCESS);
        }
        let signed = if signed {
            "it is signed, and the signature was not checked"
        } else {
            "it is not signed"
        };
        output::text(&format!(
            "{name}: {} entries are as they should be; {signed}\n",
            pack.entries().len()
        ))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn document(pack: &Pack) -> Value {
    let manifest = pack.manifest();
    let components: Vec<_> = manifest
        .components
        .iter()
        .map(|component| {
            let id = component.id.as_str();
            json!({
                "id": id,
                "version": component.version.to_string(),
                "world": component.world,
                "bytes": pack.entries().get(&component_entry(id)).map(Vec::len),
                "operations": component.operations.iter().map(|o| &*o.name).collect::<Vec<_>>(),
            })
        })
        .collect();
    let entries: Vec<_> = pack
        .entries()
        .iter()
        .map(|(name, bytes)| json!({ "name": name, "bytes": bytes.len() }))
        .collect();
    json!({
        "id": manifest.pack_id.as_str(),
        "version": manifest.version.to_string(),
        "kind": manifest.kind,
        "publisher": manifest.publisher,
        "components": components,
        "flows": manifest.flows.iter().map(|flow| flow.id.as_str()).collect::<Vec<_>>(),
        "entries": entries,
        "signed": pack.is_signed(),
    })
}
