//! The ways into and out of an instance.

use std::any::Any;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use wasmtime::{Store, Trap};

use crate::engine::{Runtime, Waits};
use crate::host::State;
use crate::services::state::Scope;
use crate::ticker::Running;
#[cfg(feature = "trap-details")]
use crate::trap::Lines;
use crate::{Error, Interrupt, LimitKind, fault, stack};

/// The part of an instance that is the same for every call.
pub(crate) struct Run {
    pub(crate) runtime: Arc<Runtime>,
    pub(crate) store: Store<State>,
    poisoned: bool,
    /// Lines of the source, for backtraces.
    #[cfg(feature = "trap-details")]
    pub(crate) lines: Option<Arc<Lines>>,
}

/// The facts about a call that are known before it begins.
pub(crate) struct Call {
    /// The function.
    pub(crate) during: Cow<'static, str>,
    /// The size of strings and lists among its arguments, in bytes.
    pub(crate) payload_size: usize,
    /// When the answer is no longer wanted, in milliseconds since 1970 UTC.
    pub(crate) deadline_ms: Option<i64>,
    /// On whose behalf it is made.
    pub(crate) scope: Option<Scope>,
}

impl Call {
    pub(crate) fn new(during: impl Into<Cow<'static, str>>) -> Self {
        Self {
            during: during.into(),
            payload_size: 0,
            deadline_ms: None,
            scope: None,
        }
    }

    #[must_use]
    pub(crate) fn with_payload_size(mut self, bytes: usize) -> Self {
        self.payload_size = bytes;
        self
    }

    #[must_use]
    pub(crate) fn on_behalf_of(mut self, scope: Option<Scope>) -> Self {
        self.scope = scope;
        self
    }

    #[must_use]
    pub(crate) fn until(mut self, deadline_ms: Option<i64>) -> Self {
        self.deadline_ms = deadline_ms;
        self
    }
}

/// A call that is under way.
pub(crate) struct Entered {
    during: Cow<'static, str>,
    due: Due,
    interrupt: Interrupt,
    running: Running,
}

impl Entered {
    /// Waits for the call, and no longer than it may take: the engine stops
    /// what the component does, this what the host does for it.
    pub(crate) async fn wait<R>(
        &self,
        call: impl Future<Output = wasmtime::Result<R>>,
    ) -> wasmtime::Result<R> {
        let call = stack::on_fiber(call);
        match self.running.until(self.due.at, &self.interrupt, call).await {
            Some(result) => result,
            None => Err(Trap::Interrupt.into()),
        }
    }
}

impl Run {
    pub(crate) fn new(runtime: Arc<Runtime>, store: Store<State>) -> Self {
        Self {
            runtime,
            store,
            poisoned: false,
            #[cfg(feature = "trap-details")]
            lines: None,
        }
    }

    /// Adds the lines of the source, for backtraces.
    #[cfg(feature = "trap-details")]
    pub(crate) fn with_lines(mut self, lines: Option<Arc<Lines>>) -> Self {
        self.lines = lines;
        self
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// Makes the store ready for a call, with all limits in force. From here
    /// on the instance counts as stopped in the middle of its work, also if a
    /// panic of the host's own code passes through or a future is dropped,
    /// until [`Run::leave`] has seen an answer.
    pub(crate) fn enter(&mut self, call: Call, waits: Waits) -> Result<Entered, Error> {
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        let Call {
            during,
            payload_size,
            deadline_ms,
            scope,
        } = call;
        let limits = &self.runtime.limits;
        if payload_size > limits.value_bytes {
            return Err(Error::Limit {
                which: LimitKind::Values,
                during,
                message: format!(
                    "its arguments are {payload_size} bytes; the limit is {}",
                    limits.value_bytes
                ),
            });
        }
        let Some(due) = Due::new(limits.deadline, deadline_ms) else {
            return Err(Error::Limit {
                which: LimitKind::Deadline,
                during,
                message: "its tenant context says that no answer is wanted any more".into(),
            });
        };
        let running = self.runtime.arm(&mut self.store, due, scope, waits)?;
        self.poisoned = true;
        Ok(Entered {
            during,
            due,
            interrupt: self.store.data().interrupt.clone(),
            running,
        })
    }

    /// Does what runs code of the component on this thread, if that has enough of
    /// a stack, and else on a stack of its own.
    pub(crate) fn on_stack<R>(
        &mut self,
        call: impl FnOnce(&mut Store<State>) -> wasmtime::Result<R>,
    ) -> wasmtime::Result<R> {
        let guest = self.runtime.limits.stack_bytes;
        stack::enough(guest, || call(&mut self.store))?
    }

    /// Takes the answer of a call.
    pub(crate) fn leave<R>(
        &mut self,
        entered: Entered,
        result: wasmtime::Result<R>,
    ) -> Result<R, Error> {
        match result {
            Ok(answer) => {
                self.poisoned = false;
                Ok(answer)
            }
            Err(error) => {
                // Without a stack nothing of the component has run.
                self.poisoned = !error.is::<stack::NoStack>();
                Err(fault::explain(&error, entered.during, self))
            }
        }
    }
}

/// Ends a call while the host works for it on the calling thread.
pub(crate) struct Ending {
    pub(crate) due: Due,
    pub(crate) interrupt: Interrupt,
}

impl Ending {
    /// That of the call under way, if the store is one of a shim.
    pub(crate) fn of<T: 'static>(data: &T) -> Option<Self> {
        let state = (data as &dyn Any).downcast_ref::<State>()?;
        Some(Self {
            due: state.due(),
            interrupt: state.interrupt.clone(),
        })
    }

