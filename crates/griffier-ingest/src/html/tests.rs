//! Pages that hold one thing each.
