//! Components and modules as lists of sections.

/// Magic number, version and layer.
const HEADER: usize = 8;

/// A file taken apart.
pub(crate) struct Sections {
    header: Vec<u8>,
    /// The kind of each, and what is in it.
    pub(crate) all: Vec<(u8, Vec<u8>)>,
}

impl Sections {
    /// `None` if the sections do not fill the file.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let (header, mut rest) = bytes.split_at_checked(HEADER)?;
        let mut all = Vec::new();
        while let Some((&id, after)) = rest.split_first() {
            let (length, read) = number(after)?;
            let (body, next) = after[read..].split_at_checked(length)?;
            all.push((id, body.to_vec()));
            rest = next;
        }
        Some(Self {
            header: header.to_vec(),
            all,
        })
    }

    pub(crate) fn is_module(&self) -> bool {
        self.header.get(6) == Some(&0)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.header.clone();
        for (id, body) in &self.all {
            bytes.push(*id);
            put(&mut bytes, body.len());
            bytes.extend(body);
        }
        bytes
    }

    /// Finds the first section of this kind.
    pub(crate) fn find(&self, id: u8) -> Option<usize> {
        self.all.iter().position(|(known, _)| *known == id)
    }

    /// Appends items to a section that is a vector.
    pub(crate) fn append(&mut self, at: usize, count: usize, items: &[u8]) {
        let body = &mut self.all[at].1;
        if let Some((old, read)) = number(body) {
            let mut new = Vec::new();
            put(&mut new, old + count);
            new.extend(&body[read..]);
            new.extend(items);
            *body = new;
        }
    }

    /// Counts the items of all sections of a kind that are vectors.
    pub(crate) fn count(&self, id: u8) -> usize {
        let bodies = self.all.iter().filter(|(known, _)| *known == id);
        bodies
            .filter_map(|(_, body)| number(body))
            .fold(0, |sum, (count, _)| sum.saturating_add(count))
    }
}

/// Reads a number in LEB128, and tells how many bytes it has.
pub(crate) fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

/// Appends a number in LEB128.
pub(crate) fn put(to: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).expect("seven bits");
        number >>= 7;
        if number == 0 {
            to.push(low);
            return;
        }
        to.push(low | 0x80);
    }
}
