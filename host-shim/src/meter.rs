//! Counts what one instance holds and refuses what is too much.

use wasmtime::ResourceLimiter;

use crate::{LimitKind, Limits};

/// The book-keeper of one store.
///
/// Wasmtime limits every memory and table on its own; we count them together,
/// or a component with many memories would get the limit many times.
#[derive(Debug)]
pub(crate) struct Meter {
    memory_limit: usize,
    table_limit: usize,
    instance_limit: usize,
    memory_bytes: usize,
    table_elements: usize,
    /// The growth that was refused since [`Meter::forget`].
    refused: Option<Refusal>,
}

/// A growth that did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The limit of the host, or `None` where the guest's own maximum forbade
    /// it.
    pub(crate) limit: Option<LimitKind>,
    /// The resource that was to grow.
    pub(crate) kind: LimitKind,
    /// The size that all memories or tables would have had together, in bytes or
    /// elements.
    pub(crate) wanted: usize,
    /// The size that was allowed.
    pub(crate) allowed: usize,
}

impl Meter {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            memory_limit: limits.memory_bytes,
            table_limit: limits.table_elements,
            instance_limit: limits.instances,
            memory_bytes: 0,
            table_elements: 0,
            refused: None,
        }
    }

    /// Linear memory in bytes that the instance has now.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.memory_bytes
    }

    /// Returns the growth that was refused since the last call began.
    pub(crate) fn refused(&self) -> Option<Refusal> {
        self.refused
    }

    /// Called before each call: an old refusal does not explain a new trap.
    pub(crate) fn forget(&mut self) {
        self.refused = None;
    }

    /// Returns whether growth was granted, and keeps the reason if it was not.
    fn note(&mut self, result: Result<(), Refusal>) -> bool {
        let refused = result.err();
        if refused.is_some() {
            self.refused = refused;
        }
        refused.is_none()
    }
}

/// Decides about one growth. `held` is what there is now over all memories (or
/// tables); the other three are those of the one that grows.
fn grow(
    kind: LimitKind,
    limit: usize,
    held: &mut usize,
    current: usize,
    desired: usize,
    maximum: Option<usize>,
) -> Result<(), Refusal> {
    let total = held.saturating_add(desired.saturating_sub(current));
    if total > limit {
        return Err(Refusal {
            limit: Some(kind),
            kind,
            wanted: total,
            allowed: limit,
        });
    }
    if let Some(maximum) = maximum.filter(|maximum| desired > *maximum) {
        return Err(Refusal {
            limit: None,
            kind,
            wanted: desired,
            allowed: maximum,
        });
    }
    // Should the operating system have nothing to give, the growth fails all
    // the same and we count too much. `memory_grow_failed` would be the place
    // to take it back, but Wasmtime calls it for growth that it never asked
    // for as well: a guest could count itself down to nothing.
    *held = total;
    Ok(())
}

impl ResourceLimiter for Meter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let result = grow(
            LimitKind::Memory,
            self.memory_limit,
            &mut self.memory_bytes,
            current,
            desired,
            maximum,
        );
        Ok(self.note(result))
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let result = grow(
            LimitKind::Tables,
            self.table_limit,
            &mut self.table_elements,
            current,
            desired,
            maximum,
        );
        Ok(self.note(result))
    }

    fn instances(&self) -> usize {
        self.instance_limit
    }

    fn tables(&self) -> usize {
        self.instance_limit
    }

    fn memories(&self) -> usize {
        self.instance_limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meter() -> Meter {
        Meter::new(&Limits {
            memory_bytes: 100,
            table_elements: 10,
            ..Limits::default()
        })
    }

    #[test]
    fn memories_are_counted_together() {
        let mut meter = meter();
        assert!(meter.memory_growing(0, 60, None).unwrap());
        assert!(!meter.memory_growing(0, 60, None).unwrap());
        assert_eq!(meter.refused().unwrap().limit, Some(LimitKind::Memory));
        assert_eq!(meter.refused().unwrap().wanted, 120);
        assert!(meter.memory_growing(60, 100, None).unwrap());
        assert_eq!(meter.memory_bytes(), 100);
    }

    #[test]
    fn failures_reported_without_a_request_free_nothing() {
        let mut meter = meter();
        assert!(meter.memory_growing(0, 40, None).unwrap());
        let failure = wasmtime::Error::msg("beyond the type");
        meter.memory_grow_failed(failure).unwrap();
        assert_eq!(meter.memory_bytes(), 40);
    }

    #[test]
    fn the_guests_own_maximum_is_no_limit_of_ours() {
        let mut meter = meter();
        assert!(!meter.memory_growing(0, 60, Some(50)).unwrap());
        assert_eq!(meter.refused().unwrap().limit, None);
        meter.forget();
        assert_eq!(meter.refused(), None);
    }

    #[test]
    fn sizes_at_the_end_of_the_address_space_do_not_wrap() {
        let mut meter = meter();
        assert!(meter.memory_growing(0, 10, None).unwrap());
        assert!(!meter.memory_growing(0, usize::MAX, None).unwrap());
        assert!(!meter.table_growing(0, usize::MAX, None).unwrap());
        assert_eq!(meter.refused().unwrap().limit, Some(LimitKind::Tables));
    }
}
