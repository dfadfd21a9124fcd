//! What the formats of Mastercard Payment Services in Norway (before that Nets and BBS) have in common: one transmission
//! (records 10 … 89) of assignments (20 … 88), each of one service and one account. A file may mix services, so there is one
//! reader for all of them; comments name its rules as "Nets OCR giro, rule N".

mod assignment;
mod context;
mod order;
mod reader;
mod records;
mod rules;
mod service;
mod show;
mod writer;

pub use context::{Context, Taken, amount, known_number, number};
pub use order::{
    Orders, asked_amount, asked_date, asked_reference, is_kid, misplaced, read_order, short_name, small_number, unknown_type, write_order,
};
pub use reader::read;
pub use records::{Draft, IDENTITY, RECORD, Record, TYPE, end, is_account, part, transaction};
pub use rules::Counted;
pub use show::{leads_to, marks, method, read_one};
pub use writer::{Head, Totals, Writer, to_stream, write};
