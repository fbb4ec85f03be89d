//! The worlds and interfaces with which a component can be compared.
//!
//! The packages of this project are part of the command, as texts that tests make and
//! compare. The texts are in the folder of this crate, so that the published crate builds
//! without other files.

use std::fmt::Write;
use std::path::Path;

use wit_parser::{InterfaceId, PackageId, Resolve, WorldId};

use crate::commands::names;
use crate::failure::Failure;
use greentic_host_runner::surface::Surface;

/// The revisions with their texts, the usual one first.
pub(crate) const KNOWN: [(&str, &str); 4] = [
    ("current", include_str!("packages/current.wit")),
    ("0.4.93", include_str!("packages/rev_0_4_93.wit")),
    ("0.4.113", include_str!("packages/rev_0_4_113.wit")),
    ("0.4.57", include_str!("packages/rev_0_4_57.wit")),
];

#[derive(Clone, Copy, Debug)]
enum Item {
    World(WorldId),
    Interface(InterfaceId),
}

/// A world or interface of one revision.
pub(super) struct Target {
    pub(super) name: String,
    /// The revision; `None` for WIT that is not of this project.
    pub(super) revision: Option<&'static str>,
    resolve: Resolve,
    item: Item,
    /// The world together with the additional imports, if one WIT has them all.
    wider: Option<WorldId>,
    /// The additional imports that are allowed.
    beside: Vec<Beside>,
}

/// A world or an interface that a component may import beside its world.
struct Beside {
    name: String,
    item: Item,
    /// Its WIT, if that is not the WIT of the world.
    resolve: Option<Resolve>,
}

impl Target {
    pub(super) fn surface(&self) -> Surface {
        let mut surface = match self.item {
            Item::World(world) => Surface::of_world(&self.resolve, world),
            Item::Interface(id) => Surface::of_interface(&self.resolve, &self.name, id),
        };
        for beside in &self.beside {
            let resolve = beside.resolve.as_ref().unwrap_or(&self.resolve);
            match beside.item {
                Item::World(world) => surface.allow_world(resolve, world),
                Item::Interface(id) => surface.allow_interface(resolve, &beside.name, id),
            }
        }
        surface
    }

    /// Returns the reason why the validator refuses the component for this world. Returns
    /// `None` if it accepts the component, for an interface, and for a world with an
    /// additional import of another revision.
    pub(super) fn refusal(&self, component: &[u8]) -> Option<String> {
        let world = match self.item {
            Item::World(world) if self.beside.is_empty() => Some(world),
            Item::World(_) => self.wider,
            Item::Interface(_) => None,
        };
        match world {
            Some(world) => wit_component::targets(&self.resolve, world, component, false)
                .err()
                .map(|error| format!("{error:#}")),
            None => None,
        }
    }

    /// Lets a component import further worlds and interfaces. They come from the target's
    /// own WIT if it has them, and else from `others`.
    fn widen(
        &mut self,
        with: &[String],
        others: &[(Option<&str>, Resolve)],
    ) -> Result<(), Failure> {
        if with.is_empty() {
            return Ok(());
        }
        if matches!(self.item, Item::Interface(_)) {
            let message = format!(
                "{} is an interface, whose component may import anything: --with is for worlds",
                self.name
            );
            return Err(Failure::Usage { message });
        }
        let own = (self.revision, self.resolve.clone());
        let mut text = format!("package local:check; world wider {{ include {};", self.name);
        for name in with {
            let own = find(std::slice::from_ref(&own), name);
            let (name, item, resolve) = if let Ok((name, item, _)) = own {
                (name, item, None)
            } else {
                let (name, item, at) = find(others, name)?;
                (name, item, Some(others[at].1.clone()))
            };
            let keyword = match item {
                Item::World(_) => "include",
                Item::Interface(_) => "import",
            };
            // Writing to a string does not fail.
            let _ = write!(text, " {keyword} {name};");
            self.beside.push(Beside {
                name,
                item,
                resolve,
            });
        }
        text.push_str(" }");
        if self.beside.iter().all(|beside| beside.resolve.is_none()) {
            let package = self.resolve.push_str("wider.wit", &text);
            let package = package.map_err(|error| Failure::Usage {
                message: format!("--with does not go with {}: {error:#}", self.name),
            })?;
            self.wider = self.resolve.packages[package].worlds.get("wider").copied();
        }
        Ok(())
    }
}

