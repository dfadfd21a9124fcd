//! What stands on the paper, where, and in the bytes.

mod bytes;
mod layout;
mod samples;
