//! Binaryen's wasm-opt, where it is installed.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use wasmparser::WasmFeatures;

use super::ModuleRefusal;
use super::features::{used, validate};
use super::module::Module;
use super::outside;
use super::plan::Plan;
use super::write::write;

/// The environment variable that names the program to run in place of the
/// `wasm-opt` on the path. If it is empty, none is run.
const VARIABLE: &str = "GREENTIC_WASM_OPT";

/// The names that wasm-opt has for features. It does not know features without a
/// name here. Some versions do not know all of these, and say so.
const FEATURES: [(WasmFeatures, &str); 15] = [
    (WasmFeatures::MUTABLE_GLOBAL, "mutable-globals"),
    (
        WasmFeatures::SATURATING_FLOAT_TO_INT,
        "nontrapping-float-to-int",
    ),
    (WasmFeatures::SIGN_EXTENSION, "sign-ext"),
    (WasmFeatures::REFERENCE_TYPES, "reference-types"),
    (WasmFeatures::MULTI_VALUE, "multivalue"),
    (WasmFeatures::BULK_MEMORY, "bulk-memory"),
    (WasmFeatures::SIMD, "simd"),
    (WasmFeatures::RELAXED_SIMD, "relaxed-simd"),
    (WasmFeatures::THREADS, "threads"),
    (WasmFeatures::TAIL_CALL, "tail-call"),
    (WasmFeatures::MULTI_MEMORY, "multimemory"),
    (WasmFeatures::EXCEPTIONS, "exception-handling"),
    (WasmFeatures::MEMORY64, "memory64"),
    (WasmFeatures::EXTENDED_CONST, "extended-const"),
    (WasmFeatures::GC, "gc"),
];

/// A wasm-opt that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WasmOpt {
    program: OsString,
    version: String,
}

