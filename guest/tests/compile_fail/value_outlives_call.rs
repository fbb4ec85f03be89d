//! Nothing that a call made may outlive it.
use greentic_guest::Call;

fn main() {
    let kept;
    {
        let call = Call::new();
        kept = call.concat(&["a", "b"]);
    }
    println!("{kept}");
}
