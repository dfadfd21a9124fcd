//! A draft of a claim as a JSON document (design, part 7).

use serde_json::{Map, Value as Json, json};

use super::columns::{Column, drafts as columns};
use super::usecase::drafts::ShownDraft;
use super::{AppError, Session, clock, values};
use crate::domain::refusal::Refusal;
use crate::store::list::ListQuery;

/// As one JSON object: every column id of the list of drafts, then what its form shows.
///
/// # Errors
/// [`Refusal::NoSuchDraft`].
pub fn json(session: &Session, shown: &ShownDraft) -> Result<Json, AppError> {
    let id = shown.loaded.id;
    let gone = || AppError::from(Refusal::NoSuchDraft { wanted: id.to_string() });
    let all: Vec<&'static Column> = columns::LIST.columns.iter().collect();
    let query = ListQuery {
        list: &columns::LIST,
        filter: crate::domain::filter::Filter::default(),
        sort: Vec::new(),
        today: clock::today(),
        alphabet: session.site.country.alphabet(),
    };
    let key = u32::try_from(id).map_err(|_| gone())?;
    let row = query.rows(&session.store.conn, &all, &[key])?.pop().ok_or_else(gone)?;
    let mut object: Map<String, Json> = Map::new();
    for (column, cell) in columns::LIST.columns.iter().zip(&row.cells) {
        object.insert(column.id.to_owned(), values::json(column, cell));
    }
    let (draft, today) = (&shown.loaded.draft, session.actor().today);
    object.insert("revision".to_owned(), json!(shown.loaded.revision));
    object.insert("issued".to_owned(), json!(draft.issue_day(today).to_string()));
    object.insert("due".to_owned(), json!(draft.due_day(today, shown.terms_days).to_string()));
    let account = shown.accounts.iter().find(|account| Some(account.id) == draft.account_id);
    object.insert("account".to_owned(), json!(account.map(|account| account.number.as_str())));
    object.insert("reference".to_owned(), json!(draft.reference));
    let mut lines = Vec::new();
    for (line, no) in draft.lines.iter().zip(1i64..) {
        lines.push(
            json!({ "no": no, "article": line.article, "text": line.text, "quantity": line.quantity.to_string(), "unit": line.unit,
            "price": line.price.map(|price| price.to_string()), "vat": line.vat_percent.to_string(), "amount": line.amount()?.to_string() }),
        );
    }
    object.insert("draft_lines".to_owned(), lines.into());
    let sums = draft.sums()?;
    let vat = sums.vat.iter();
    let vat = vat.map(|(rate, base, vat)| json!({ "rate": rate.to_string(), "base": base.to_string(), "vat": vat.to_string() }));
    object.insert("vat_rates".to_owned(), vat.collect());
    let missing = draft.missing(today, shown.terms_days);
    let missing = missing.iter().map(|one| {
        let (code, line) = one.key();
        json!({ "code": code.trim_start_matches("draft-lacks-"), "line": line })
    });
    object.insert("missing".to_owned(), missing.collect());
    Ok(Json::Object(object))
}
