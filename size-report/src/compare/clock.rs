//! The clock that measures times.

use std::time::Duration;

/// A moment of the processor time of this process. Time in which other programs have the
/// processor does not count: on a busy machine it would hide the measured time. On a
/// system without such a clock it is a moment of the day.
#[derive(Clone, Copy)]
pub(super) struct Moment(#[cfg(unix)] Duration, #[cfg(not(unix))] std::time::Instant);

impl Moment {
    #[cfg(unix)]
    pub(super) fn now() -> Self {
        use rustix::time::{ClockId, clock_gettime};
        let time = clock_gettime(ClockId::ProcessCPUTime);
        let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
        let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or_default();
        Self(Duration::new(seconds, nanoseconds))
    }

    #[cfg(not(unix))]
    pub(super) fn now() -> Self {
        Self(std::time::Instant::now())
    }

    /// Returns the time since then.
    pub(super) fn elapsed(self) -> Duration {
        #[cfg(unix)]
        return Self::now().0.saturating_sub(self.0);
        #[cfg(not(unix))]
        return self.0.elapsed();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_counts_and_time_does_not_go_back() {
        let (begin, mut last) = (Moment::now(), Duration::ZERO);
        while last < Duration::from_millis(1) {
            let now = begin.elapsed();
            assert!(now >= last, "{now:?} after {last:?}");
            last = now;
        }
    }
}
