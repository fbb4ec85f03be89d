//! Which record is the settings.

use wit_parser::{PackageId, Resolve, Type, TypeDefKind, TypeId, TypeOwner};

use crate::wit::place::place;
use crate::wit::scope::{Refusal, world_name};
use crate::{Error, Wit};

/// The name of a record of settings that carries no `@config`.
pub(crate) const USUAL: &str = "config";

/// Finds the record of settings, or the record of a name.
pub(super) fn find(wit: &Wit, name: Option<&str>) -> Result<TypeId, Error> {
    let resolve = &wit.resolve;
    let all: Vec<_> = resolve
        .types
        .iter()
        .filter(|(_, def)| def.name.is_some())
        .map(|(id, _)| id)
        .collect();
    let (own, others): (Vec<_>, Vec<_>) = all
        .iter()
        .copied()
        .partition(|&id| package(resolve, id) == Some(wit.root));
    for ids in [own, others] {
        let mut found = match name {
            Some(name) => named(resolve, &ids, name),
            None => ids
                .iter()
                .copied()
                .filter(|&id| is_marked(resolve, id))
                .collect(),
        };
        if name.is_none() && found.is_empty() {
            found = named(resolve, &ids, USUAL);
        }
        if let Some(id) = one(resolve, &found)? {
            return Ok(id);
        }
    }
    Err(none(resolve, &all, name))
}

/// Returns whether a type carries `@config`. The rest of its documentation may be wrong.
pub(crate) fn is_marked(resolve: &Resolve, id: TypeId) -> bool {
    let docs = resolve.types[id].docs.contents.as_deref();
    docs.unwrap_or_default()
        .lines()
        .any(|line| line.trim() == "@config")
}

/// The type behind aliases.
fn behind(resolve: &Resolve, mut id: TypeId) -> TypeId {
    while let TypeDefKind::Type(Type::Id(target)) = resolve.types[id].kind {
        id = target;
    }
    id
}

/// The record that a type is, behind its aliases.
pub(crate) fn record(resolve: &Resolve, id: TypeId) -> Result<TypeId, Refusal> {
    let record = behind(resolve, id);
    let kind = &resolve.types[record].kind;
    if matches!(kind, TypeDefKind::Record(_)) {
        return Ok(record);
    }
    Err(Refusal {
        at: place(resolve, resolve.types[id].span),
        item: name(resolve, id),
        what: format!(
            "`@config` stands on a {}, and settings are a record",
            kind.as_str()
        ),
        instead: "put it into the documentation of a record".into(),
    })
}

/// The full name of a type: that of what it stands in, `#`, and its own.
pub(crate) fn name(resolve: &Resolve, id: TypeId) -> String {
    let own = resolve.types[id].name.as_deref().unwrap_or_default();
    format!("{}#{own}", owner(resolve, id))
}

/// The full name of what a type stands in.
pub(super) fn owner(resolve: &Resolve, id: TypeId) -> String {
    match resolve.types[id].owner {
        TypeOwner::World(world) => world_name(resolve, &resolve.worlds[world]),
        TypeOwner::Interface(interface) => resolve.id_of(interface).unwrap_or_default(),
        TypeOwner::None => String::new(),
    }
}

fn package(resolve: &Resolve, id: TypeId) -> Option<PackageId> {
    match resolve.types[id].owner {
        TypeOwner::World(world) => resolve.worlds[world].package,
        TypeOwner::Interface(interface) => resolve.interfaces[interface].package,
        TypeOwner::None => None,
    }
}

/// The records among some types that go by this name.
fn named(resolve: &Resolve, ids: &[TypeId], wanted: &str) -> Vec<TypeId> {
    let goes_by = |&id: &TypeId| {
        let own = resolve.types[id].name.as_deref().unwrap_or_default();
        let short = match resolve.types[id].owner {
            TypeOwner::World(world) => Some(resolve.worlds[world].name.as_str()),
            TypeOwner::Interface(interface) => resolve.interfaces[interface].name.as_deref(),
            TypeOwner::None => None,
        };
        own == wanted
            || short.is_some_and(|short| {
                wanted
                    .split_once('#')
                    .is_some_and(|(stands_in, name)| stands_in == short && name == own)
            })
            || name(resolve, id) == wanted
    };
    let is_record = |id: &TypeId| record(resolve, *id).is_ok();
    let found = ids.iter().copied();
    found.filter(goes_by).filter(is_record).collect()
}

/// The one record that was found, if any was.
fn one(resolve: &Resolve, found: &[TypeId]) -> Result<Option<TypeId>, Error> {
    let mut records: Vec<TypeId> = Vec::new();
    for &id in found {
        let record = record(resolve, id)?;
        if !records.contains(&record) {
            records.push(record);
        }
    }
    match &*records {
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        [.., last] => {
            let names: Vec<_> = records
                .iter()
                .map(|&id| format!("`{}`", name(resolve, id)))
                .collect();
            Err(Error::Unsupported {
                at: place(resolve, resolve.types[*last].span),
                item: format!("{} records", records.len()),
                what: format!("each of them could be the settings: {}", names.join(", ")),
                instead: "name one of them (--record), or leave `@config` on one only".into(),
            })
        }
    }
}

/// There is no such record; those that there are are listed, as far as they can be
/// read.
fn none(resolve: &Resolve, all: &[TypeId], wanted: Option<&str>) -> Error {
    const SHOWN: usize = 20;

    let is_record = |id: &&TypeId| matches!(resolve.types[**id].kind, TypeDefKind::Record(_));
    let records: Vec<_> = all.iter().filter(is_record).collect();
    let names: Vec<_> = records
        .iter()
        .take(SHOWN)
        .map(|&&id| format!("`{}`", name(resolve, id)))
        .collect();
    let more = match records.len() {
        len if len > SHOWN => format!(" and {} more", len - SHOWN),
        _ => String::new(),
    };
    let has = match &*names {
        [] => "the WIT has no records".to_owned(),
        _ => format!("the records are {}{more}", names.join(", ")),
    };
    let (item, what) = match wanted {
        Some(wanted) => (format!("record `{wanted}`"), "there is none of this name"),
        None => (
            "settings".to_owned(),
            "no record carries `@config`, and none is called `config`",
        ),
    };
    Error::Unsupported {
        at: String::new(),
        item,
        what: what.into(),
        instead: format!(
            "put `@config` into the documentation of one, or name one (--record): {has}"
        ),
    }
}
