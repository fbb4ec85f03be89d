//! node-minimal
