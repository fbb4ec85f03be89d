//! host-shim
