//! Values of `state@1.0.0`.

super::values! {
    /// Reads and writes values, on everything that is a `greentic:state/state-store@1.0.0`.
    crate::state::v1_0 {}
}
