//! A value that was moved into the memory of a call lives as long as that.
use greentic_guest::Call;

fn main() {
    let kept = {
        let call = Call::new();
        call.own(String::from("gone"))
    };
    println!("{kept}");
}
