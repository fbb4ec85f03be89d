//! A call stays in its thread.
use greentic_guest::Call;

fn send<T: Send>(_: T) {}
fn share<T: Sync>(_: T) {}

fn main() {
    send(Call::new());
    share(Call::new());
    let call = Call::new();
    send(call.text());
}
