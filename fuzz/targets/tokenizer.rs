//! Hands the target `tokenizer` to libFuzzer.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| griffier_fuzz::run("tokenizer", bytes));
