//! The flags for the linker, from `.cargo/config.toml`, and a check that they reached it.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::measure::{CoreModule, Measurement};

/// The size of a WebAssembly page, in bytes.
const PAGE: u64 = 65_536;

/// The table of `.cargo/config.toml` that the flags are taken from.
const TABLE: &str = r#"cfg(target_family = "wasm")"#;

/// The compiler flags that a workspace sets for WebAssembly, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkFlags(Vec<String>);

/// The reason why there are no flags to build with.
#[derive(Debug, thiserror::Error)]
pub enum LinkFlagsError {
    /// There is no such file, or it cannot be read.
    #[error("{}: {error}; the flags that components are linked with are taken from there", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// The file is not TOML, or the flags are not a text or a list of texts.
    #[error("{}: {error}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The place of the fault and its description.
        error: Box<toml_edit::de::Error>,
    },
    /// The file has no flags for WebAssembly.
    #[error(
        "{}: there is no `rustflags` in [target.'{TABLE}']; copy that table from the greentic-tiny repository",
        path.display()
    )]
    Missing {
        /// The file.
        path: PathBuf,
    },
}

/// A component that was not linked as the flags say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the linker did not get the flags of .cargo/config.toml: {flag} was asked for, but {found}; does a build script or a [target] table of another configuration file set flags of its own?"
)]
pub struct NotLinkedSo {
    /// The flag that had no effect.
    pub flag: String,
    /// The property that the component has instead.
    pub found: String,
}

#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    target: std::collections::BTreeMap<String, TargetTable>,
}

#[derive(Deserialize)]
struct TargetTable {
    rustflags: Option<Flags>,
}

/// Both forms in which Cargo takes flags.
#[derive(Deserialize)]
#[serde(untagged)]
enum Flags {
    List(Vec<String>),
    Text(String),
}

impl LinkFlags {
    /// Reads the flags of the workspace at `root`.
    ///
    /// # Errors
    /// When its `.cargo/config.toml` is missing, damaged or sets no flags.
    pub fn read(root: &Path) -> Result<Self, LinkFlagsError> {
        let path = root.join(".cargo").join("config.toml");
        match std::fs::read_to_string(&path) {
            Ok(source) => Self::parse(&path, &source),
            Err(error) => Err(LinkFlagsError::File { path, error }),
        }
    }

    /// Takes the flags from the text of a Cargo configuration. Messages call it `path`.
    ///
    /// # Errors
    /// When the text is damaged or sets no flags.
    pub fn parse(path: &Path, source: &str) -> Result<Self, LinkFlagsError> {
        let mut config: Config =
            toml_edit::de::from_str(source).map_err(|error| LinkFlagsError::Syntax {
                path: path.to_owned(),
                error: Box::new(error),
            })?;
        let target = config.target.remove(TABLE);
        match target.and_then(|target| target.rustflags) {
            Some(Flags::List(flags)) => Ok(Self(flags)),
            Some(Flags::Text(flags)) => {
                Ok(Self(flags.split_whitespace().map(str::to_owned).collect()))
            }
            None => Err(LinkFlagsError::Missing {
                path: path.to_owned(),
            }),
        }
    }

    /// Returns the flags in the form of `CARGO_ENCODED_RUSTFLAGS`. It takes precedence
    /// over every other way to set flags, and blanks in them are kept.
    pub fn encoded(&self) -> OsString {
        self.0.join("\u{1f}").into()
    }

    /// Returns the same flags with a stack of another size.
    #[must_use]
    pub fn with_stack(mut self, bytes: u64) -> Self {
        // The last one of several counts.
        self.0.push(format!("-Clink-arg=-zstack-size={bytes}"));
        self
    }

    /// Checks whether the memory of a component is laid out as the flags say.
    ///
    /// # Errors
    /// For the first flag that had no effect.
    pub fn check(&self, sizes: &Measurement) -> Result<(), NotLinkedSo> {
        sizes
            .modules
            .iter()
            .filter(|module| !module.memories.is_empty())
            .try_for_each(|module| self.check_module(module))
    }

    fn check_module(&self, module: &CoreModule) -> Result<(), NotLinkedSo> {
        let memory = module.memories[0];
        if let Some(bytes) = self.number("--initial-memory=") {
            ensure(memory.pages == bytes.div_ceil(PAGE), || NotLinkedSo {
                flag: format!("--initial-memory={bytes}"),
                found: format!("the memory starts with {} pages", memory.pages),
            })?;
        }
        if let Some(bytes) = self.number("--max-memory=") {
            let found = || match memory.max_pages {
                Some(pages) => format!("the memory grows up to {pages} pages"),
                None => "the memory grows without bound".to_owned(),
            };
            ensure(memory.max_pages == Some(bytes.div_ceil(PAGE)), || {
                NotLinkedSo {
                    flag: format!("--max-memory={bytes}"),
                    found: found(),
                }
            })?;
        }
        let Some(stack) = self.number("stack-size=") else {
            return Ok(());
        };
        // The stack begins at its upper end. If it is at the bottom of the memory, this is
        // its size, and the data lies above.
        if self.link_arguments().any(|flag| flag == "--stack-first") {
            // An example may ask for less.
            let top = module.stack_pointer.unwrap_or(0);
            ensure(top <= stack, || NotLinkedSo {
                flag: format!("--stack-first with stack-size={stack}"),
                found: format!("the stack begins at {top}"),
            })?;
            if let Some(data) = module.lowest_data {
                ensure(data >= top, || NotLinkedSo {
                    flag: format!("--stack-first with stack-size={stack}"),
                    found: format!("there is data at {data}, in reach of the stack"),
                })?;
            }
        }
        Ok(())
    }

    /// Returns the arguments for the linker among the flags.
    fn link_arguments(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter_map(|flag| flag.split_once("link-arg=").map(|(_, argument)| argument))
    }

    /// Returns the number in the last linker argument with `key`, because the linker takes
    /// the last one.
    fn number(&self, key: &str) -> Option<u64> {
        self.link_arguments()
            .filter_map(|argument| argument.split_once(key)?.1.parse().ok())
            .last()
    }
}

fn ensure(holds: bool, error: impl FnOnce() -> NotLinkedSo) -> Result<(), NotLinkedSo> {
    if holds { Ok(()) } else { Err(error()) }
}
