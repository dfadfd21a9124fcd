//! What the messages of ISO 20022 have in common: XML walked through in constant memory, entries of accounts, amounts and
//! dates, and writing XML.

pub mod source;
pub mod tags;
pub mod values;
pub mod xml;
