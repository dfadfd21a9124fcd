//! Use cases: one file a verb. Each is one transaction; the screen and the command line both enter here.

pub mod accounts;
pub mod articles;
pub mod backup;
pub mod bulk;
pub mod check;
pub mod claims;
pub mod claims_import;
pub mod drafts;
pub mod dues_sms;
pub mod files;
pub mod init;
pub(crate) mod issue;
pub mod mandates;
pub mod members;
pub(crate) mod money;
pub mod orders;
pub mod outgoing;
pub mod parties_import;
pub mod payments;
pub mod reconcile;
pub mod references;
pub mod refunds;
pub mod remind;
mod table;
pub mod views;
