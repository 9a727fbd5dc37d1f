//! Hands the target `read_package` to libFuzzer.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| griffier_fuzz::run("read_package", bytes));
