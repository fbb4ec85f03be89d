//! A list may go where its items may go.
use std::cell::Cell;

use greentic_guest::abi::{List, Str};

fn send<T: Send + Sync>(_: T) {}

fn main() {
    send(Str::new("fine"));
    send(List::new(&[1, 2]));
    send(List::new(&[Cell::new(1)]));
}
