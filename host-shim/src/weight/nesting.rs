//! Bounds how deep types stand in types, before anybody reads them.
//!
//! A type of a component or of an instance declares types in turn, two bytes for
//! each level. The parser that Wasmtime has follows them by calling itself, without
//! a bound: 10 KB end the process. What stands at one level is for the parser.

use wasmtime::wasmparser::{
    BinaryReader, ComponentType, ComponentTypeDeclaration, InstanceTypeDeclaration,
};

use super::invalid;
use crate::Error;

/// Types within types. WIT makes two levels, and later versions of the parser refuse
/// a hundred; each takes some KB of stack.
const MAX_DEPTH: usize = 32;

/// The first bytes of types, and of a declaration of one.
const COMPONENT: u8 = 0x41;
const INSTANCE: u8 = 0x42;
const TYPE: u8 = 0x01;

/// The owner of declarations.
#[derive(Clone, Copy)]
enum Place {
    /// The component itself: a section, in which there are only types.
    Section,
    Component,
    Instance,
}

/// Reads a section of types.
pub(crate) fn check(section: BinaryReader<'_>) -> Result<(), Error> {
    let mut reader = section;
    let types = reader.read_var_u32().map_err(invalid)?;
    let mut open = vec![(Place::Section, types)];
    while let Some((place, left)) = open.last_mut() {
        if *left == 0 {
            open.pop();
            continue;
        }
        *left -= 1;
        let place = *place;
        if !is_type(place, &mut reader)? {
            // These have no type in them.
            let read = match place {
                Place::Instance => reader.read().map(|_: InstanceTypeDeclaration<'_>| ()),
                _ => reader.read().map(|_: ComponentTypeDeclaration<'_>| ()),
            };
            read.map_err(invalid)?;
            continue;
        }
        let mut ahead = reader.clone();
        let within = match ahead.read_u8().map_err(invalid)? {
            COMPONENT => Place::Component,
            INSTANCE => Place::Instance,
            _ => {
                reader.read::<ComponentType<'_>>().map_err(invalid)?;
                continue;
            }
        };
        if open.len() > MAX_DEPTH {
            return Err(Error::TooComplex {
                message: format!("its types are nested more than {MAX_DEPTH} levels deep"),
            });
        }
        let declarations = ahead.read_var_u32().map_err(invalid)?;
        reader = ahead;
        open.push((within, declarations));
    }
    Ok(())
}

/// Tells whether a type comes next, and passes what says so.
fn is_type(place: Place, reader: &mut BinaryReader<'_>) -> Result<bool, Error> {
    if let Place::Section = place {
        return Ok(true);
    }
    let mut ahead = reader.clone();
    let is_type = ahead.read_u8().map_err(invalid)? == TYPE;
    if is_type {
        *reader = ahead;
    }
    Ok(is_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A section with a type of a component, with a type of an instance in it, and so
    /// on, and one more declaration at each level.
    fn types(levels: usize) -> Vec<u8> {
        let mut section = vec![1];
        for level in 0..levels {
            // Two declarations, the first of which is an alias of a type outside.
            let kind = if level % 2 == 0 { COMPONENT } else { INSTANCE };
            section.extend([kind, 2, 0x02, 0x03, 0x02, 0x00, 0x00, TYPE]);
        }
        // The type `u8`.
        section.push(0x7d);
        section
    }

    #[test]
    fn types_are_as_deep_as_they_may_be_and_no_deeper() {
        let check = |section: &[u8]| check(BinaryReader::new(section, 0));
        for levels in [0, 1, 2, MAX_DEPTH] {
            let section = types(levels);
            assert!(check(&section).is_ok(), "{levels}");
            let cut = check(&section[..section.len() - 1]).unwrap_err();
            assert!(matches!(cut, Error::Invalid { .. }), "{cut:?}");
        }
        for levels in [MAX_DEPTH + 1, 1_000_000] {
            let error = check(&types(levels)).unwrap_err();
            assert!(matches!(error, Error::TooComplex { .. }), "{error:?}");
        }
        // What is only announced takes no time.
        let announced = [0xff, 0xff, 0xff, 0xff, 0x0f];
        assert!(check(&announced).is_err());
    }
}
