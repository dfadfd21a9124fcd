//! The rules, as values and functions: no I/O, no clock, no SQL, no screen.
//!
//! Everything here is given what it needs (today's date included) and answers with a value: a new state, postings,
//! a verdict, or a [`refusal::Refusal`]. To add a rule, find the file of the thing it is about.

#[macro_use]
mod codes;
pub mod account;
pub mod article;
pub mod bankfile;
pub mod calendar;
pub mod claim;
pub mod day;
pub mod dialogue;
pub mod draft;
pub mod draw;
pub mod dues;
pub mod dues_sms;
pub mod exchange;
pub mod filter;
pub mod ledger;
pub mod mandate;
pub mod matching;
pub mod membership;
pub mod message;
pub mod money;
pub mod notice;
pub mod order;
pub mod outgoing;
pub mod party;
pub mod payment;
pub mod phone;
pub mod receipt;
pub mod reconcile;
pub mod reference;
pub mod refusal;
pub mod reminding;
pub mod sending;
pub mod setup;
pub mod suggest;
pub mod text;
