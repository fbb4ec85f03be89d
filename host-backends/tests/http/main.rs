//! The client for HTTP requests, against servers on this machine that answer
//! well and badly.

mod addresses;
mod limits;
mod policies;
mod redirects;
mod requests;
mod secrets;
mod server;
mod tls;
