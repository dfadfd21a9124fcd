//! `parties import`: members and customers from a table, looked at first. Every row is good or nothing is stored; a row that looks like
//! somebody who is there already is told, and left out when that is wanted.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::app::error::InputFault;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::table::{Table, TableRow};
use crate::app::{AppError, Session};
use crate::domain::party::{Card, CardFault, CardField};
use crate::domain::text::sort_key;
use crate::store::party::{self, NewParty};
use crate::store::{Db, party_card, phones, site};

/// The columns, in the order of an export. The first two beside the card's fields are the number and the name.
pub const COLUMNS: &[&str] = &[
    "number",
    "name",
    "kind",
    "org_number",
    "phone",
    "email",
    "address",
    "postcode",
    "city",
    "country",
    "language",
    "channel",
    "birth_date",
    "member_since",
    "left",
    "terms_days",
    "reference",
    "note",
    NAME_PARTS[0],
    NAME_PARTS[1],
];
/// Names in two columns are taken in, too; they go out in one.
pub const NAME_PARTS: [&str; 2] = ["first_name", "last_name"];

/// How many rows a preview keeps for the screen.
const SHOWN_MAX: usize = 5000;

/// Somebody in the register, or a row above, that a row looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alike {
    /// The party with this number and name.
    Party(String, String),
    /// The row in this line.
    Line(u64),
}

/// A row as it would be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Line in the file, from 1.
    pub line: u64,
    /// Its number; nothing: the series gives one.
    pub number: String,
    /// Its card.
    pub card: Card,
    /// Whom it looks like.
    pub alike: Option<Alike>,
}

/// What a table would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The table.
    pub path: PathBuf,
    /// Its rows, at most some thousands.
    pub rows: Vec<PreviewRow>,
    /// How many rows there are.
    pub count: usize,
    /// How many of them look like somebody.
    pub alike: usize,
    /// What is wrong: while anything is, nothing can be stored.
    pub faults: Vec<InputFault>,
    /// What is worth a look.
    pub warning: Option<InputFault>,
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// How many parties were stored.
    pub stored: usize,
    /// How many rows were left out because they look like somebody.
    pub left_out: usize,
    /// How many were stored though they do.
    pub alike: usize,
}

/// What is wrong with a field, as a code of a table's fault.
fn code(fault: CardFault) -> &'static str {
    match fault {
        CardFault::Missing => "card-missing",
        CardFault::PhoneLetters => "card-phone_letters",
        CardFault::PhoneShort => "card-phone_short",
        CardFault::PhoneLong => "card-phone_long",
        CardFault::PhoneUnused => "card-phone_unused",
        CardFault::Email => "card-email",
        CardFault::Postcode => "card-postcode",
        CardFault::Country => "card-country",
        CardFault::Language => "card-language",
        CardFault::Channel => "card-channel",
        CardFault::Date => "card-date",
        CardFault::Future => "card-future",
        CardFault::Terms => "card-terms",
        CardFault::OrgNumber => "card-org_number",
        CardFault::TooLong => "card-too_long",
        CardFault::Reference => "card-reference",
    }
}

/// Cells that a spreadsheet could take for a formula are exported behind an apostrophe, which is none of theirs.
fn unquoted(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['+', '-', '=', '@']) => rest,
        _ => text,
    }
}

