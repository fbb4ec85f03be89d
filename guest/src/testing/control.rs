//! A runner that lets a node go on, or not.

use std::cell::Cell;
use std::rc::Rc;

use crate::Call;

/// A runner that a node asks whether it may go on. Clones share the count.
///
/// ```
/// # #[cfg(feature = "component-v0-5")] {
/// use greentic_guest::component::v0_5::control::Host;
/// use greentic_guest::{Call, testing::Runner};
///
/// fn turns(call: &Call, control: &impl Host) -> u32 {
///     (0..10).take_while(|_| !control.should_cancel(call)).count() as u32
/// }
///
/// let call = Call::new();
/// assert_eq!(turns(&call, &Runner::new()), 10);
/// assert_eq!(turns(&call, &Runner::cancelling_after(3)), 3);
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Runner {
    left: Rc<Cell<Option<u32>>>,
    yields: Rc<Cell<u32>>,
}

impl Runner {
    /// Makes a runner that never wants a call to end.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a runner that answers so many times that the call goes on, and then that it is to
    /// end.
    pub fn cancelling_after(times: u32) -> Self {
        let runner = Self::default();
        runner.left.set(Some(times));
        runner
    }

    /// Returns how often the node gave way.
    ///
    /// ```
    /// # #[cfg(feature = "component-v0-5")] {
    /// use greentic_guest::component::v0_5::control::Host;
    /// use greentic_guest::{Call, testing::Runner};
    ///
    /// fn work(call: &Call, control: &impl Host) {
    ///     for _ in 0..3 {
    ///         control.yield_now(call);
    ///     }
    /// }
    ///
    /// let runner = Runner::new();
    /// work(&Call::new(), &runner);
    /// assert_eq!(runner.yields(), 3);
    /// # }
    /// ```
    pub fn yields(&self) -> u32 {
        self.yields.get()
    }

    fn ask(&self) -> bool {
        match self.left.get() {
            None => false,
            Some(0) => true,
            Some(left) => {
                self.left.set(Some(left - 1));
                false
            }
        }
    }
}

/// The same functions in each version.
macro_rules! hosts {
    ($($(#[$cfg:meta])* $($control:ident)::+;)*) => {$(
        $(#[$cfg])*
        impl crate::worlds::$($control)::+::Host for Runner {
            fn should_cancel(&self, _: &Call) -> bool {
                self.ask()
            }

            fn yield_now(&self, _: &Call) {
                self.yields.set(self.yields.get() + 1);
            }
        }
    )*};
}

hosts! {
    #[cfg(feature = "component-v0-4")]
    greentic_component_0_4_0::control;
    #[cfg(feature = "component-v0-5")]
    greentic_component_0_5_0::control;
    #[cfg(feature = "rev-0-4-93")]
    rev_0_4_93::greentic_component_0_4_0::control;
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113::greentic_component_0_4_0::control;
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113::greentic_component_0_5_0::control;
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113::greentic_component_0_6_0::control;
}
