//! HTTP requests for components: a [`WebClient`] sends those that an [`HttpPolicy`]
//! allows.

mod address;
mod failure;
mod fields;
mod hosts;
mod policy;
mod redirect;
mod resolver;
mod target;
mod web;
mod worker;

pub use address::is_public;
pub use hosts::PolicyError;
pub use policy::HttpPolicy;
pub use web::WebClient;
