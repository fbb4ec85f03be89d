//! Natively a heap is no allocator, and an author needs no unsafe code.
#![forbid(unsafe_code)]

mod one {
    greentic_guest::heap!(free_list);
}

mod other {
    greentic_guest::heap!(bump);
}

greentic_guest::heap!(call);

fn main() {
    let call = greentic_guest::Call::new();
    let text: String = ["a", "b"].join("+");
    let (text, list) = (call.own(text), call.own(vec![1_u64, 2]));
    assert_eq!((text, list), ("a+b", [1, 2].as_slice()));
}
