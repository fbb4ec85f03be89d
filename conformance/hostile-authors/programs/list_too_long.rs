//! Makes a list whose size wraps.
//!
//! Right: traps

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

/// Says that it has more items, or fewer, than come.
struct Liar<T> {
    said: usize,
    left: usize,
    item: T,
}

impl<T: Copy> Iterator for Liar<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.left = self.left.checked_sub(1)?;
        Some(self.item)
    }
}

impl<T: Copy> ExactSizeIterator for Liar<T> {
    fn len(&self) -> usize {
        self.said
    }
}

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let list = call.list(Liar {
        said: (1 << 29) + 1,
        left: 4,
        item: 7_u64,
    });
    InvokeResult::Ok(if list.len() == 4 { input } else { "" }.into())
}
