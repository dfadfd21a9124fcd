//! The site itself: country, name, number series, bank accounts.

mod accounts;
mod formats;

pub use accounts::{BankAccount, Step, add_bank_account, bank_accounts, change_bank_account, is_tried, note_trial, steps};
pub use formats::{AccountFormat, formats, last_in_other, set_format};

use rusqlite::{Connection, OptionalExtension, params};

use super::journal::Entry;
use super::{StoreError, Tx};
use crate::domain::account::Country;
use crate::domain::claim::{Cost, Extra, Kind, Status, Void};
use crate::domain::draft::{Origin as DraftOrigin, State as DraftState};
use crate::domain::dues_sms::{ChargeState, Reply};
use crate::domain::exchange::{AccountState, ExchangeState, FileState, ItemKind, ItemState, MandateState, NoticeOutcome};
use crate::domain::ledger::Role;
use crate::domain::money::Currency;
use crate::domain::notice::NoticeKind;
use crate::domain::order::Status as OrderStatus;
use crate::domain::party::Channel;
use crate::domain::payment::{Method, Reason, Source, Stage, State};
use crate::domain::phone::Fault as PhoneFault;
use crate::domain::sending::SendingState;

/// The organisation or workshop that owns the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Whose rules hold.
    pub country: Country,
    /// What the books are in.
    pub currency: Currency,
    /// Its name.
    pub name: String,
    /// The language for those who chose none.
    pub language: String,
}

/// An account of the chart: number, what it is for, name.
pub type ChartAccount = (String, Option<Role>, String);

/// Makes the site in an empty file: chart of accounts, number series, the words of the codes.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn create(tx: &Tx<'_>, site: &Site, chart: &[ChartAccount]) -> Result<(), StoreError> {
    let at = tx.actor().at_ms;
    let conn = tx.conn();
    conn.execute(
        "INSERT INTO site (id, country, currency, name, language, created_at) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        params![site.country.code(), site.currency.code(), site.name, site.language, at],
    )?;
    for (code, role, name) in chart {
        conn.execute(
            "INSERT INTO ledger_account (code, role, name) VALUES (?1, ?2, ?3)",
            params![code, role.map(Role::number), name],
        )?;
    }
    for (name, prefix, next) in [
        ("claim", "", 10_001),
        ("voucher", "", 1),
        ("credit_note", "K", 1),
        ("party", "", 1001),
        ("order", "", 14_001),
    ] {
        conn.execute(
            "INSERT INTO series (name, prefix, next) VALUES (?1, ?2, ?3)",
            params![name, prefix, next],
        )?;
    }
    let mut word = conn.prepare("INSERT INTO code_word (what, number, word) VALUES (?1, ?2, ?3)")?;
    macro_rules! words {
        ($($what:literal $codes:ident),+) => { $(for code in $codes::ALL { word.execute(params![$what, code.number(), code.code()])?; })+ };
    }
    words!("claim.kind" Kind, "claim.status" Status, "claim.extra" Extra, "claim.void" Void, "payment.state" State,
        "payment.stage" Stage, "payment.reason" Reason, "payment.source" Source, "claim.method" Method, "ledger.role" Role, "file.state" FileState, "notice.kind" NoticeKind, "notice.outcome" NoticeOutcome,
        "mandate.state" MandateState, "item.kind" ItemKind, "item.state" ItemState, "account.state" AccountState, "exchange.state" ExchangeState, "order.status" OrderStatus,
        "charge.state" ChargeState, "dues.reply" Reply, "party.channel" Channel, "phone.fault" PhoneFault, "sending.state" SendingState,
        "line.cost" Cost, "draft.state" DraftState, "draft.origin" DraftOrigin);
    drop(word);
    let after = serde_json::json!({ "name": site.name, "country": site.country.code() }).to_string();
    tx.log(&Entry {
        kind: "site",
        id: 1,
        action: "created",
        comment: "",
        before: None,
        after: Some(&after),
    })?;
    Ok(())
}

/// The site of the file.
///
/// # Errors
/// [`StoreError::Invariant`] when there is none.
pub fn load(conn: &Connection) -> Result<Site, StoreError> {
    let row = conn
        .prepare_cached("SELECT country, currency, name, language FROM site WHERE id = 1")?
        .query_row([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let (country, currency, name, language) = row.ok_or(StoreError::Invariant { what: "no-site", id: 1 })?;
    let country = Country::from_code(&country).ok_or(StoreError::Invariant { what: "country", id: 1 })?;
    let currency = Currency::from_code(&currency).ok_or(StoreError::Invariant { what: "currency", id: 1 })?;
    Ok(Site {
        country,
        currency,
        name,
        language,
    })
}

/// A short word that no other site has: what references at providers begin with, because several sites may share a provider.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn tag(conn: &Connection) -> Result<String, StoreError> {
    // The first row of the change log is salted, so its hash is this site's alone.
    let hash: [u8; 32] = conn.query_row("SELECT hash FROM journal ORDER BY seq LIMIT 1", [], |row| row.get(0))?;
    Ok(format!(
        "f{}",
        hash.iter().take(3).map(|byte| format!("{byte:02x}")).collect::<String>()
    ))
}
