//! `greentic-tiny new`: a crate to start from, which builds, tests and runs without a
//! change.

mod imports;
mod project;
mod template;
mod worlds;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use greentic_command::files::{self, How, Prepared};
use greentic_command::output;
use serde_json::json;

use self::imports::ImportArgs;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct NewArgs {
    /// Name of the crate, and the folder that it goes into
    #[arg(required_unless_present = "list")]
    name: Option<String>,

    /// Kind of the component: node, node-0.6, mcp, worker, pack, provider, describe, or any
    /// world or interface of Greentic's WIT, as `--list` names them
    #[arg(short, long, value_name = "WORLD", default_value = "node")]
    world: String,

    /// List everything that a component can be
    #[arg(long)]
    list: bool,

    /// Use the greentic-guest of this folder: a checkout of this project, or the crate. The
    /// version that this command came with, if left out
    #[arg(long, value_name = "DIR")]
    path: Option<PathBuf>,

    #[command(flatten)]
    imports: ImportArgs,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// The files of a crate, by their paths in its folder.
type Files = BTreeMap<PathBuf, String>;

pub(crate) fn run(args: &NewArgs) -> Result<ExitCode, Failure> {
    let Some(name) = &args.name else {
        return list(args.json);
    };
    let folder = PathBuf::from(name);
    let name = project::name(&folder)?;
    let guest = project::dependency(args.path.as_deref())?;
    let start = template::start(&args.world, &name, &args.imports)?;
    let mut files = start.files;
    files.extend(project::files(&name, &guest, &start.features));
    write(&folder, &files)?;
    let workspace = project::workspace_above(&folder);
    if args.json {
        let paths: Vec<_> = files.keys().collect();
        output::document(&json!({
            "name": name,
            "folder": folder,
            "world": start.world,
            "files": paths,
            "workspace": workspace,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = format!(
        "{name}: a component for {}, in {}\n\n  cd {}\n  cargo test                       # its handlers, natively\n  \
         greentic-tiny build              # the component, as small as it gets\n  \
         greentic-tiny report --tighten   # runs it, and notes its size as its budget\n",
        start.world,
        folder.display(),
        folder.display(),
    );
    if args.path.is_none() {
        let _ = writeln!(
            text,
            "\nIt takes greentic-guest {} from crates.io; with --path, a checkout of this project.",
            env!("CARGO_PKG_VERSION")
        );
    }
    if let Some(workspace) = workspace {
        let _ = writeln!(
            text,
            "\n{} is a workspace: add the crate to its members, and move the two profiles and the \
             flags of .cargo/config.toml there.",
            workspace.display()
        );
    }
    output::text(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints everything that a component can be.
fn list(json: bool) -> Result<ExitCode, Failure> {
    let worlds = worlds::all()?;
    if json {
        output::document(&json!({ "short": template::NAMES, "wit": worlds }))?;
    } else {
        let mut text = String::from("short names:\n");
        for (name, about) in template::NAMES {
            let _ = writeln!(text, "  {name:10} {about}");
        }
        text += "\nworlds and interfaces:\n";
        for name in worlds {
            let _ = writeln!(text, "  {name}");
        }
        output::text(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes all files into a folder that is new or empty.
///
/// The files are written beside it first, so that after a failure there is never half a
/// crate.
fn write(folder: &Path, files: &Files) -> Result<(), Failure> {
    let taken = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(Failure::io("cannot write to", folder, error)),
    };
    if taken {
        return Err(usage(format!(
            "{} is there already and has something in it: take another name, or move it away",
            folder.display()
        )));
    }
    let parent = match folder.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let beside = tempfile::Builder::new()
        .prefix(".greentic-tiny-new-")
        .tempdir_in(parent)
        .map_err(|error| Failure::io("cannot write to", parent, error))?;
    let inside = beside.path().join("crate");
    for (path, text) in files {
        let path = inside.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|error| Failure::io("cannot make the folder", parent, error))?;
        }
        files::prepare(&path, text.as_bytes(), How::default())
            .and_then(Prepared::finish)
            .map_err(greentic_command::Failure::from)?;
    }
    // The crate takes the place of an empty folder.
    let _ = std::fs::remove_dir(folder);
    std::fs::rename(&inside, folder).map_err(|error| Failure::io("cannot write to", folder, error))
}

fn usage(message: String) -> Failure {
    greentic_command::Failure::usage(message).into()
}
