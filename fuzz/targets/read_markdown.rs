//! Hands the target `read_markdown` to libFuzzer.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| griffier_fuzz::run("read_markdown", bytes));
