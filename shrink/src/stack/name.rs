//! Names of exports. Functions of one interface share its name: it may be long, and
//! they may be many.

use std::cmp::Ordering;
use std::rc::Rc;

/// The name of an export, behind those of the instances that it is in.
pub(super) struct ExportName {
    around: Option<Rc<Self>>,
    own: String,
}

impl ExportName {
    /// Makes a name at the root, or of an export of an instance.
    pub(super) fn new(around: Option<Rc<Self>>, own: String) -> Rc<Self> {
        Rc::new(Self { around, own })
    }

    /// Returns the names from the outermost on.
    fn parts(self: &Rc<Self>) -> Vec<&Rc<Self>> {
        let mut parts: Vec<_> =
            std::iter::successors(Some(self), |name| name.around.as_ref()).collect();
        parts.reverse();
        parts
    }

    /// Returns the number of bytes of the whole text.
    pub(super) fn bytes(self: &Rc<Self>) -> usize {
        let parts = self.parts();
        parts.len() - 1 + parts.iter().map(|part| part.own.len()).sum::<usize>()
    }

    /// Returns the whole text, with a `#` between two names.
    pub(super) fn text(self: &Rc<Self>) -> String {
        let parts = self.parts();
        let parts: Vec<_> = parts.iter().map(|part| &*part.own).collect();
        parts.join("#")
    }

    /// Compares the texts, without making them.
    pub(super) fn order(self: &Rc<Self>, other: &Rc<Self>) -> Ordering {
        let (one, other) = (self.parts(), other.parts());
        let shared = one.iter().zip(&other);
        let shared = shared.take_while(|(a, b)| Rc::ptr_eq(a, b)).count();
        text(&one[shared..]).cmp(text(&other[shared..]))
    }
}

fn text<'n>(parts: &'n [&'n Rc<ExportName>]) -> impl Iterator<Item = u8> + 'n {
    parts.iter().enumerate().flat_map(|(at, part)| {
        let between = if at == 0 { "" } else { "#" };
        between.bytes().chain(part.own.bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_their_texts() {
        let root = |own: &str| ExportName::new(None, own.to_owned());
        let of = |around: &Rc<ExportName>, own: &str| {
            ExportName::new(Some(Rc::clone(around)), own.to_owned())
        };
        let (a, dash, space) = (root("a"), root("a-b"), root("a !"));
        let names = [
            of(&a, "x"),
            of(&dash, "x"),
            of(&space, "x"),
            of(&of(&a, "x"), "y"),
            // Another one of the same name.
            of(&root("a"), "w"),
            of(&a, "xy"),
            a,
            dash,
        ];
        for one in &names {
            assert_eq!(one.bytes(), one.text().len());
            for other in &names {
                assert_eq!(one.order(other), one.text().cmp(&other.text()));
            }
        }
        assert_eq!(names[3].text(), "a#x#y");
    }
}
