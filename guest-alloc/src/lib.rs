//! guest-alloc