fn read_row(session: &Session, table: &mut Table, row: &TableRow) -> PreviewRow {
    let (home, today) = (session.site.country, session.actor().today);
    let mut card = Card::default();
    let fields = COLUMNS.iter().filter_map(|column| CardField::from_code(column));
    // The country decides what a post code is.
    let (first, rest): (Vec<CardField>, Vec<CardField>) = fields.partition(|field| *field == CardField::Country);
    for field in first.into_iter().chain(rest) {
        let mut text = unquoted(table.text(row, field.code())).to_owned();
        if field == CardField::Name && text.is_empty() {
            text = NAME_PARTS.map(|part| unquoted(table.text(row, part))).join(" ").trim().to_owned();
        }
        match field {
            CardField::Name if text.is_empty() => table.fault_at(row, "name", "missing", "name".to_owned()),
            CardField::Birth => card.birth_on = table.date(row, "birth_date"),
            CardField::Since => card.member_since_on = table.date(row, "member_since"),
            CardField::Left => card.left_on = table.date(row, "left"),
            _ => {
                if let Err(fault) = card.set(field, &text, home, today) {
                    table.fault_at(row, field.code(), code(fault), String::new());
                }
            }
        }
    }
    for (column, date) in [("birth_date", card.birth_on), ("left", card.left_on)] {
        if date.is_some_and(|date| date > today) {
            table.fault_at(row, column, code(CardFault::Future), String::new());
        }
    }
    PreviewRow {
        line: row.line,
        number: table.text(row, "number").to_owned(),
        card,
        alike: None,
    }
}

struct Read {
    table: Table,
    rows: Vec<TableRow>,
    parties: Vec<PreviewRow>,
}

fn read(session: &Session, path: &Path) -> Result<Read, AppError> {
    let mut table = Table::read(path, "parties", COLUMNS, &[&["name", NAME_PARTS[1]]])?;
    let rows = std::mem::take(&mut table.rows);
    let (mut numbers, mut references) = (HashSet::new(), HashSet::new());
    let mut parties = Vec::with_capacity(rows.len());
    for row in &rows {
        let party = read_row(session, &mut table, row);
        if !party.number.is_empty() && !numbers.insert(party.number.clone()) {
            table.fault_at(row, "number", "number-twice", String::new());
        }
        if !party.card.reference.is_empty() && !references.insert(party.card.reference.clone()) {
            table.fault_at(row, "reference", "reference-twice", String::new());
        }
        parties.push(party);
    }
    Ok(Read { table, rows, parties })
}

/// What the file says to the rows: numbers and references that are taken, and whom a row looks like.
fn compare(conn: &Db, session_key: impl Fn(&str) -> String, read: &mut Read) -> Result<(), AppError> {
    let rules: Vec<_> = site::bank_accounts(conn)?.into_iter().filter_map(|account| account.rules).collect();
    // Lines of rows above by name, and by how they are reached.
    let mut above: HashMap<(String, String), u64> = HashMap::new();
    for (party, row) in read.parties.iter_mut().zip(&read.rows) {
        if !party.number.is_empty() && party::by_number(conn, &party.number)?.is_some() {
            read.table.fault_at(row, "number", "number-taken", String::new());
        }
        let reference = &party.card.reference;
        if !reference.is_empty() {
            if party::reference_taken(conn, reference)? {
                read.table.fault_at(row, "reference", "reference-taken", String::new());
            } else if !rules.iter().any(|rules| rules.check(reference).is_ok()) {
                read.table.fault_at(row, "reference", "reference-fits-none", String::new());
            }
        }
        let key = session_key(&party.card.name);
        party.alike = alike(conn, party, &key)?;
        let reached = [party.card.phone.clone(), party.card.email.to_lowercase()];
        for way in reached.into_iter().filter(|way| !way.is_empty()) {
            match above.entry((key.clone(), way)) {
                std::collections::hash_map::Entry::Occupied(there) => {
                    party.alike.get_or_insert(Alike::Line(*there.get()));
                }
                std::collections::hash_map::Entry::Vacant(free) => drop(free.insert(party.line)),
            }
        }
    }
    Ok(())
}

/// Somebody of the same name with the same phone or e-mail.
fn alike(conn: &Db, row: &PreviewRow, key: &str) -> Result<Option<Alike>, AppError> {
    for id in party_card::named(conn, key)? {
        let Some(there) = party_card::load(conn, id)? else { continue };
        let same_phone = !row.card.phone.is_empty()
            && (phones::of_card(conn, id)? == row.card.phone || phones::besides(conn, id)?.contains(&row.card.phone));
        let same_email = !row.card.email.is_empty() && row.card.email.to_lowercase() == there.card.email.to_lowercase();
        if same_phone || same_email {
            return Ok(Some(Alike::Party(there.number, there.card.name)));
        }
    }
    Ok(None)
}

