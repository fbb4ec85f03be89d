//! The two messages between a host and its worker: a header of fixed size with
//! the length of what follows.

use std::io::{self, Read, Write};

use crate::engine::Codegen;

/// Tells both messages from anything else, and one form of them from the next.
const MAGIC: [u8; 8] = *b"gtcw\0\0\0\x01";

/// A component to compile.
pub(super) struct Request<'a> {
    pub(super) codegen: Codegen,
    /// Bytes of memory that the worker may take.
    pub(super) memory: u64,
    /// Seconds of processor time after which the system ends the worker; 0 is for
    /// ever.
    pub(super) seconds: u64,
    pub(super) component: std::borrow::Cow<'a, [u8]>,
}

impl Request<'_> {
    pub(super) fn write(&self, mut to: impl Write) -> io::Result<()> {
        to.write_all(&MAGIC)?;
        for number in [
            u64::from(self.codegen.fuel) | u64::from(self.codegen.interpreter) << 1,
            self.memory,
            self.seconds,
            self.component.len() as u64,
        ] {
            to.write_all(&number.to_le_bytes())?;
        }
        to.write_all(&self.component)?;
        to.flush()
    }

    pub(super) fn read(mut from: impl Read) -> io::Result<Self> {
        magic(&mut from)?;
        let [flags, memory, seconds, length] = numbers(&mut from)?;
        Ok(Self {
            codegen: Codegen {
                fuel: flags & 1 != 0,
                interpreter: flags & 2 != 0,
            },
            memory,
            seconds,
            component: body(from, length)?.into(),
        })
    }
}

/// The outcome of a compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Code for the engine.
    Code,
    /// The component is not valid, and why.
    Invalid,
    /// The compiler panicked, and what it said.
    Panicked,
    /// There was no memory left.
    NoMemory,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Code, Self::Invalid, Self::Panicked, Self::NoMemory];
}

/// The answer of a worker.
pub(super) struct Answer {
    pub(super) kind: Kind,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn write(&self, mut to: impl Write) -> io::Result<()> {
        to.write_all(&MAGIC)?;
        for number in [self.kind as u64, self.body.len() as u64] {
            to.write_all(&number.to_le_bytes())?;
        }
        to.write_all(&self.body)?;
        to.flush()
    }

    /// Reads an answer of at most so many bytes. A longer one is `FileTooLarge`.
    pub(super) fn read(mut from: impl Read, at_most: u64) -> io::Result<Self> {
        magic(&mut from)?;
        let [kind, length] = numbers(&mut from)?;
        let kind = Kind::ALL.into_iter().find(|known| *known as u64 == kind);
        let kind = kind.ok_or_else(|| io::Error::other("an unknown kind of answer"))?;
        if length > at_most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let body = body(from, length)?;
        Ok(Self { kind, body })
    }
}

fn magic(mut from: impl Read) -> io::Result<()> {
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic)?;
    if magic == MAGIC {
        Ok(())
    } else {
        Err(io::Error::other(
            "no message of this version of the library",
        ))
    }
}

fn numbers<const N: usize>(mut from: impl Read) -> io::Result<[u64; N]> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        let mut bytes = [0; 8];
        from.read_exact(&mut bytes)?;
        *number = u64::from_le_bytes(bytes);
    }
    Ok(numbers)
}

/// Reads as many bytes as were announced. What was only announced takes no
/// memory.
fn body(from: impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    from.take(length).read_to_end(&mut body)?;
    if body.len() as u64 == length {
        Ok(body)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Vec<u8> {
        let mut bytes = Vec::new();
        let request = Request {
            codegen: Codegen {
                fuel: false,
                interpreter: true,
            },
            memory: 5,
            seconds: 6,
            component: (&b"seven"[..]).into(),
        };
        request.write(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn messages_come_back_as_they_were() {
        let request = Request::read(&*request()).unwrap();
        assert_eq!((request.memory, request.seconds), (5, 6));
        assert_eq!(&*request.component, b"seven");
        assert!(request.codegen.interpreter && !request.codegen.fuel);
        for kind in Kind::ALL {
            let mut bytes = Vec::new();
            let body = b"body".to_vec();
            Answer { kind, body }.write(&mut bytes).unwrap();
            let answer = Answer::read(&*bytes, 4).unwrap();
            assert_eq!((answer.kind, &*answer.body), (kind, &b"body"[..]));
            let error = Answer::read(&*bytes, 3).err().map(|error| error.kind());
            assert_eq!(error, Some(io::ErrorKind::FileTooLarge));
        }
    }

    #[test]
    fn what_is_cut_off_or_of_another_version_is_an_error() {
        let whole = request();
        for end in 0..whole.len() {
            assert!(Request::read(&whole[..end]).is_err(), "{end}");
        }
        let mut other = whole;
        other[7] += 1;
        assert!(Request::read(&*other).is_err());
    }
}
