//! Tests of every format.
