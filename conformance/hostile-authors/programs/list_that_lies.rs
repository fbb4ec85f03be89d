//! Makes lists of iterators that have more items than they say, or fewer.
//!
//! Right: answers "2,5,0,3:INPUT"

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
    let count = |said, left| {
        call.list(Liar {
            said,
            left,
            item: 7_u64,
        })
        .len()
    };
    let units = call
        .list(Liar {
            said: usize::MAX,
            left: 3,
            item: (),
        })
        .len();
    let digits = [count(2, 9), count(9, 5), count(0, 4), units];
    let mut text = call.text();
    for (at, digit) in digits.iter().enumerate() {
        text.push(if at == 0 { "" } else { "," });
        text.push(["0", "1", "2", "3", "4", "5"][*digit]);
    }
    InvokeResult::Ok(call.concat(&[text.finish(), ":", input]).into())
}
