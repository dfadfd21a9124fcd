//! One payment: what it was used for, what is left, its raw record and file.

use chrono::NaiveDate;

use super::columns::{Column, payments};
use super::{AppError, Row, Session, clock};
use crate::domain::filter::Filter;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::bankfile::KnownFile;
use crate::store::detail::{self, Placed};
use crate::store::list::ListQuery;
use crate::store::{bankfile, payment as table};

/// A payment with everything around it.
pub struct ShownPayment {
    /// Every column of the payments list.
    pub row: Row,
    /// Key of the claim it was received on.
    pub claim_id: Option<i64>,
    /// How much, signed.
    pub amount: Money,
    /// Used of it.
    pub used: Money,
    /// What it was used for.
    pub placed: Vec<Placed>,
    /// The file it came in.
    pub file: Option<KnownFile>,
    /// Its records as they stood in the file, line by line.
    pub raw: Vec<String>,
    /// Open claims of the party its reference leads to: number, left, due.
    pub candidates: Vec<(i64, Money, Option<NaiveDate>)>,
}

/// Loads a payment.
///
/// # Errors
/// [`Refusal::NoSuchPayment`].
pub fn payment(session: &Session, id: i64) -> Result<ShownPayment, AppError> {
    let db = &session.store.conn;
    let gone = || AppError::from(Refusal::NoSuchPayment { wanted: id.to_string() });
    let facts = table::load(db, id)?.ok_or_else(gone)?;
    let columns: Vec<&'static Column> = payments::LIST.columns.iter().collect();
    let alphabet = session.site.country.alphabet();
    let query = ListQuery {
        list: &payments::LIST,
        filter: Filter::default(),
        sort: Vec::new(),
        today: clock::today(),
        alphabet,
    };
    let key = u32::try_from(id).map_err(|_| gone())?;
    let row = query.rows(db, &columns, &[key])?.pop().ok_or_else(gone)?;
    let (file, raw) = match facts.file_id {
        Some(file) => (
            bankfile::by_id(db, file)?,
            bankfile::raw_record(db, file, facts.raw.0, facts.raw.1)?,
        ),
        None => (None, Vec::new()),
    };
    // ISO-8859-1: every byte is the character of its number. Files in UTF-8 are read as such first.
    let text = String::from_utf8(raw).unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect());
    let candidates = match (facts.claim_id, facts.party_id) {
        (None, Some(party)) => detail::open_claims(db, party)?,
        _ => Vec::new(),
    };
    Ok(ShownPayment {
        row,
        claim_id: facts.claim_id,
        amount: facts.amount,
        used: facts.used,
        placed: detail::used_for(db, id)?,
        file,
        raw: text.lines().map(str::to_owned).collect(),
        candidates,
    })
}
