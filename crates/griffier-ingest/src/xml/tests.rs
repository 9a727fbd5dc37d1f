//! Publications that hold one thing each.
