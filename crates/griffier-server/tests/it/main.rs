//! The server from outside: every address, and every line of its list of threats, over a socket of this machine.

mod client;
mod endpoints;
mod patience;
mod streams;
mod threats;