/// What a table would do. Faults stand in the preview; only a table that cannot be read at all is refused.
///
/// # Errors
/// [`AppError::File`]; [`AppError::Input`] for a table that is none.
pub fn preview(session: &Session, path: &Path) -> Result<Preview, AppError> {
    let alphabet = session.site.country.alphabet();
    let mut read = read(session, path)?;
    compare(&session.store.conn, |name| sort_key(name, alphabet), &mut read)?;
    let faults = match read.table.check() {
        Err(AppError::Input { faults, .. }) => faults,
        _ => Vec::new(),
    };
    let (count, alike) = (read.parties.len(), read.parties.iter().filter(|row| row.alike.is_some()).count());
    read.parties.truncate(SHOWN_MAX);
    Ok(Preview {
        path: path.to_path_buf(),
        rows: read.parties,
        count,
        alike,
        faults,
        warning: read.table.warning(),
    })
}

/// Stores all parties of a table, or none; with `skip_alike` those that look like somebody are left out.
///
/// # Errors
/// [`AppError::Input`] with every fault and its place.
pub fn import(session: &mut Session, path: &Path, skip_alike: bool) -> Result<Imported, AppError> {
    let mut read = read(session, path)?;
    read.table.check()?;
    let alphabet = session.site.country.alphabet();
    session.write(|tx| {
        compare(tx.conn(), |name| sort_key(name, alphabet), &mut read)?;
        read.table.check()?;
        let all = read.parties.len();
        let alike = read.parties.iter().filter(|row| row.alike.is_some()).count();
        read.parties.retain(|row| !skip_alike || row.alike.is_none());
        // Numbers that are given first, so that the series goes on after them.
        for row in read.parties.iter().filter(|row| !row.number.is_empty()) {
            party::skip_number(tx, &row.number)?;
        }
        for row in &read.parties {
            let made = party::add(tx, &new_party(row), alphabet)?;
            if has_more(&row.card) {
                party_card::save(tx, made.id, &row.card, None, alphabet)?;
            }
        }
        Ok(Imported {
            stored: read.parties.len(),
            left_out: all - read.parties.len(),
            alike: if skip_alike { 0 } else { alike },
        })
    })
}

fn new_party(row: &PreviewRow) -> NewParty {
    let card = row.card.clone();
    NewParty {
        number: Some(row.number.clone()).filter(|number| !number.is_empty()),
        name: card.name,
        kind: card.kind,
        phone: card.phone,
        email: card.email,
        address: card.address,
        postcode: card.postcode,
        city: card.city,
        country: card.country,
        language: card.language,
        birth_on: card.birth_on,
        member_since_on: card.member_since_on,
        reference: Some(card.reference).filter(|reference| !reference.is_empty()),
    }
}

/// Whether a card holds what a new party is not made with.
fn has_more(card: &Card) -> bool {
    let more = [
        CardField::OrgNumber,
        CardField::Channel,
        CardField::Left,
        CardField::Terms,
        CardField::Note,
    ];
    more.iter().any(|field| !card.typed(*field).is_empty())
}

/// Whom a row looks like, for people.
pub fn alike_words(row: &PreviewRow, t: &Texts) -> String {
    let line = ("line", Arg::Text(row.line.to_string()));
    let name = ("name", Arg::Text(row.card.name.clone()));
    match &row.alike {
        Some(Alike::Party(number, there)) => t.with(
            "import-alike-party",
            &[line, name, ("there", Arg::Text(format!("{number} {there}")))],
        ),
        Some(Alike::Line(above)) => t.with("import-alike-line", &[line, name, ("there", Arg::Text(above.to_string()))]),
        None => String::new(),
    }
}
