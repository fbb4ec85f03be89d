//! guest-bindgen
