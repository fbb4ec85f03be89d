//! Floats to text.

use core::fmt::Write as _;

use crate::abi::Text;

impl Text<'_> {
    /// Appends the shortest decimal number that reads back as `number`, in the
    /// form of JSON; `null` where it is infinite or none.
    pub fn push_f64(&mut self, number: f64) {
        if number.is_finite() {
            let _ = write!(self, "{number:?}");
        } else {
            self.push("null");
        }
    }

    /// Appends the shortest decimal number that reads back as this `f32`, in
    /// the form of [`push_f64`](Text::push_f64).
    pub fn push_f32(&mut self, number: f32) {
        if number.is_finite() {
            let _ = write!(self, "{number:?}");
        } else {
            self.push("null");
        }
    }
}
