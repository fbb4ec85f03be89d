//! Places to stop.

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::component::{v0_4, v0_5};
use greentic_guest::prelude::*;
use greentic_guest::testing::Runner;

/// Goes on up to five times, in whatever version.
macro_rules! work {
    ($name:ident $($host:tt)*) => {
        fn $name<'a>(call: &'a Call, control: &impl $($host)*) -> Result<u32, NodeError<'a>> {
            for _ in 0..5 {
                control.go_on(call)?;
            }
            Ok(5)
        }
    };
}

work!(of_0_4 v0_4::control::Host);
work!(of_0_5 v0_5::control::Host);
work!(of_0_6 greentic_guest::rev_0_4_113::component::v0_6::control::Host);

#[test]
fn work_goes_on_until_the_runner_wants_it_to_end() {
    type Work = for<'a> fn(&'a Call, &Runner) -> Result<u32, NodeError<'a>>;
    for work in [of_0_4 as Work, of_0_5, of_0_6] {
        let (call, runner) = (Call::new(), Runner::new());
        assert_eq!(work(&call, &runner), Ok(5));
        assert_eq!(runner.yields(), 5);
        let runner = Runner::cancelling_after(2);
        let error = work(&call, &runner).unwrap_err();
        assert_eq!((error.code.get(), error.retryable), ("cancelled", false));
        // It gave way before it asked the third time.
        assert_eq!(runner.yields(), 3);
    }
}
