//! Nothing: only what Cargo fetches for it counts.
