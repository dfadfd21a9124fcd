//! Bank files that come and go by themselves: the watched folder (OCR-8) and SFTP (OCR-4, OCR-5). Both end in the one code
//! path of every import (OCR-10).
//!
//! One process at a time works for a folder ([`Keeper`]): `fordring watch`, `fordring exchange run`, or a console that is
//! open ([`worker`]).

mod deliver;
mod due;
mod fault;
mod fetch;
pub mod filing;
pub mod folder;
mod hands;
mod keeper;
pub mod settings;
pub mod setup;
pub mod worker;
mod writers;

pub use fault::Fault;
pub use filing::Filed;
pub use folder::{Folder, Round};
pub use keeper::{AccountRound, Keeper, Rounds, account_round};

/// What is asked of a server, for those that stand in for one.
pub use crate::gateways::exchange::{Exchange, ExchangeError, RemoteFile};
/// How files of an account come and go, as it stands in the site's file.
pub use crate::store::exchange::{Server, Setup};
