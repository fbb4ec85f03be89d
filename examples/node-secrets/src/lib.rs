//! node-secrets
