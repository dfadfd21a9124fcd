//! Parts that screens and layers are made of.

pub(super) mod area;
pub(super) mod field;
pub(super) mod grid;
pub(super) mod list;
pub(super) mod list_draw;
pub(super) mod paint;
pub(super) mod typing;
