//! Counts of what was made, for each place in the types of a function.

use std::fmt::Write as _;
use std::ops::Range;

/// Places where a value can be of one class or another: the cases of a variant,
/// an empty text or a long one, the extremes of a number.
#[derive(Clone, Debug, Default)]
pub struct Sites {
    places: Vec<Place>,
    /// The classes that were never made, at all places.
    missing: usize,
}

#[derive(Clone, Debug)]
struct Place {
    name: String,
    /// The number of values of each class that were made.
    made: Vec<u32>,
    /// The classes that were never made.
    missing: usize,
}

/// One of the places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site(usize);

impl Site {
    /// Its number: the places of one type follow each other.
    pub fn number(self) -> usize {
        self.0
    }
}

impl Sites {
    /// Adds a place with so many classes, and a name for messages.
    pub fn add(&mut self, name: &str, classes: usize) -> Site {
        self.missing += classes;
        self.places.push(Place {
            name: name.to_owned(),
            made: vec![0; classes],
            missing: classes,
        });
        Site(self.places.len() - 1)
    }

    /// A class below `limit` to make next: mostly one that was never made, or
    /// with a place below it (`below` has them) where something was never made,
    /// so that nothing is missing in the end; otherwise any.
    ///
    /// # Panics
    ///
    /// When there is no class below `limit`.
    pub fn choose(
        &self,
        site: Site,
        limit: usize,
        random: &mut fastrand::Rng,
        below: impl Fn(usize) -> Range<usize>,
    ) -> usize {
        let made = &self.places[site.0].made[..limit];
        let any = random.usize(..made.len());
        if self.missing == 0 || random.u8(..4) == 0 {
            return any;
        }
        let wanted = |&class: &usize| {
            made[class] == 0
                || self.places[below(class)]
                    .iter()
                    .any(|place| place.missing > 0)
        };
        // From `any` on, so that places do not go through their classes in
        // step.
        (any..limit).chain(0..any).find(wanted).unwrap_or(any)
    }

    /// Notes that a class was made.
    pub fn made(&mut self, site: Site, class: usize) {
        let place = &mut self.places[site.0];
        if place.made[class] == 0 {
            place.missing -= 1;
            self.missing -= 1;
        }
        place.made[class] += 1;
    }

    /// Returns the number of values of a class that were made.
    pub fn count(&self, site: Site, class: usize) -> u32 {
        self.places[site.0].made[class]
    }

    /// The classes that were never made, in words; nothing when all were.
    pub fn missing(&self) -> String {
        let mut text = String::new();
        for Place { name, made, .. } in &self.places {
            for class in (0..made.len()).filter(|&class| made[class] == 0) {
                let _ = write!(text, "\n  class {class} of {name}");
            }
        }
        text
    }

    /// Returns whether every class was made at every place.
    pub fn complete(&self) -> bool {
        self.missing == 0
    }
}
