//! Membership and its dues: kinds, what a kind costs for a period, who has which kind, and the run that issues the claims.

pub mod act;
pub mod enrol;
pub mod kinds;
pub mod run;
pub mod set_up;

use crate::app::{AppError, Session};
use crate::domain::refusal::{DuesWord, Refusal};
use crate::store::dues as table;
pub use crate::store::dues::{Candidate, Dues, DuesLine, Issued, MembershipKind};
use crate::store::{Db, site};

/// The longest code of a kind or of dues.
const CODE_MAX: usize = 30;
/// The longest name of a kind, and the longest line of dues.
const NAME_MAX: usize = 60;

/// A value of the set-up that cannot be so.
fn wrong(field: &'static str, value: &str) -> AppError {
    Refusal::DuesInvalid {
        field: DuesWord(field),
        value: value.to_owned(),
    }
    .into()
}

/// A code as it is typed: letters, digits and hyphens, and small.
fn code(field: &'static str, typed: &str) -> Result<String, AppError> {
    let code = typed.trim().to_lowercase();
    let is_plain = code.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'));
    if code.is_empty() || code.chars().count() > CODE_MAX || !is_plain {
        return Err(wrong(field, typed));
    }
    Ok(code)
}

/// A text that people read: something, on one line, without signs that nobody sees.
fn plain(field: &'static str, typed: &str) -> Result<String, AppError> {
    let text = typed.trim();
    let is_plain = !text.chars().any(crate::domain::text::is_forbidden);
    if text.is_empty() || text.chars().count() > NAME_MAX || !is_plain {
        return Err(wrong(field, typed));
    }
    Ok(text.to_owned())
}

/// The kind of a code or a name.
fn kind(conn: &Db, wanted: &str) -> Result<MembershipKind, AppError> {
    let wanted = wanted.trim();
    let folded = wanted.to_lowercase();
    let found = match table::kind(conn, &folded)? {
        Some(found) => Some(found),
        None => table::kind(conn, wanted)?,
    };
    found.ok_or_else(|| Refusal::NoSuchMembershipKind { wanted: wanted.to_owned() }.into())
}

/// The dues of a code; or of a key, with `#` before it.
fn dues(conn: &Db, wanted: &str) -> Result<Dues, AppError> {
    let code = wanted.trim().to_lowercase();
    let found = match code.strip_prefix('#').and_then(|key| key.parse().ok()) {
        Some(key) => table::by_id(conn, key)?,
        None => table::by_code(conn, &code)?,
    };
    found.ok_or_else(|| Refusal::NoSuchDues { wanted: wanted.to_owned() }.into())
}

/// The number of a bank account of the site; nothing typed: none is named.
fn account(session: &Session, typed: &str) -> Result<String, AppError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let accounts = site::bank_accounts(&session.store.conn)?;
    let number = crate::domain::account::normalise(session.site.country, typed).unwrap_or_default();
    if accounts.iter().any(|account| account.number == number) {
        Ok(number)
    } else {
        Err(Refusal::NoSuchAccount { wanted: typed.to_owned() }.into())
    }
}

/// Dues as they stand, with what became of them.
///
/// # Errors
/// [`Refusal::NoSuchDues`].
pub fn show(session: &Session, wanted: &str) -> Result<(Dues, Issued), AppError> {
    let conn = &session.store.conn;
    let dues = dues(conn, wanted)?;
    let issued = table::issued(conn, dues.id)?;
    Ok((dues, issued))
}

/// Everything that is set up, for the dialogs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUp {
    /// Kinds of membership, in their order.
    pub kinds: Vec<MembershipKind>,
    /// Dues, the newest period first.
    pub dues: Vec<Dues>,
}

/// What is set up.
///
/// # Errors
/// When the file cannot be read.
pub fn all(session: &Session) -> Result<SetUp, AppError> {
    let conn = &session.store.conn;
    Ok(SetUp {
        kinds: table::kinds(conn)?,
        dues: table::all(conn)?,
    })
}
