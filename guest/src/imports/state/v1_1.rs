//! Values of `state@1.1.0`, which can be written where none is yet.

super::values! {
    /// Reads and writes values, on everything that is a `greentic:state/state-store@1.1.0`.
    crate::state::v1_1 {
        /// Stores bytes under a key if nothing is there, and returns whether it did: of all who
        /// try at once, one does.
        ///
        /// # Errors
        ///
        /// As of [`put`](Self::put), and `unsupported` where the store cannot do it in one step.
        fn put_if_absent<'a>(
            &self,
            call: &'a Call,
            key: &str,
            bytes: &[u8],
        ) -> Result<bool, HostError<'a>> {
            self.write_if_absent(call, key, bytes, None)
        }

        /// Stores text under a key if nothing is there, and returns whether it did.
        ///
        /// # Errors
        ///
        /// As of [`put_if_absent`](Self::put_if_absent).
        fn put_text_if_absent<'a>(
            &self,
            call: &'a Call,
            key: &str,
            text: &str,
        ) -> Result<bool, HostError<'a>> {
            self.put_if_absent(call, key, text.as_bytes())
        }
    }
}
