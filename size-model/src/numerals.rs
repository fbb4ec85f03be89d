//! Numbers as text for people.

/// Returns a number with a comma before every three digits: `10,491`.
///
/// ```
/// assert_eq!(greentic_size_model::numerals::number(10_491), "10,491");
/// ```
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns a difference with its sign: `+1,204`, `-12`.
///
/// ```
/// assert_eq!(greentic_size_model::numerals::signed(-1_200), "-1,200");
/// ```
pub fn signed(difference: i64) -> String {
    let sign = if difference < 0 { '-' } else { '+' };
    format!("{sign}{}", number(difference.unsigned_abs()))
}

/// Returns a part of a whole in per cent, with one digit after the point.
///
/// ```
/// assert_eq!(greentic_size_model::numerals::share(1, 3), "33.3 %");
/// ```
pub fn share(part: u64, whole: u64) -> String {
    // Files are far smaller than what an f64 counts exactly.
    #[allow(clippy::cast_precision_loss, reason = "as above")]
    let share = part as f64 * 100.0 / whole.max(1) as f64;
    format!("{share:.1} %")
}

/// Returns a number of things: `1 byte`, `2,000 bytes`.
///
/// ```
/// assert_eq!(greentic_size_model::numerals::counted(2_000, "byte"), "2,000 bytes");
/// ```
pub fn counted(count: usize, thing: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {thing}{ending}", number(count as u64))
}
