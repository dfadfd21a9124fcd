//! What stands on the paper, where, and in the bytes.

mod bytes;
mod codes;
mod delivery;
mod layout;
mod samples;
