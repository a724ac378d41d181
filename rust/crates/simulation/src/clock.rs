//! The present of a run, shared by the simulation that moves it and the views that must not look past it.

use std::sync::atomic::{
    AtomicI64, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};

/// How many bars are visible, which session it is, and the time.
#[derive(Debug, Default)]
pub struct Clock {
    visible: AtomicUsize,
    session: AtomicUsize,
    time_ns: AtomicI64,
}

impl Clock {
    /// Bars that have ended: those with an index below this may be read.
    #[inline]
    pub fn visible(&self) -> usize {
        self.visible.load(Acquire)
    }

    /// Index of the current session.
    #[inline]
    pub fn session(&self) -> usize {
        self.session.load(Relaxed)
    }

    /// UTC nanoseconds.
    #[inline]
    pub fn time_ns(&self) -> i64 {
        self.time_ns.load(Relaxed)
    }

    /// Move the present.
    #[inline]
    pub fn set(&self, visible: usize, session: usize, time_ns: i64) {
        self.session.store(session, Relaxed);
        self.time_ns.store(time_ns, Relaxed);
        // Last: who sees that a bar is visible sees the bar.
        self.visible.store(visible, Release);
    }
}
