//! A place to stop in long work.
//!
//! ```
//! # #[cfg(feature = "component-v0-5")] {
//! use greentic_guest::prelude::*;
//! use greentic_guest::component::v0_5::{control::Host, node::NodeError};
//!
//! fn sum<'a>(call: &'a Call, control: &impl Host, all: &[u32]) -> Result<u32, NodeError<'a>> {
//!     let mut sum = 0;
//!     for part in all.chunks(1000) {
//!         control.go_on(call)?;
//!         sum += part.iter().sum::<u32>();
//!     }
//!     Ok(sum)
//! }
//! # use greentic_guest::testing::Runner;
//! # let call = Call::new();
//! # assert_eq!(sum(&call, &Runner::new(), &[1, 2]), Ok(3));
//! # let error = sum(&call, &Runner::cancelling_after(1), &[1; 2000]).unwrap_err();
//! # assert_eq!(error.code, "cancelled");
//! # }
//! ```

use crate::Failure;

/// The runner wants the call to end.
///
/// ```
/// # #[cfg(feature = "component-v0-5")] {
/// use greentic_guest::prelude::*;
/// use greentic_guest::{component::v0_5::control::Host, imports::control::Cancelled};
///
/// fn longest(call: &Call, control: &impl Host, words: &[&str]) -> Result<usize, Cancelled> {
///     words.iter().try_fold(0, |most, word| {
///         control.go_on(call)?;
///         Ok(word.len().max(most))
///     })
/// }
/// # use greentic_guest::testing::Runner;
/// # let (call, words) = (Call::new(), ["a", "few", "words"]);
/// # assert_eq!(longest(&call, &Runner::new(), &words), Ok(5));
/// # assert_eq!(longest(&call, &Runner::cancelling_after(2), &words), Err(Cancelled));
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl<'a> Failure<'a> for Cancelled {
    fn code(&self) -> &'a str {
        "cancelled"
    }

    fn message(&self) -> &'a str {
        "the call was cancelled"
    }
}

/// The trait, the same for each version.
macro_rules! control {
    ($($(#[$cfg:meta])* $module:ident = $($control:ident)::+, $id:literal;)*) => {$(
        #[doc = concat!("Places to stop of `", $id, "`.")]
        $(#[$cfg])*
        pub mod $module {
            use super::Cancelled;
            use crate::Call;
            use crate::worlds::$($control)::+::Host;

            #[doc = concat!("Places to stop, on everything that is a `greentic:component/control` of `", $id, "`.")]
            pub trait Control: Host {
                /// Gives the runner a moment for other work, and goes on unless it wants the
                /// call to end.
                ///
                /// # Errors
                ///
                /// The call is to end: what was done so far is to be given up.
                fn go_on(&self, call: &Call) -> Result<(), Cancelled> {
                    self.yield_now(call);
                    if self.should_cancel(call) {
                        return Err(Cancelled);
                    }
                    Ok(())
                }
            }

            impl<H: Host + ?Sized> Control for H {}
        }
    )*};
}

control! {
    #[cfg(feature = "component-v0-4")]
    v0_4 = greentic_component_0_4_0::control, "component@0.4.0";
    #[cfg(feature = "component-v0-5")]
    v0_5 = greentic_component_0_5_0::control, "component@0.5.0";
    #[cfg(feature = "rev-0-4-93")]
    rev_0_4_93_v0_4 = rev_0_4_93::greentic_component_0_4_0::control, "component@0.4.0, revision 0.4.93";
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113_v0_4 = rev_0_4_113::greentic_component_0_4_0::control, "component@0.4.0, revision 0.4.113";
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113_v0_5 = rev_0_4_113::greentic_component_0_5_0::control, "component@0.5.0, revision 0.4.113";
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113_v0_6 = rev_0_4_113::greentic_component_0_6_0::control, "component@0.6.0, revision 0.4.113";
}