/// Returns the targets of a name in the known packages, one for each revision that
/// differs.
pub(super) fn known(name: &str, with: &[String]) -> Result<Vec<Target>, Failure> {
    let resolves = revisions()?;
    // Usually there are no additional imports, and nothing to copy.
    let others = if with.is_empty() {
        Vec::new()
    } else {
        resolves.clone()
    };
    let mut targets = select(resolves, name)?;
    for target in &mut targets {
        target.widen(with, &others)?;
    }
    let mut seen: Vec<Surface> = Vec::new();
    targets.retain(|target| {
        let surface = target.surface();
        let new = !seen.contains(&surface);
        seen.push(surface);
        new
    });
    Ok(targets)
}

/// The packages of this project, by revision.
fn revisions() -> Result<Vec<(Option<&'static str>, Resolve)>, Failure> {
    let mut resolves = Vec::new();
    for (revision, text) in KNOWN {
        let mut resolve = Resolve::default();
        let result = resolve.push_str(format!("{revision}.wit"), text);
        result.map_err(|error| Failure::Usage {
            message: format!("the WIT of revision {revision} cannot be read: {error:#}"),
        })?;
        resolves.push((Some(revision), resolve));
    }
    Ok(resolves)
}

/// Returns the targets of a name in a file or folder.
pub(super) fn from_path(path: &Path, name: &str, with: &[String]) -> Result<Vec<Target>, Failure> {
    std::fs::metadata(path).map_err(|error| Failure::io("cannot read", path, error))?;
    let mut resolve = Resolve::default();
    resolve.push_path(path).map_err(|error| Failure::Usage {
        message: format!(
            "{}: this is no WIT: {error:#}; name a file or a folder of WIT with --wit",
            path.display()
        ),
    })?;
    let mut targets = select(vec![(None, resolve)], name)?;
    // Worlds and interfaces that the folder lacks may be known ones.
    let others = if with.is_empty() {
        Vec::new()
    } else {
        revisions()?
    };
    for target in &mut targets {
        target.widen(with, &others)?;
    }
    Ok(targets)
}

/// Returns the items that the name fits best, one of each revision that has it.
fn select(
    resolves: Vec<(Option<&'static str>, Resolve)>,
    name: &str,
) -> Result<Vec<Target>, Failure> {
    let all = named(&resolves, name)?;
    let mut targets = Vec::new();
    for (at, (revision, resolve)) in resolves.into_iter().enumerate() {
        let found = all.iter().find(|(of, ..)| *of == at);
        if let Some((_, name, item)) = found {
            targets.push(Target {
                name: name.clone(),
                revision,
                resolve,
                item: *item,
                wider: None,
                beside: Vec::new(),
            });
        }
    }
    Ok(targets)
}

/// Returns the first item that the name fits best, and its place in the list.
fn find(
    resolves: &[(Option<&str>, Resolve)],
    name: &str,
) -> Result<(String, Item, usize), Failure> {
    let mut all = named(resolves, name)?;
    let (at, name, item) = all.remove(0);
    Ok((name, item, at))
}

/// Returns all items that the name fits best. There is at least one, and all have the same
/// full name.
fn named(
    resolves: &[(Option<&str>, Resolve)],
    name: &str,
) -> Result<Vec<(usize, String, Item)>, Failure> {
    let mut all: Vec<(usize, String, Item)> = Vec::new();
    for (at, (_, resolve)) in resolves.iter().enumerate() {
        all.extend(items(resolve).map(|(name, item)| (at, name, item)));
    }
    let full = names::full(name, all.iter().map(|(_, full, _)| full.as_str()))?.to_owned();
    all.retain(|(_, one, _)| *one == full);
    Ok(all)
}

/// Full names of all worlds and interfaces.
fn items(resolve: &Resolve) -> impl Iterator<Item = (String, Item)> {
    let full = |package: PackageId, name: &str| resolve.id_of_name(package, name);
    resolve.packages.iter().flat_map(move |(id, package)| {
        let worlds = package.worlds.iter();
        let interfaces = package.interfaces.iter();
        worlds
            .map(move |(name, world)| (full(id, name), Item::World(*world)))
            .chain(interfaces.map(move |(name, one)| (full(id, name), Item::Interface(*one))))
    })
}
