//! The server from outside: every address, and every line of its list of threats, over a socket of this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

mod client;
mod endpoints;
mod patience;
mod streams;
mod threats;
