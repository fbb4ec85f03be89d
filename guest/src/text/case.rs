//! Upper and lower case of ASCII letters.

use crate::abi::Text;

impl Text<'_> {
    /// Appends `text` with its ASCII letters in lower case. Costs 102 bytes, where
    /// going through [`chars`](str::chars) costs 365.
    ///
    /// To compare without regard to case, [`str::eq_ignore_ascii_case`] is as
    /// small as can be.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_lower("Greta");
    /// assert_eq!(text.finish(), "greta");
    /// ```
    pub fn push_lower(&mut self, text: &str) {
        self.push_mapped(text, |byte| byte.to_ascii_lowercase());
    }

    /// Appends `text` with its ASCII letters in upper case. Costs 102 bytes.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_upper("Greta");
    /// assert_eq!(text.finish(), "GRETA");
    /// ```
    pub fn push_upper(&mut self, text: &str) {
        self.push_mapped(text, |byte| byte.to_ascii_uppercase());
    }
}
