//! Only a host, and a native test through `Call::new`, makes a call.
use greentic_guest::Call;

fn main() {
    let _ = Call { arena: todo!() };
}
