//! Digits with a point among them.

use crate::abi::Text;

/// Returns the unit of the first digit, and how many digits there are.
pub(super) fn first(digits: u64) -> (u64, i32) {
    let (mut first, mut unit, mut len) = (digits, 1, 1);
    while first > 9 {
        first /= 10;
        unit *= 10;
        len += 1;
    }
    (unit, len)
}

impl Text<'_> {
    /// Appends digits, the first of which counts `unit`, with a point behind as
    /// many of them as `point` says: behind more than there are with zeros
    /// between, behind less than one with zeros in front. Without `whole` there
    /// is a digit behind the point at least, which may be a zero.
    #[inline(never)]
    pub(super) fn push_point(&mut self, digits: u64, mut unit: u64, mut point: i32, whole: bool) {
        if point <= 0 {
            self.push("0.");
        }
        while point < 0 {
            self.push_char('0');
            point += 1;
        }
        loop {
            self.push_digit(digits.checked_div(unit).unwrap_or_default());
            unit /= 10;
            point -= 1;
            if unit == 0 && point < i32::from(whole) {
                return;
            }
            if point == 0 {
                self.push_char('.');
            }
        }
    }
}
