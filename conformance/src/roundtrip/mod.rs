//! Calls that pass through a component and come out as they went in.
//!
//! A *mirror* imports the interface that it exports and forwards every call.
//! The host calls each function of it with made values, answers the call that
//! comes back with made values, and compares both with what arrives: the
//! component has then lifted and lowered each type four times, as export and as
//! import, as argument and as result. The host has no generated code. It learns
//! from the component itself what the functions take.
//!
//! - [`components`] builds the mirrors.
//! - [`shape`] has the types of values, [`sites`] counts what was made of each.
//! - [`making`] makes values; [`edge_values`] are the ones where code breaks.
//! - [`difference`] compares, and changes values so that a comparison has
//!   something to find.
//! - [`host`] makes the calls on Wasmtime, [`check`] all the calls of a
//!   function.
//! - [`javascript`] writes the calls down for a host in JavaScript.

pub mod check;
pub mod components;
pub mod difference;
pub mod edge_values;
pub mod host;
pub mod javascript;
pub mod making;
pub mod shape;
pub mod sites;
