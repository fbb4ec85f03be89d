//! Neither does anybody get one through what the macros use.
use greentic_guest::abi::entry::Entry;

fn main() {
    let _ = Entry::<true> { call: greentic_guest::Call::new() };
}
