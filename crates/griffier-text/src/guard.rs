//! Libraries that panic on a damaged file: stopped where they are called, so that the file costs itself and one line.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether this thread is inside [`guarded`].
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What a library does, or nothing if it panics. What it says then is of no use to a person with a letter, so it is not
/// printed; panics of other threads and places are.
///
/// ```
/// let empty: Vec<u8> = Vec::new();
/// assert_eq!(griffier_text::guarded(|| empty[3]), None);
/// ```
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                told(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.set(outer);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_answer_and_what_comes_after_it_is_heard_again() {
        let empty: Vec<usize> = Vec::new();
        assert_eq!(guarded(|| empty[3]), None);
        assert_eq!(guarded(|| guarded(|| empty[3]).is_none()), Some(true));
        assert!(!GUARDED.get());
    }
}
