//! Documents that hold one thing each.