    pub(crate) fn is_over(&self) -> bool {
        self.interrupt.is_interrupted() || self.due.is_past()
    }
}

/// When a call has to end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Due {
    /// `None` is for ever.
    at: Option<Instant>,
    /// `true` if the tenant's deadline comes first.
    pub(crate) by_tenant: bool,
}

impl Due {
    /// Never.
    pub(crate) const NEVER: Self = Self {
        at: None,
        by_tenant: false,
    };

    /// `None` if it has passed.
    fn new(limit: Option<Duration>, deadline_ms: Option<i64>) -> Option<Self> {
        let tenant = match deadline_ms {
            None => None,
            Some(deadline_ms) => Some(until(deadline_ms)?),
        };
        let by_tenant = match (tenant, limit) {
            (Some(tenant), Some(limit)) => tenant < limit,
            (tenant, None) => tenant.is_some(),
            (None, Some(_)) => false,
        };
        let left = if by_tenant { tenant } else { limit };
        Some(Self {
            at: left.and_then(|left| Instant::now().checked_add(left)),
            by_tenant,
        })
    }

    pub(crate) fn is_past(self) -> bool {
        self.at.is_some_and(|at| Instant::now() >= at)
    }

    /// Time that is left; `None` is for ever.
    pub(crate) fn remaining(self) -> Option<Duration> {
        self.at
            .map(|at| at.saturating_duration_since(Instant::now()))
    }
}

/// Time from now to a moment given in milliseconds since 1970 UTC; `None` if
/// that has passed.
fn until(deadline_ms: i64) -> Option<Duration> {
    let deadline = Duration::from_millis(u64::try_from(deadline_ms).ok()?);
    // A clock before 1970 is wrong; every deadline is ahead of it.
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    deadline.checked_sub(now).filter(|left| !left.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    fn now_ms() -> i64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        i64::try_from(now.as_millis()).unwrap()
    }

    #[test]
    fn the_earlier_of_two_deadlines_counts() {
        let soon = Due::new(Some(HOUR), Some(now_ms() + 60_000)).unwrap();
        assert!(soon.by_tenant);
        assert!(soon.remaining().unwrap() <= Duration::from_mins(1));
        let late = Due::new(Some(HOUR), Some(now_ms() + 2 * 3_600_000)).unwrap();
        assert!(!late.by_tenant);
        assert!(late.remaining().unwrap() > HOUR / 2);
    }

    #[test]
    fn what_has_passed_is_not_begun() {
        for past in [0, -1, i64::MIN, now_ms() - 1] {
            assert!(Due::new(Some(HOUR), Some(past)).is_none(), "{past}");
        }
    }

    #[test]
    fn far_deadlines_do_not_overflow() {
        let due = Due::new(None, Some(i64::MAX)).unwrap();
        assert!(!due.is_past());
        let due = Due::new(Some(Duration::MAX), None).unwrap();
        assert!(!due.is_past());
        assert_eq!(Due::new(None, None).unwrap().remaining(), None);
    }
}
