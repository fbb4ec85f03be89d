//! Upper and lower case of ASCII letters.

use crate::abi::Text;

impl Text<'_> {
    /// Appends `text` with its ASCII letters in lower case. Costs 102 bytes, where
    /// going through [`chars`](str::chars) costs 365.
    ///
    /// To compare without regard to case, [`str::eq_ignore_ascii_case`] is as
    /// small as can be.
    pub fn push_lower(&mut self, text: &str) {
        self.push_mapped(text, |byte| byte.to_ascii_lowercase());
    }

    /// Appends `text` with its ASCII letters in upper case. Costs 102 bytes.
    pub fn push_upper(&mut self, text: &str) {
        self.push_mapped(text, |byte| byte.to_ascii_uppercase());
    }
}
