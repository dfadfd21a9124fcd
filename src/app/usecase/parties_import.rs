//! `parties import`: members and customers from a table.

use std::collections::HashSet;
use std::path::Path;

use super::table::{Table, TableRow};
use crate::app::{AppError, Session};
use crate::store::party::{self, NewParty};
use crate::store::site;

const COLUMNS: &[&str] = &[
    "number",
    "name",
    "kind",
    "phone",
    "email",
    "address",
    "postcode",
    "city",
    "country",
    "language",
    "birth_date",
    "member_since",
    "reference",
];

/// Stores all parties of a table, or none. Answers how many.
///
/// # Errors
/// [`AppError::Input`] with every fault and its place.
pub fn import(session: &mut Session, path: &Path) -> Result<i64, AppError> {
    let mut table = Table::read(path, COLUMNS, &["name"])?;
    let rows = std::mem::take(&mut table.rows);
    let (mut numbers, mut references) = (HashSet::new(), HashSet::new());
    let mut parties = Vec::with_capacity(rows.len());
    for row in &rows {
        parties.push(read_party(&mut table, row, &mut numbers, &mut references));
    }
    table.check()?;
    let alphabet = session.site.country.alphabet();
    session.write(|tx| {
        let rules: Vec<_> = site::bank_accounts(tx.conn())?
            .into_iter()
            .filter_map(|account| account.rules)
            .collect();
        for (party, row) in parties.iter().zip(&rows) {
            if party
                .number
                .as_ref()
                .is_some_and(|number| party::by_number(tx.conn(), number).is_ok_and(|found| found.is_some()))
            {
                table.fault_at(row, "number", "number-taken", String::new());
            }
            if let Some(reference) = &party.reference {
                if party::reference_taken(tx.conn(), reference)? {
                    table.fault_at(row, "reference", "reference-taken", String::new());
                } else if !rules.iter().any(|rules| rules.check(reference).is_ok()) {
                    table.fault_at(row, "reference", "reference-fits-none", String::new());
                }
            }
        }
        table.check()?;
        // Numbers that are given first, so that the series goes on after them.
        for number in parties.iter().filter_map(|party| party.number.as_deref()) {
            party::skip_number(tx, number)?;
        }
        for party in &parties {
            party::add(tx, party, alphabet)?;
        }
        Ok(i64::try_from(parties.len()).unwrap_or(i64::MAX))
    })
}

fn read_party(table: &mut Table, row: &TableRow, numbers: &mut HashSet<String>, references: &mut HashSet<String>) -> NewParty {
    let text = |column: &str| table.text(row, column).to_owned();
    let some = |column: &str| Some(text(column)).filter(|value| !value.is_empty());
    let mut party = NewParty {
        number: some("number"),
        name: text("name"),
        kind: text("kind"),
        phone: text("phone"),
        email: text("email"),
        address: text("address"),
        postcode: text("postcode"),
        city: text("city"),
        country: text("country"),
        language: text("language"),
        birth_on: None,
        member_since_on: None,
        reference: some("reference"),
    };
    party.birth_on = table.date(row, "birth_date");
    party.member_since_on = table.date(row, "member_since");
    if party.name.is_empty() {
        table.fault_at(row, "name", "missing", "name".to_owned());
    }
    if party.number.as_ref().is_some_and(|number| !numbers.insert(number.clone())) {
        table.fault_at(row, "number", "number-twice", String::new());
    }
    if party
        .reference
        .as_ref()
        .is_some_and(|reference| !references.insert(reference.clone()))
    {
        table.fault_at(row, "reference", "reference-twice", String::new());
    }
    party
}
