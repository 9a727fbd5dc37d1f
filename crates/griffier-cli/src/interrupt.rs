//! Ctrl-C and its like: the first asks a batch to come to an end, the second ends the program at once.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The exit status of a batch that was asked to end.
pub(crate) const STATUS: u8 = 130;

/// From now on, whether somebody has asked the program to end.
///
/// # Errors
/// When the system will not tell.
pub(crate) fn asked() -> io::Result<&'static AtomicBool> {
    let asked: &'static Arc<AtomicBool> = Box::leak(Box::new(Arc::new(AtomicBool::new(false))));
    for signal in [SIGINT, SIGTERM] {
        // In this order: whoever asks again finds that it was asked before.
        flag::register_conditional_shutdown(signal, STATUS.into(), Arc::clone(asked))?;
        flag::register(signal, Arc::clone(asked))?;
    }
    Ok(asked)
}