/// The reason why wasm-opt gave nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WasmOptError {
    /// The program could not be run, or its files not be written or read.
    #[error("wasm-opt ({}) cannot be run: {cause}", program.display())]
    Run {
        /// The program.
        program: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The program says that something is wrong.
    #[error("wasm-opt failed: {0}")]
    Failed(String),
    /// The module, or the output of the program, is not as it must be.
    #[error(transparent)]
    Refused(#[from] ModuleRefusal),
}

/// Has wasm-opt make a module smaller, if it is installed.
///
/// `None` if it is not installed, or gains nothing. [`WasmOpt`] tells these apart,
/// and the version.
///
/// # Errors
/// When wasm-opt is there and fails, or its result is not valid with the
/// features that `module` uses, or has other exports or more imports.
pub fn optimise(module: &[u8]) -> Result<Option<Vec<u8>>, WasmOptError> {
    match WasmOpt::find()? {
        Some(wasm_opt) => wasm_opt.optimise(module),
        None => Ok(None),
    }
}

impl WasmOpt {
    /// Looks for wasm-opt: the program that the environment variable
    /// `GREENTIC_WASM_OPT` names, or else `wasm-opt` on the path. `None` if that
    /// variable is empty, or is not set and there is no `wasm-opt`.
    ///
    /// # Errors
    /// When the program that the variable names cannot be run, or one that is
    /// there does not tell its version.
    pub fn find() -> Result<Option<Self>, WasmOptError> {
        match std::env::var_os(VARIABLE) {
            Some(program) if program.is_empty() => Ok(None),
            Some(program) => Self::at(program).map(Some),
            None => match Self::at("wasm-opt") {
                // A folder on the path that may not be read, or a file there that
                // may not be run, is not an installed program either.
                Err(WasmOptError::Run { cause, .. })
                    if matches!(
                        cause.kind(),
                        io::ErrorKind::NotFound
                            | io::ErrorKind::PermissionDenied
                            | io::ErrorKind::NotADirectory
                    ) =>
                {
                    Ok(None)
                }
                found => found.map(Some),
            },
        }
    }

    /// Takes the program at a path for wasm-opt.
    ///
    /// # Errors
    /// When it cannot be run, or does not tell its version.
    pub fn at(program: impl Into<OsString>) -> Result<Self, WasmOptError> {
        let program = program.into();
        let output = run(Command::new(&program).arg("--version"))?;
        let version = String::from_utf8_lossy(&output).trim().to_owned();
        if version.is_empty() {
            return Err(WasmOptError::Failed("it does not tell its version".into()));
        }
        Ok(Self { program, version })
    }

    /// Returns the version, as the program says it: `wasm-opt version 108`, for
    /// example.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the program, as a command takes it.
    pub fn program(&self) -> &std::ffi::OsStr {
        &self.program
    }

    /// Has wasm-opt make a module smaller: `-Oz`, with the features that the module
    /// uses and no others. `None` if the result is not smaller.
    ///
    /// Custom sections stay; `name` does if wasm-opt keeps it in line.
    ///
    /// # Errors
    /// When it fails, or its result is not valid with the features that `module`
    /// uses, or has other exports or more imports.
    pub fn optimise(&self, module: &[u8]) -> Result<Option<Vec<u8>>, WasmOptError> {
        let features = used(module)?;
        let input = Module::read(module)?;
        super::custom::refuse_places(&input)?;

        // Only the names go along. The other custom sections are not for wasm-opt
        // to read: `target_features` says what the compiler may have used, and
        // would let in more than the module does use.
        let named = input.customs.iter().any(|custom| custom.name == "name");
        let mut plan = Plan::all_of(&input);
        plan.customs.retain(|custom| custom.name == "name");
        let bare = write(&input, &plan)?;

        // Padded numbers, which only a linker needs, are a feature that is gone.
        let output = self.run_on(&bare, used(&bare)?, named)?;
        // Valid by itself first: taking it apart relies on that.
        used(&output)?;
        let mut read = Module::read(&output)?;
        outside::same(&input, &read)
            .map_err(|what| ModuleRefusal::new(format!("what wasm-opt made has {what}")))?;
        read.customs.retain(|custom| custom.name == "name");
        for custom in &input.customs {
            if custom.name != "name" {
                read.customs.push(custom.clone());
            }
        }
        read.customs.sort_by_key(|custom| custom.after);
        // Written anew it lacks the count of data, which wasm-opt writes even if it
        // is not needed, and which the features may not allow.
        let output = write(&read, &Plan::all_of(&read))?;
        validate(&output, features)
            .map_err(|why| ModuleRefusal::new(format!("what wasm-opt made is not valid: {why}")))?;
        Ok((output.len() < module.len()).then_some(output))
    }

    /// Runs the program.
    fn run_on(
        &self,
        module: &[u8],
        features: WasmFeatures,
        named: bool,
    ) -> Result<Vec<u8>, WasmOptError> {
        let failed = |cause| WasmOptError::Run {
            program: PathBuf::from(&self.program),
            cause,
        };
        let folder = tempfile::tempdir().map_err(failed)?;
        let (input, output) = (
            folder.path().join("in.wasm"),
            folder.path().join("out.wasm"),
        );
        std::fs::write(&input, module).map_err(failed)?;
        let mut command = Command::new(&self.program);
        command
            .arg("-Oz")
            .arg("--mvp-features")
            .args(flags(features))
            .args(named.then_some("-g"))
            .arg(&input)
            .arg("-o")
            .arg(&output);
        run(&mut command)?;
        std::fs::read(&output).map_err(failed)
    }
}

/// Returns the flags for a set of features.
fn flags(features: WasmFeatures) -> Vec<String> {
    let mut names: Vec<&str> = FEATURES
        .iter()
        // Some are a set in which one part needs the whole to be switched on.
        .filter(|(feature, _)| features.intersects(*feature))
        .map(|(_, name)| *name)
        .collect();
    // To wasm-opt each of these is a part of the one before it here.
    if features.contains(WasmFeatures::GC) && !names.contains(&"reference-types") {
        names.push("reference-types");
    }
    names
        .into_iter()
        .map(|name| format!("--enable-{name}"))
        .collect()
}

/// Runs a command to its end.
fn run(command: &mut Command) -> Result<Vec<u8>, WasmOptError> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| WasmOptError::Run {
            program: PathBuf::from(command.get_program()),
            cause,
        })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().find(|line| !line.trim().is_empty());
    Err(WasmOptError::Failed(match said {
        Some(line) => line.trim().to_owned(),
        None => output.status.to_string(),
    }))
}
