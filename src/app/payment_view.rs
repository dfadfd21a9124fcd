//! One payment: what it was used for, what is left, its raw record and file.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::columns::{Column, payments};
use super::{AppError, Row, Session, clock, values};
use crate::domain::filter::Filter;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::away::{self, Away};
use crate::store::bankfile::KnownFile;
use crate::store::detail::{self, Placed, Transaction};
use crate::store::list::ListQuery;
use crate::store::{bankfile, claim, payment as table, refund};

/// A payment with everything around it.
pub struct ShownPayment {
    /// Every column of the payments list.
    pub row: Row,
    /// Key of the claim it was received on, or that it was put on by hand.
    pub claim_id: Option<i64>,
    /// How much, signed.
    pub amount: Money,
    /// Used of it.
    pub used: Money,
    /// What it was used for.
    pub placed: Vec<Placed>,
    /// Where money of it is that is neither left over nor on a claim; for a refund, its state as a code.
    pub away: Vec<(Away, Option<&'static str>)>,
    /// Its movements, with the number of the claim each concerns.
    pub transactions: Vec<(Transaction, Option<i64>)>,
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
    let mut away = Vec::new();
    for one in away::of_payment(db, id)? {
        let asked = match one.refund {
            Some(refund) => refund::load(db, refund)?,
            None => None,
        };
        away.push((one, asked.map(|asked| asked.state.code())));
    }
    // Where nobody handled it by hand, the claim it went to is the one its money stands on.
    let on_claim = match facts.claim_id {
        Some(claim) => Some(claim),
        None => claim::standing_of(db, id)?.first().copied(),
    };
    Ok(ShownPayment {
        row,
        away,
        transactions: detail::payment_transactions(db, id)?,
        claim_id: on_claim,
        amount: facts.amount,
        used: facts.used,
        placed: detail::used_for(db, id)?,
        file,
        raw: text.lines().map(str::to_owned).collect(),
        candidates,
    })
}

/// As one JSON object: every column id, then what became of it.
pub fn payment_json(shown: &ShownPayment) -> Json {
    let mut object: Map<String, Json> = Map::new();
    for (column, cell) in payments::LIST.columns.iter().zip(&shown.row.cells) {
        object.insert(column.id.to_owned(), values::json(column, cell));
    }
    let placed = shown.placed.iter().map(|part| {
        json!({ "claim": part.claim, "line": part.line, "text": part.text, "amount": part.amount.to_string(), "account": part.ledger })
    });
    object.insert("money".to_owned(), placed.collect());
    let away = shown.away.iter().map(|(away, state)| {
        json!({
            "where": away.to.code(), "amount": away.amount.to_string(), "account": away.account, "refund": away.refund,
            "refund_state": state,
        })
    });
    object.insert("elsewhere".to_owned(), away.collect());
    let transactions = shown.transactions.iter().map(|(row, claim)| {
        json!({
            "id": row.id, "kind": row.kind, "booked": row.booked_on.map(|d| d.to_string()), "amount": row.amount.to_string(),
            "claim": claim, "voucher": row.voucher,
        })
    });
    object.insert("transactions".to_owned(), transactions.collect());
    let candidates = shown
        .candidates
        .iter()
        .map(|(number, left, due)| json!({ "claim": number, "left": left.to_string(), "due": due.map(|d| d.to_string()) }));
    object.insert("candidates".to_owned(), candidates.collect());
    object.insert("raw".to_owned(), json!(shown.raw));
    Json::Object(object)
}
